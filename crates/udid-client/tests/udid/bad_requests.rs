//! Requests that the document forbids, changed on their way since the client would refuse them.

use std::collections::BTreeSet;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request};
use serde_json::{Value, json};
use udid_client::types::{DeviceListRequest, ErrorCode, RequestType, ReturnCode};
use udid_client::{Error, ServiceError};
use wire::{Class, OpenEnum};

use crate::common::records::newest;
use crate::common::transports::{Canned, change_parameters, form, parameters, tampering};
use crate::common::{RECORDS, World, day, detail, history};

type Change = fn(&mut Request<Bytes>);

const BAD_REQUESTS: &[(&str, ErrorCode, &str, Change)] = &[
    ("another content type", ErrorCode::BadFormat, "Content-Type", |request| {
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
    }),
    ("no content type", ErrorCode::BadFormat, "Content-Type", |request| {
        request.headers_mut().remove(CONTENT_TYPE);
    }),
    ("a JSON body", ErrorCode::BadFormat, "Content-Type", |request| {
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        *request.body_mut() = parameters(request.body()).to_string().into();
    }),
    ("a JSON body called a form", ErrorCode::Empty, "params", |request| {
        *request.body_mut() = parameters(request.body()).to_string().into();
    }),
    ("an empty body", ErrorCode::Empty, "params", |request| {
        *request.body_mut() = Bytes::new();
    }),
    ("another field", ErrorCode::Empty, "params", |request| {
        let json = parameters(request.body()).to_string();
        *request.body_mut() = form(&[("param", &json)]);
    }),
    ("params twice", ErrorCode::BadFormat, "params", |request| {
        let json = parameters(request.body()).to_string();
        *request.body_mut() = form(&[("params", &json), ("params", &json)]);
    }),
    ("params that are no JSON", ErrorCode::BadFormat, "params", |request| {
        *request.body_mut() = form(&[("params", "{requestType:1}")]);
    }),
    ("params that are a list", ErrorCode::BadFormat, "params", |request| {
        change_parameters(request, |json| *json = json!([json]));
    }),
    ("an unknown parameter", ErrorCode::BadFormat, "pageSize", |request| {
        set(request, "pageSize", json!(100));
    }),
    ("no parameter", ErrorCode::Empty, "rangeValue", |request| {
        change_parameters(request, |json| {
            json.as_object_mut().unwrap().remove("rangeValue");
        });
    }),
    ("a parameter that is null", ErrorCode::Empty, "rangeValue", |request| {
        set(request, "rangeValue", Value::Null);
    }),
    ("an empty parameter", ErrorCode::Empty, "rangeValue", |request| {
        set(request, "rangeValue", json!(""));
    }),
    ("requestType 3", ErrorCode::NotInDictionary, "requestType", |request| {
        set(request, "requestType", json!(3));
    }),
    ("a month that is a day", ErrorCode::BadFormat, "rangeValue", |request| {
        set(request, "requestType", json!(2));
    }),
    ("a day that is a month", ErrorCode::BadFormat, "rangeValue", |request| {
        set(request, "rangeValue", json!("2026-08"));
    }),
    ("a day without hyphens", ErrorCode::BadFormat, "rangeValue", |request| {
        set(request, "rangeValue", json!("20260810"));
    }),
    ("a day of no calendar", ErrorCode::BadFormat, "rangeValue", |request| {
        set(request, "rangeValue", json!("2026-02-30"));
    }),
    ("page 0", ErrorCode::BadFormat, "currentPageNumber", |request| {
        set(request, "currentPageNumber", json!(0));
    }),
    ("page -1", ErrorCode::BadFormat, "currentPageNumber", |request| {
        set(request, "currentPageNumber", json!(-1));
    }),
    ("page one", ErrorCode::BadFormat, "currentPageNumber", |request| {
        set(request, "currentPageNumber", json!("one"));
    }),
    ("a list as a page", ErrorCode::BadFormat, "currentPageNumber", |request| {
        set(request, "currentPageNumber", json!([1]));
    }),
];

fn set(request: &mut Request<Bytes>, parameter: &str, value: Value) {
    change_parameters(request, |json| json[parameter] = value);
}

