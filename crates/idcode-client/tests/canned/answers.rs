//! Answers as they come: HTML, other spellings, failures.

use idcode_client::Error;
use idcode_types::{GetUnitRequest, ListUploadBatchesRequest, ResultCode};
use wire::Class;

use crate::transport::Canned;

async fn error(status: u16, body: &'static str) -> Error {
    let canned = Canned::answering([(status, body)]);
    canned.client().get_unit(&GetUnitRequest::new("i.86.1.2")).await.unwrap_err()
}

#[tokio::test]
async fn return_codes_are_typed_in_both_spellings() {
    for body in [
        r#"{"result_code":10006,"result_msg":"未查到相比配的数据"}"#,
        r#"{"ResultCode":"10006","ResultMsg":"未查到相比配的数据"}"#,
    ] {
        let error = error(200, body).await;
        assert_eq!(error.class(), Class::NotFound, "{error}");
        let Error::Service(service) = &error else { panic!("{error}") };
        assert_eq!(service.code.as_ref().map(ResultCode::as_str), Some("10006"));
        assert!(error.to_string().contains("未查到相比配的数据"), "{error}");
    }
}

#[tokio::test]
async fn codes_of_the_key_and_of_the_moment_have_their_class() {
    for (body, class) in [
        (r#"{"result_code":10001}"#, Class::NotAllowed),
        (r#"{"result_code":10002}"#, Class::NotAllowed),
        (r#"{"result_code":-1}"#, Class::RetryLater),
        (r#"{"result_code":20003}"#, Class::RetryLater),
        (r#"{"result_code":424242,"result_msg":"new"}"#, Class::Failed),
    ] {
        assert_eq!(error(200, body).await.class(), class, "{body}");
    }
}

#[tokio::test]
async fn a_wrong_path_answered_in_html_is_no_json_error() {
    let page = "\r\n\r\n<html><body><h1>404 Not Found</h1></body></html>";
    let error_404 = error(404, page).await;
    assert!(matches!(error_404, Error::Status { .. }), "{error_404}");
    assert!(error_404.to_string().contains("404 Not Found"), "{error_404}");
    let error_200 = error(200, page).await;
    assert!(matches!(error_200, Error::NotJson { .. }), "{error_200}");
}

#[tokio::test]
async fn an_object_for_a_list_and_a_null_list_are_read() {
    let object = r#"{"code_record_list":{"uploadcode_id":10030000000000001923},
                     "code_record_tab":null,"result_code":1}"#;
    let canned =
        Canned::answering([(200, object), (200, r#"{"code_record_list":null,"result_code":1}"#)]);
    let client = canned.client();
    let request = ListUploadBatchesRequest::new("i.86.1.2", "10000000", "1");
    let batches = client.list_upload_batches(&request).await.unwrap().batches;
    let ids: Vec<_> = batches.iter().map(|batch| batch.upload_id.clone().unwrap()).collect();
    assert_eq!(ids, ["10030000000000001923".into()]);
    assert!(client.list_upload_batches(&request).await.unwrap().batches.is_empty());
}
