//! Methods, places of parameters, signatures.
//!
//! Expected hashes: `printf '%s' '<path>?<parameters in order><code>' | md5sum`, in upper case.

use idcode_client::FilePart;
use idcode_types::{
    ApplicationType, BatchRegistration, BatchRegistrationItem, CertificateType, GetUnitRequest,
    RegisterCategoriesRequest, SearchUnitsRequest, UploadCodeFileRequest, UploadCodeListRequest,
    VerifyUnitRequest,
};
use serde_json::Value;

use crate::transport::{CODE, Canned, TOKEN};

#[tokio::test]
async fn a_look_up_goes_as_get_with_a_signed_query() {
    let canned = Canned::default();
    canned.client().list_regions().await.unwrap();
    let (method, url, body) = canned.last();
    assert_eq!((method.as_str(), body.as_str()), ("GET", ""));
    assert_eq!(
        url,
        format!(
            "https://example.com/sp/idcode/addresses?access_token={TOKEN}&time=1497587696789\
             &hash=87C722FD44935C0BF3285CC0FF382D90"
        )
    );
}

#[tokio::test]
async fn values_are_signed_raw_and_sent_encoded() {
    let canned = Canned::default();
    let request = SearchUnitsRequest::new("北京 & 某某");
    canned.client().search_units(&request).await.unwrap();
    let (_, url, _) = canned.last();
    assert!(url.contains("company_name=%E5%8C%97%E4%BA%AC%20%26%20%E6%9F%90%E6%9F%90&"), "{url}");
    assert!(url.ends_with("&hash=FF7E521EA95A7FC2AD69CFC47C6B9353"), "{url}");
}

#[tokio::test]
async fn uploads_go_as_a_form_though_get_is_allowed() {
    let canned = Canned::default();
    let request = UploadCodeListRequest::new("i.86.1.2", "100", "1,2,3".into());
    canned.client().upload_code_list(&request).await.unwrap();
    let (method, url, body) = canned.last();
    assert_eq!(method, "POST");
    assert_eq!(url, "https://example.com/sp/idcode/upload/codelist");
    assert!(body.contains("code_list_str=1%2C2%2C3&"), "{body}");
    assert!(body.contains("&version=2.0&"), "decision I65: {body}");
    assert!(body.contains("&hash="), "{body}");
}

#[tokio::test]
async fn post_only_clients_put_nothing_into_addresses() {
    let canned = Canned::default();
    let credentials = idcode_client::Credentials::new(TOKEN, CODE);
    let client = idcode_client::Client::builder("https://example.com/")
        .credentials(credentials)
        .transport(canned.clone())
        .post_only()
        .build()
        .unwrap();
    client.get_unit(&GetUnitRequest::new("i.86.1.2")).await.unwrap();
    let (method, url, body) = canned.last();
    assert_eq!(method, "POST");
    assert!(!url.contains('?') && body.contains("company_idcode=i.86.1.2"), "{url} {body}");
}

#[tokio::test]
async fn the_batch_of_402_carries_the_token_inside() {
    let canned = Canned::default();
    let item = BatchRegistrationItem::new()
        .with_category_id(7)
        .with_code_use_id(10)
        .with_category_code("10000000")
        .with_application_type(ApplicationType::Registration)
        .with_resolution_url("http://example.com")
        .with_model("型号")
        .with_model_code("1");
    let batch = BatchRegistration::new("i.86.1.2", vec![item]);
    let request = RegisterCategoriesRequest::new(batch);
    canned.client().register_categories(&request).await.unwrap();
    let (method, _, body) = canned.last();
    assert_eq!(method, "POST");
    let fields: Vec<(String, String)> =
        form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let names: Vec<_> = fields.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["json_str", "time", "hash"], "only these three are sent");
    let json: Value = serde_json::from_str(&fields[0].1).unwrap();
    assert_eq!(json["access_token"], TOKEN);
    assert_eq!(json["category_reg_list"][0]["code_pay_type"], 2, "{json}");
}

#[tokio::test]
async fn files_go_as_a_part_and_are_not_signed() {
    let canned = Canned::default();
    let client = canned.client();
    let request = UploadCodeFileRequest::new("i.86.1.2", "100");
    client.upload_code_file(&request, FilePart::codes(["1", "2"])).await.unwrap();
    let (_, _, first) = canned.last();
    client.upload_code_file(&request, FilePart::codes(["3"])).await.unwrap();
    let (_, _, second) = canned.last();
    assert!(first.contains("name=\"code_file\"; filename=\"codes.txt\""), "{first}");
    assert!(first.contains("\r\n\r\n1\n2\n\r\n--"), "{first}");
    let hash = |body: &str| {
        let part = body.split("name=\"hash\"").nth(1).unwrap().to_owned();
        part.split("\r\n\r\n").nth(1).unwrap().split("\r\n").next().unwrap().to_owned()
    };
    assert_eq!(hash(&first).len(), 32);
    assert_eq!(hash(&first), hash(&second), "the file takes no part in the signature");
}

#[tokio::test]
async fn a_picture_is_sent_as_it_is() {
    let canned = Canned::default();
    let picture = b"\x89PNG\r\n\x1a\nrest".to_vec();
    let request = VerifyUnitRequest::new("i.86.1.2", CertificateType::CreditCode, "9111");
    let file = FilePart::bytes("licence.png", picture);
    canned.client().verify_unit(&request, file).await.unwrap();
    let (_, _, body) = canned.last();
    assert!(body.contains("name=\"file1\"; filename=\"licence.png\""), "{body}");
    assert!(body.contains("PNG\r\n\u{1a}\nrest\r\n--"), "{body}");
}
