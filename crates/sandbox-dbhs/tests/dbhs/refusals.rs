//! Who and what is refused, and how: headers, frequency, parameters, methods, faults.

use dbhs_types::ENDPOINTS;
use http::Request;
use jiff::SignedDuration;
use sandbox_core::Fault;
use sandbox_dbhs::DbhsAccount;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{
    DETAIL, LIST, ORGANIZATION, SIGN, SIGNED, TIMESPAN, World, code, json_of, success,
};

type Headers<'a> = &'a [(&'a str, &'a str)];

const KEY: &str = "sandbox-dbhs-key";

/// `<secret key><appKey>now`, which is signed correctly but not a time.
const SIGN_OF_NOW: &str = "6adc4ddf5d4fa21ddeb9d232ab531dad6f22a70540bc0e1feb3209ffd1658828";

#[tokio::test]
async fn headers_identify_the_caller_on_every_endpoint() {
    let world = World::new();
    let upper = SIGN.to_uppercase();
    let cases: [(Headers, i64, &str); 10] = [
        (&[], 401, "未授权的请求: appKey is not known"),
        (&[("timespan", TIMESPAN), ("sign", SIGN)], 401, "未授权的请求: appKey is not known"),
        (&[("appKey", "unknown"), ("timespan", TIMESPAN), ("sign", SIGN)], 401, "appKey"),
        (&[("appKey", ""), ("timespan", TIMESPAN), ("sign", SIGN)], 401, "appKey"),
        (&[("appKey", KEY), ("timespan", TIMESPAN)], 405, "签名验证失败: sign does not match"),
        (&[("appKey", KEY), ("sign", SIGN)], 405, "timespan is not a number of seconds"),
        (&[("appKey", KEY), ("timespan", "1787198401"), ("sign", SIGN)], 405, "sign does not"),
        (&[("appKey", KEY), ("timespan", TIMESPAN), ("sign", &upper)], 405, "sign does not"),
        (&[("appKey", KEY), ("timespan", "now"), ("sign", SIGN_OF_NOW)], 405, "not a number"),
        (&[("appkey", KEY), ("TIMESPAN", TIMESPAN), ("Sign", SIGN)], 0, ""),
    ];
    for (headers, expected, message) in cases {
        for (path, body) in [(ORGANIZATION, ""), (LIST, "{}"), (DETAIL, r#"{"regNumber":"无"}"#)] {
            let request = if path == ORGANIZATION {
                Request::get(world.url(&format!("{path}?searchKey=x")))
            } else {
                Request::post(world.url(path)).header("content-type", "application/json")
            };
            let response = world.send(request, headers, body).await;
            let reply = json_of(&response);
            assert_eq!((response.status().as_u16(), code(&reply)), (200, expected), "{reply}");
            let text = reply["msg"].as_str().unwrap();
            assert!(text.contains(message) && !text.contains(SIGN), "{message}: {reply}");
            assert!(expected == 0 || reply["data"].is_null(), "{reply}");
        }
    }
}

#[tokio::test]
async fn time_may_be_off_by_the_tolerance_and_no_more() {
    // `printf '%s' "<secret key><appKey><timespan>" | sha256sum`
    for (timespan, sign, expected) in [
        ("1787197799", "a66134d9259fc8e865e505b86ba06a3f658e3636f1df831b8321fd8ea8d1c118", 405),
        ("1787197800", "19ff3cc7a0f68d90271f71fad88e6558ef201147544a0c05bbb9702c5f6d7414", 0),
        ("1787199000", "df47e0707f0a4d7bad36fa9fcbd9748acf5d355f863f10ce835bbb5d6bc5b7bf", 0),
        ("1787199001", "d349a11ed77059602416a32cb2399494fbd7d98ff0d9dea75199772e9d227c18", 405),
    ] {
        let world = World::new();
        let headers = [("appKey", KEY), ("timespan", timespan), ("sign", sign)];
        let request = || Request::get(world.url(&format!("{ORGANIZATION}?searchKey=x")));
        let reply = json_of(&world.send(request(), &headers, "").await);
        assert_eq!(code(&reply), expected, "{timespan}: {reply}");
        if expected == 405 {
            assert_eq!(reply["msg"], "签名验证失败: timespan is off by more than 600 s");
        }
        // It is the sandbox's clock that counts, to the fraction of a second.
        world.clock.advance(SignedDuration::from_millis(1));
        let is_late = timespan == "1787197800";
        let reply = json_of(&world.send(request(), &headers, "").await);
        assert_eq!(code(&reply), if is_late { 405 } else { expected }, "{timespan}");
    }
}

#[tokio::test]
async fn accounts_sign_with_their_own_keys_in_utf_8() {
    let world = World::with(|settings| {
        let (app_key, secret_key) = ("应用".to_owned(), "密钥 一".to_owned());
        settings.dbhs.accounts.push(DbhsAccount { app_key, secret_key });
    });
    assert_eq!(
        world.service.credentials().into_iter().map(|(_, value)| value).collect::<Vec<_>>(),
        ["sandbox-dbhs-key", "sandbox-dbhs-secret"]
    );
    // `printf '%s' "密钥 一应用1787198400" | sha256sum`
    let sign = "84b37e6a5da46e1a56d8003e85800407b7123d40115750e39f92b80c10403436";
    for (sign, expected) in [(sign, 0), (SIGN, 405)] {
        let headers = [("appKey", "应用"), ("timespan", TIMESPAN), ("sign", sign)];
        let request = Request::get(world.url(&format!("{ORGANIZATION}?searchKey=x")));
        assert_eq!(code(&json_of(&world.send(request, &headers, "").await)), expected);
    }
}

/// The request as the document prints it: header names in mixed case, a query that is not encoded.
#[tokio::test]
async fn the_printed_request_works_byte_by_byte() {
    let world = World::with(|settings| settings.dbhs.unknown_permille = 0);
    let mut stream = TcpStream::connect(world.server.address()).await.unwrap();
    let request = format!(
        "GET {ORGANIZATION}?searchKey=苏州子虚医疗器械有限公司 HTTP/1.1\r\nHost: localhost\r\n\
         appKey: {KEY}\r\nSIGN: {SIGN}\r\ntimespan: {TIMESPAN}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains(r#""orgName":"苏州子虚医疗器械有限公司""#), "{answer}");
}

#[tokio::test]
async fn calls_come_too_often() {
    let world = World::with(|settings| settings.dbhs.rate_limits.per_second = 2);
    let codes = async |world: &World, count| {
        let mut codes = Vec::new();
        for _ in 0..count {
            codes.push(code(&world.get("searchKey=x").await));
        }
        codes
    };
    // Calls that are not signed use nothing up.
    let request = Request::get(world.url(ORGANIZATION));
    let unsigned = [("appKey", KEY), ("timespan", TIMESPAN)];
    assert_eq!(code(&json_of(&world.send(request, &unsigned, "").await)), 405);
    assert_eq!(codes(&world, 4).await, [0, 0, 400, 400]);
    assert_eq!(
        world.post(LIST, "{}").await,
        json!({"code": 400, "data": null, "msg": "请求频繁: more than 2 calls in a second"})
    );
    world.clock.advance(SignedDuration::from_millis(999));
    assert_eq!(codes(&world, 1).await, [400]);
    world.clock.advance(SignedDuration::from_millis(1));
    assert_eq!(codes(&world, 3).await, [0, 0, 400]);
}

#[tokio::test]
async fn wrong_parameters_are_code_500_with_their_name() {
    let world = World::new();
    for (query, name) in [
        ("", "searchKey is required"),
        ("searchKey=", "searchKey is required"),
        ("searchKey=%20", "searchKey is required"),
        ("searchkey=x", "searchkey is not known"),
        ("searchKey=x&page=1", "page is not known"),
        ("searchKey=x&searchKey=y", "searchKey came twice"),
    ] {
        let reply = world.get(query).await;
        assert_eq!((code(&reply), reply["data"].is_null()), (500, true), "{query}");
        let message = reply["msg"].as_str().unwrap();
        assert!(message.starts_with("系统内部错误") && message.contains(name), "{reply}");
    }
    for (path, body, name) in [
        (LIST, "", "not a JSON object"),
        (LIST, "[]", "not a JSON object"),
        (LIST, r#"{"regNumber":"#, "not a JSON object"),
        (LIST, r#"{"regNumber":1}"#, "regNumber is not a text"),
        (LIST, r#"{"pageNum":"1"}"#, "pageNum is not known"),
        (DETAIL, r#"{"manufacture":"x"}"#, "manufacture is not known"),
        (DETAIL, "{}", "id or regNumber is required"),
        (DETAIL, r#"{"id":" ","regNumber":null}"#, "id or regNumber is required"),
    ] {
        let reply = world.post(path, body).await;
        assert_eq!((code(&reply), reply["data"].is_null()), (500, true), "{body}");
        assert!(reply["msg"].as_str().unwrap().contains(name), "{name}: {reply}");
    }
    let form =
        Request::post(world.url(LIST)).header("content-type", "application/x-www-form-urlencoded");
    let reply = json_of(&world.send(form, &SIGNED, "{}").await);
    assert_eq!(reply["msg"], "系统内部错误(联系管理员): Content-Type is not application/json");
}

#[tokio::test]
async fn wrong_methods_and_paths_get_a_page() {
    let world = World::new();
    for endpoint in &ENDPOINTS {
        for method in ["GET", "POST", "PUT", "DELETE"] {
            let request = Request::builder().method(method).uri(world.url(endpoint.path));
            let response = world.send(request, &SIGNED, "").await;
            let is_page = response.body().starts_with(b"\r\n\r\n<html>");
            assert_eq!(is_page, endpoint.method() != method, "{} {method}", endpoint.id);
            assert_eq!(response.status() == 405, is_page);
        }
    }
    let request = Request::get(world.url("/admin-api/openapi/v1/nowhere"));
    assert_eq!(world.send(request, &SIGNED, "").await.status(), 404);
}

#[tokio::test]
async fn success_is_0_or_200_and_the_status_200_or_the_code() {
    for (code_200, status_is_code) in [(false, false), (true, false), (false, true), (true, true)] {
        let world = World::with(|settings| {
            settings.dbhs.code_200_for_success = code_200;
            settings.dbhs.http_status_is_code = status_is_code;
        });
        world.service.fail("product/list", 1);
        for (headers, expected) in
            [(&SIGNED[..], 500), (&SIGNED[..], if code_200 { 200 } else { 0 }), (&[], 401)]
        {
            let request = Request::post(world.url(LIST)).header("content-type", "application/json");
            let response = world.send(request, headers, r#"{"regNumber":"无"}"#).await;
            assert_eq!(code(&json_of(&response)), expected);
            let status = if status_is_code && expected != 0 { expected } else { 200 };
            assert_eq!(i64::from(response.status().as_u16()), status, "{expected}");
        }
    }
}

#[tokio::test]
async fn answers_go_wrong_when_asked_to() {
    let world = World::new();
    let dbhs = &world.service;
    dbhs.fail("getOrganizationByName", 2);
    dbhs.inject("getOrganizationByName", Fault::DoubleEncoded, 1);
    let inside: Value = {
        let text = world.get("searchKey=x").await;
        serde_json::from_str(text.as_str().unwrap()).unwrap()
    };
    let failure = json!({
        "code": 500, "data": null, "msg": "系统内部错误(联系管理员): getOrganizationByName"
    });
    assert_eq!(inside, failure);
    assert_eq!(world.get("searchKey=x").await, failure);
    assert!(success(world.get("searchKey=x").await).is_null());

    dbhs.inject("product/list", Fault::Html { status: 502 }, 1);
    for expected in [502, 200] {
        let request = Request::post(world.url(LIST)).header("content-type", "application/json");
        let response = world.send(request, &SIGNED, r#"{"regNumber":"无"}"#).await;
        assert_eq!(response.status(), expected);
    }
    let calls = ["getOrganizationByName", "product/list", "product/detail"];
    assert_eq!(calls.map(|endpoint| dbhs.calls(endpoint)), [3, 2, 0]);
}
