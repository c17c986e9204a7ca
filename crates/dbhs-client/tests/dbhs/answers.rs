//! What answers mean.

use dbhs_client::types::{ListProductsRequest, ReturnCode};
use dbhs_client::{ClientError, Error, LookUp};
use futures_util::{StreamExt, TryStreamExt};
use wire::Class;

use crate::canned::Canned;
use crate::client;

#[tokio::test]
async fn both_codes_of_success_are_one() {
    for code in ["0", "200", "\"0\"", "\"200\""] {
        let answer = format!(r#"{{"code":{code},"data":{{"orgName":"某某公司"}},"msg":""}}"#);
        let client = client(Canned::new(&answer));
        let organization = client.find_organization("某某公司").await.unwrap();
        assert_eq!(organization.unwrap().name.as_deref(), Some("某某公司"), "{code}");
    }
}

#[tokio::test]
async fn nothing_in_data_is_not_found() {
    let nothing = ["null", "{}", "[]", "\"\"", r#"{"orgName":"","orgCode":" ","params":{}}"#];
    for data in nothing {
        let answer = format!(r#"{{"code":0,"data":{data},"msg":""}}"#);
        let client = client(Canned::new(&answer));
        assert_eq!(client.find_organization("x").await.unwrap(), None, "{data}");
        assert_eq!(client.find_product("x").await.unwrap(), None, "{data}");
        assert_eq!(client.products("x").try_collect::<Vec<_>>().await.unwrap(), [], "{data}");
    }
    let client = client(Canned::new(r#"{"code":0,"msg":""}"#));
    assert_eq!(client.find_organization("x").await.unwrap(), None);
}

/// The five codes of the document's table, and one that is not in it.
#[tokio::test]
async fn other_codes_are_errors_with_a_class() {
    let cases = [
        (400, ReturnCode::TooFrequent, Class::RetryLater),
        (401, ReturnCode::Unauthorized, Class::NotAllowed),
        (405, ReturnCode::BadSignature, Class::NotAllowed),
        (500, ReturnCode::InternalError, Class::Failed),
        (418, ReturnCode::from("418"), Class::Failed),
    ];
    for (number, code, class) in cases {
        let answer = format!(r#"{{"code":{number},"data":null,"msg":"原因"}}"#);
        // The code is called the HTTP status: it may come along with it.
        for status in [200, number] {
            let canned = Canned::with_status(status, &answer);
            let error = client(canned).find_organization("x").await.unwrap_err();
            assert_eq!(error.class(), class, "{error}");
            let Error::Service(said) = &error else { panic!("{error}") };
            assert_eq!(said.code.as_ref(), Some(&code));
            assert_eq!(error.to_string(), format!("getOrganizationByName: code {number} 原因"));
        }
    }
}

#[tokio::test]
async fn missing_products_are_told() {
    let answer = r#"{"code":0,"data":{"total":3,"rows":[{"regNumber":"a"},{"regNumber":"b"}]}}"#;
    let client = client(Canned::new(answer));
    let mut items: Vec<_> = client.products("a").collect().await;
    let last = items.pop().unwrap().unwrap_err();
    assert!(
        matches!(last, Error::Client(ClientError::MissingProducts { total: 3, given: 2 })),
        "{last}"
    );
    let other = items.pop().unwrap().unwrap_err();
    assert_eq!(other.to_string(), r#"product/list: asked for "a", and the response is about "b""#);
    let numbers: Vec<_> = items.into_iter().map(|row| row.unwrap().registration_number).collect();
    assert_eq!(numbers, [Some("a".to_owned()), Some("b".to_owned())]);

    let reply = client.list_products(&ListProductsRequest::new()).await.unwrap();
    assert_eq!(reply.products.unwrap().total.unwrap().get(), Some(3));
}

/// A total that is none says nothing; any other is held against the rows.
#[tokio::test]
async fn totals_that_cannot_be_true_do_no_harm() {
    let huge = 1 << 63;
    for (total, told) in [
        ("-1", None),
        ("\"NaN\"", None),
        ("1e400", None),
        ("18446744073709551616", None),
        ("\"\"", None),
        ("0", Some(ClientError::SurplusProducts { total: 0, given: 1 })),
        ("9223372036854775808", Some(ClientError::MissingProducts { total: huge, given: 1 })),
    ] {
        let answer =
            format!(r#"{{"code":0,"data":{{"total":{total},"rows":[{{"regNumber":"a"}}]}}}}"#);
        let mut items: Vec<_> = client(Canned::new(&answer)).products("a").collect().await;
        let last = items.drain(1..).next().map(Result::unwrap_err);
        let own = last.map(|error| match error {
            Error::Client(own) => own,
            other => panic!("{other}"),
        });
        assert_eq!(own, told, "{total}");
        assert!(items[0].is_ok());
    }
}

/// The document's texts have a few words.
#[tokio::test]
async fn a_text_without_measure_is_shown_in_part() {
    let long = "长".repeat(1_000_000);
    let answer = format!(r#"{{"code":"{long}","msg":"{long}"}}"#);
    let error = client(Canned::new(&answer)).find_organization("x").await.unwrap_err();
    let shown = error.to_string();
    assert!(shown.chars().count() < 1_100, "{}", shown.len());
    assert!(shown.contains("长…"), "{shown}");
}

#[tokio::test]
async fn no_answer_repeats_a_secret() {
    let sign = "bfc98fc75c32a18dc79bf06da6ca40aa89bcc28ac0ca7b3665374a023064e816";
    for secret in ["app-key", "secret-key", sign] {
        let said = format!(r#"{{"code":405,"msg":"bad {secret}!"}}"#);
        let page = format!("<html>{secret}</html>");
        for canned in [Canned::new(&said), Canned::new(&page), Canned::with_status(502, &page)] {
            let error = client(canned).find_organization("x").await.unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains(secret) && shown.contains("<hidden>"), "{shown}");
        }
    }
}

/// Names and codes that differ from those asked for (hostile runs answered so).
#[tokio::test]
async fn responses_about_another_subject_are_told() {
    let organization = r#"{"code":0,"data":{"orgName":"乙公司","orgCreditCode":"9111"},"msg":""}"#;
    let client_of = |answer: &str| client(Canned::new(answer));
    let error = client_of(organization).find_organization("甲公司").await.unwrap_err();
    let expected =
        r#"getOrganizationByName: asked for "甲公司", and the response is about "乙公司 (9111)""#;
    assert_eq!((error.to_string().as_str(), error.class()), (expected, Class::NotFound));
    let renamed = client_of(organization).look_up_organization("9112", Some("乙 公司")).await;
    assert!(matches!(renamed.unwrap(), LookUp::Found(_)));
    let product = r#"{"code":0,"data":{"regNumber":"国械注准20243220124"},"msg":""}"#;
    let error = client_of(product).find_product("国械注准20243220123").await.unwrap_err();
    assert!(error.to_string().ends_with(r#"about "国械注准20243220124""#), "{error}");
}

/// Nothing is a fact only where the service does not say something else beside it.
#[tokio::test]
async fn nothing_with_a_reason_is_not_the_same_as_not_found() {
    for message in ["", "成功", "查询成功！", "SUCCESS", "未找到该企业", "企业不存在"]
    {
        let answer = format!(r#"{{"code":200,"data":null,"msg":"{message}"}}"#);
        let found = client(Canned::new(&answer)).look_up_organization("x", None).await.unwrap();
        assert_eq!(found, LookUp::NotFound, "{message}");
    }
    for answer in [
        r#"{"code":200,"data":null,"msg":"请求过于频繁，请稍后再试"}"#,
        r#"{"code":200,"data":null,"msg":"Too many requests"}"#,
        r#"{"code":200,"data":{},"msg":""}"#,
        r#"{"code":200,"data":{"orgName":" "},"msg":"成功"}"#,
    ] {
        let found = client(Canned::new(answer)).look_up_organization("x", None).await.unwrap();
        assert!(matches!(found, LookUp::Unclear { .. }), "{answer} {found:?}");
    }
}
