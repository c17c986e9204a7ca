//! Parameters that do not go together, and files that will not do, are refused before sending.

use idcode_client::{Client, ClientError, Error, FilePart};
use idcode_types::{CertificateType, UploadCodeFileRequest, VerifyUnitRequest};
use serde_json::{Value, json};

use crate::transport::Canned;

/// Endpoint, parameters, and the parameter that the refusal names; none if the request is sent.
fn cases() -> Vec<(&'static str, Value, Option<&'static str>)> {
    let range = |start: u64, end: u64, length: u64| {
        json!({"company_idcode": "u", "category_reg_id": "1", "start_num": start,
               "end_num": end, "length": length})
    };
    let framed = |frame: u64, pixels: u64| json!({"code": "c", "is_margin": frame, "qrcode_size": pixels, "color": 0});
    let quality = |more: Value| {
        let mut base = json!({"company_idcode": "u", "code": "i.86.1.2", "use_logo": 0,
                              "margin_type": 0, "code_type": 1, "code_size": 3});
        for (key, value) in more.as_object().into_iter().flatten() {
            base[key] = value.clone();
        }
        base
    };
    let download =
        |password: &str| json!({"company_idcode": "u", "uploadcode_id": "1", "password": password});
    vec![
        ("update_unit_logo", json!({"login_name": "a", "login_pwd": "b"}), Some("unit_icon")),
        (
            "update_unit_logo",
            json!({"login_name": "a", "login_pwd": "b", "gotourl": "http://a"}),
            None,
        ),
        ("upload_padded_code_range", range(1, 9, 1), None),
        ("upload_padded_code_range", range(5, 5, 3), None),
        ("upload_padded_code_range", range(9, 1, 3), Some("start_num")),
        ("upload_padded_code_range", range(1, 1000, 3), Some("length")),
        ("update_resolution_url", json!({"company_idcode": "u", "reg_id": "1"}), Some("gotourl")),
        (
            "update_resolution_url",
            json!({"company_idcode": "u", "reg_id": "1", "sample_url": "http://a"}),
            None,
        ),
        ("create_framed_code_picture", framed(1, 500), Some("qrcode_size")),
        ("create_framed_code_picture", framed(1, 600), None),
        ("create_framed_code_picture", framed(0, 500), None),
        ("create_quality_code_picture", quality(json!({"use_logo": 1})), Some("unit_logo")),
        ("create_quality_code_picture", quality(json!({"margin_type": 10})), Some("category_id")),
        (
            "create_quality_code_picture",
            quality(json!({"margin_type": 20})),
            Some("margin_type_lv2"),
        ),
        (
            "create_quality_code_picture",
            quality(json!({"margin_type": 20, "margin_type_lv2": 8})),
            Some("margin_type_lv2"),
        ),
        (
            "create_quality_code_picture",
            quality(json!({"margin_type": 20, "margin_type_lv2": 7})),
            None,
        ),
        ("get_review", json!({"company_idcode": "u", "type": 2}), Some("category_reg_id")),
        ("get_code_file_url", download("12345"), Some("password")),
        ("get_code_file_url", download("12345678901234567"), Some("password")),
        ("get_code_file_url", download("123456"), None),
        ("get_unit", json!({}), Some("company_idcode")),
        ("get_unit", json!({"company_idcod": "u"}), Some("company_idcod")),
    ]
}

#[tokio::test]
async fn what_does_not_go_together_is_not_sent() {
    for (endpoint, parameters, refused) in cases() {
        let canned = Canned::default();
        let outcome =
            canned.client().call_named(endpoint, &parameters, None).await.expect(endpoint);
        assert_eq!(canned.count(), usize::from(refused.is_none()), "{endpoint} {parameters}");
        match (outcome, refused) {
            (Ok(_), None) => {}
            (Err(error), Some(parameter)) => {
                assert!(error.to_string().contains(parameter), "{endpoint} {parameters}: {error}");
            }
            (outcome, _) => panic!("{endpoint} {parameters}: {outcome:?}"),
        }
    }
}

#[tokio::test]
async fn every_data_endpoint_and_every_page_can_be_called_by_name() {
    let client = Canned::default().client();
    for endpoint in &idcode_types::ENDPOINTS {
        let parameters = json!({});
        let data = client.call_named(endpoint.name, &parameters, None).await.is_some();
        let page = client.page_named(endpoint.name, &parameters).is_some();
        assert_eq!((data, page), (!endpoint.is_page, endpoint.is_page), "{}", endpoint.id);
    }
    assert!(client.call_named("nothing", &json!({}), None).await.is_none());
}

async fn verify(client: &Client, file: FilePart) -> Result<(), Error> {
    let request = VerifyUnitRequest::new("i.86.1.2", CertificateType::CreditCode, "9111");
    client.verify_unit(&request, file).await.map(drop)
}

#[tokio::test]
async fn pictures_are_looked_at_before_they_are_sent() {
    let canned = Canned::default();
    let client = canned.client();
    for start in [&b"BM"[..], b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a"] {
        verify(&client, FilePart::bytes("a", start.to_vec())).await.unwrap();
    }
    assert_eq!(canned.count(), 4);
    for content in [&b"%PDF-1.7"[..], b"", b"<svg/>"] {
        let error = verify(&client, FilePart::bytes("a.png", content.to_vec())).await.unwrap_err();
        assert!(error.to_string().contains("bmp png jpg jpeg gif"), "{error}");
    }
    let mut large = b"\x89PNG\r\n\x1a\n".to_vec();
    large.resize(5 * 1024 * 1024 + 1, 0);
    let error = verify(&client, FilePart::bytes("a.png", large.clone())).await.unwrap_err();
    assert!(error.to_string().contains("5 MiB"), "{error}");
    large.pop();
    verify(&client, FilePart::bytes("a.png", large)).await.unwrap();
    let error = verify(&client, FilePart::path("/nowhere.png")).await.unwrap_err();
    assert!(matches!(error, Error::Client(ClientError::File { .. })), "{error}");
    assert_eq!(canned.count(), 5);
}

/// A file that is not a picture is only opened when it is sent; whether it can be is seen before.
#[tokio::test]
async fn a_file_of_codes_that_is_not_there_is_an_error_before_anything_is_sent() {
    let canned = Canned::default();
    let request = UploadCodeFileRequest::new("i.86.1.2", "100");
    let file = FilePart::path("/no/such/codes.txt");
    let error = canned.client().upload_code_file(&request, file).await.unwrap_err();
    let Error::Client(ClientError::File { endpoint, parameter, .. }) = &error else {
        panic!("{error}")
    };
    assert_eq!((*endpoint, *parameter), ("5011", "code_file"));
    assert_eq!(canned.count(), 0);
}