fn details(error: Error) -> ServiceError {
    match error {
        Error::Service(error) => *error,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn every_bad_request_is_told_what_is_wrong() {
    let world = World::new().await;
    for (reason, error_code, what, change) in BAD_REQUESTS {
        let client = world.client_over(tampering("/sharing/get", *change));
        let error = client.list_devices(&day().page(1)).await.unwrap_err();
        assert_eq!(error.class(), Class::BadRequest, "{reason}: {error}");
        let error = details(error);
        assert_eq!(error.code, Some(ReturnCode::BadFormat), "{reason}: {error}");
        assert_eq!(error.error_code.as_ref(), Some(error_code), "{reason}: {error}");
        let message = format!("{}: {what}", error_code.zh().unwrap());
        assert_eq!(error.error_message, Some(message), "{reason}");
    }
}

#[tokio::test]
async fn numbers_may_come_as_text_and_options_as_null() {
    let world = World::new().await;
    let lenient: Change = |request| {
        set(request, "requestType", json!("1"));
        set(request, "currentPageNumber", json!("2"));
        set(request, "GGXH", Value::Null);
    };
    let page = world
        .client_over(tampering("/sharing/get", lenient))
        .list_devices(&day().page(1))
        .await
        .unwrap();
    assert_eq!(page.current_page.and_then(|page| page.get()), Some(2));
}

#[tokio::test]
async fn a_bad_request_for_a_history_or_a_device_is_told_too() {
    let world = World::new().await;
    let no_key: Change = |request| set(request, "dataSet", json!([{"deviceRecordKey": ""}]));
    let no_list: Change = |request| set(request, "dataSet", json!([]));
    for change in [no_key, no_list] {
        let client = world.client_over(tampering("/sharing/history/get", change));
        let error = details(client.get_history(&history(&["key"], 1)).await.unwrap_err());
        assert_eq!(error.error_code, Some(ErrorCode::Empty), "{error}");
    }
    let no_di: Change = |request| set(request, "primaryDeviceId", json!(" "));
    let client = world.client_over(tampering("/sharing/single", no_di));
    let error = details(client.find_device("06900000000000").await.unwrap_err());
    assert_eq!(error.error_code, Some(ErrorCode::Empty), "{error}");
}

#[tokio::test]
async fn every_error_code_arrives_as_itself() {
    let world = World::new().await;
    let client = world.client();
    let withdrawn = newest(day(), RECORDS, 1).remove(0).device.primary_di.unwrap();
    world.sandbox.udid().withdraw(&withdrawn);
    let mut seen: BTreeSet<_> = BAD_REQUESTS.iter().map(|(_, code, ..)| code.as_str()).collect();

    for (error, code, class) in [
        (
            client.get_history(&history(&["no-such-key"], 1)).await,
            ErrorCode::NotFound,
            Class::NotFound,
        ),
        (client.get_device(&detail("06900000000000")).await, ErrorCode::NotFound, Class::NotFound),
        (client.get_device(&detail(&withdrawn)).await, ErrorCode::WrongStatus, Class::Failed),
    ] {
        let error = error.unwrap_err();
        assert_eq!(error.class(), class, "{error}");
        let error = details(error);
        assert_eq!(error.code, Some(ReturnCode::Failed), "{error}");
        assert_eq!(error.error_code, Some(code), "{error}");
        let wire = error.error_code.as_ref().and_then(OpenEnum::index).unwrap();
        seen.insert(ErrorCode::INFO.values[wire].wire);
    }
    assert_eq!(seen, BTreeSet::from(["1", "2", "3", "4", "5"]));
}

#[tokio::test]
async fn a_request_of_ones_own_may_contradict_itself() {
    let world = World::new().await;
    let request = DeviceListRequest::new(RequestType::Day, "2026-08".to_owned(), 1);
    let error = details(world.client().list_devices(&request).await.unwrap_err());
    assert_eq!(error.error_code, Some(ErrorCode::BadFormat), "{error}");
}

#[tokio::test]
async fn an_error_code_refines_failures_only() {
    // The numbers of the two tables overlap, and services mix them up.
    for (return_code, error_code, class) in [
        ("2", "4", Class::LogInAgain),
        ("4", "4", Class::LogInAgain),
        ("11", "1", Class::QuotaUsedUp),
        ("12", "3", Class::NotAllowed),
        ("7", "4", Class::NotFound),
        ("7", "1", Class::BadRequest),
        ("8", "5", Class::Failed),
        ("99", "4", Class::NotFound),
        ("7", "99", Class::Failed),
    ] {
        let transport = Canned(move |path: &str, _| match path {
            "/token/get" => r#"{"returnCode": 1, "accessToken": "t"}"#.to_owned(),
            _ => json!({"returnCode": return_code, "errorCode": error_code}).to_string(),
        });
        let client = World::new().await.builder_at("https://udid.invalid".to_owned());
        let error = client
            .transport(transport)
            .build()
            .unwrap()
            .list_devices(&day().page(1))
            .await
            .unwrap_err();
        assert_eq!(error.class(), class, "{return_code} with {error_code}");
    }
}
