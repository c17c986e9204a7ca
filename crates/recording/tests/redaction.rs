//! What a capture may hold: nothing sensitive of any endpoint of any protocol.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Request, Response};
use recording::{ExchangeRedactor, RecordedResponse, SpecRedactor};
use serde_json::{Map, Value, json};
use wire::{EndpointInfo, FieldInfo, Kind};

const MARKER: &str = "planted-Marker-13712345678";

const PROTOCOLS: [&[EndpointInfo]; 4] = [
    &udid_types::ENDPOINTS,
    &idcode_types::ENDPOINTS,
    &dbhs_types::ENDPOINTS,
    &cloudmfg_types::ENDPOINTS,
];

/// An object with a marker in every sensitive field, and `plain` in the others.
fn planted(fields: &[FieldInfo]) -> Value {
    let fields = fields.iter().map(|field| {
        let value = match field.kind {
            _ if field.sensitive => json!(format!("{MARKER}-{}", field.wire)),
            Kind::Model(info) => planted(info.fields),
            Kind::Json(info) => json!(planted(info.fields).to_string()),
            Kind::List(info) => json!([planted(info.fields), planted(info.fields)]),
            Kind::ListText => json!(["plain"]),
            _ => json!("plain"),
        };
        (field.wire.to_owned(), value)
    });
    Value::Object(fields.collect())
}

fn sensitive(value: &Value) -> usize {
    value.to_string().matches(MARKER).count()
}

fn url(endpoint: &EndpointInfo) -> String {
    format!("https://example.com/base{}", endpoint.path)
}

fn pairs(parameters: &Value) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    for (key, value) in parameters.as_object().unwrap() {
        form.append_pair(key, &value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    }
    form.finish()
}

/// A request in each of the ways in which the protocols send their parameters.
fn requests(endpoint: &EndpointInfo, parameters: &Value) -> [Request<Bytes>; 5] {
    let post = |kind: &str, body: String| {
        let request = Request::post(url(endpoint)).header("content-type", kind);
        request.header("sign", MARKER).body(Bytes::from(body)).unwrap()
    };
    let form = "application/x-www-form-urlencoded;charset=utf-8";
    let mut parts = String::new();
    for (key, value) in parameters.as_object().unwrap() {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let head = format!("Content-Disposition: form-data; name=\"{key}\"");
        parts = format!("{parts}--b\r\n{head}\r\n\r\n{value}\r\n");
    }
    let file = format!(
        "{parts}--b\r\nContent-Disposition: form-data; name=\"code_file\"; filename=\"{MARKER}\"\r\n\r\n{MARKER}\r\n--b--\r\n"
    );
    [
        Request::get(format!("{}?{}", url(endpoint), pairs(parameters)))
            .body(Bytes::new())
            .unwrap(),
        post(form, pairs(parameters)),
        post(form, pairs(&json!({ "params": parameters.to_string() }))),
        post("application/json;charset=utf-8", json!({ "data": parameters }).to_string()),
        post("multipart/form-data; boundary=b", file),
    ]
}

#[test]
fn nothing_sensitive_of_a_request_gets_through_and_the_rest_does() {
    let mut planted_markers = 0;
    for endpoints in PROTOCOLS {
        let redactor = SpecRedactor::new(endpoints);
        for endpoint in endpoints {
            let mut parameters = planted(endpoint.request.fields);
            let map = parameters.as_object_mut().unwrap();
            map.extend(planted(endpoint.common).as_object().unwrap().clone());
            planted_markers += sensitive(&parameters);
            for request in requests(endpoint, &parameters) {
                let asked = redactor.request(&request);
                assert_eq!(asked.path, endpoint.path);
                let text = asked.parameters.to_string();
                assert!(!text.contains("arker"), "{}: {text}", endpoint.id);
                let is_plain = |field: &FieldInfo| !field.sensitive && !field.filled_by_client;
                if endpoint.request.fields.iter().any(is_plain) {
                    assert!(text.contains("plain"), "{}: {text}", endpoint.id);
                }
            }
        }
    }
    assert!(planted_markers > 50, "{planted_markers}");
}

#[test]
fn nothing_sensitive_of_an_answer_gets_through_not_even_in_other_fields() {
    let mut planted_markers = 0;
    for endpoints in PROTOCOLS {
        let redactor = SpecRedactor::new(endpoints);
        for endpoint in endpoints {
            let request = Request::post(url(endpoint)).header("sign", MARKER);
            let request = request.body(Bytes::new()).unwrap();
            let mut answer = planted(endpoint.reply.fields);
            planted_markers += sensitive(&answer);
            let mut upper = Map::new();
            for (key, value) in answer.as_object_mut().unwrap() {
                if value == "plain" {
                    *value = json!(format!("plain {MARKER}"));
                }
                upper.insert(key.to_uppercase(), value.clone());
            }
            for answer in [answer, Value::Object(upper)] {
                let response = Response::new(Bytes::from(answer.to_string()));
                let RecordedResponse::Json(shown) = redactor.response(&request, &response) else {
                    panic!()
                };
                let text = shown.to_string();
                assert!(!text.contains(MARKER), "{}: {text}", endpoint.id);
                assert_eq!(
                    shown.as_object().unwrap().len(),
                    answer.as_object().unwrap().len(),
                    "every key is kept"
                );
            }
        }
    }
    assert!(planted_markers > 10, "{planted_markers}");
}

/// Too short to be looked for in other texts, and a number.
#[test]
fn short_secrets_are_hidden_where_they_stand() {
    let mut seen = 0;
    for endpoints in PROTOCOLS {
        let redactor = SpecRedactor::new(endpoints);
        for endpoint in endpoints {
            let head = || Request::get(url(endpoint)).body(Bytes::new()).unwrap();
            for field in endpoint.reply.fields.iter().filter(|field| field.sensitive) {
                for (sent, expected) in [(json!("abc"), json!("<hidden>")), (json!(7), json!(0))] {
                    let body = json!({ field.wire: sent }).to_string();
                    let shown = redactor.response(&head(), &Response::new(Bytes::from(body)));
                    assert_eq!(shown, RecordedResponse::Json(json!({ field.wire: expected })));
                    seen += 1;
                }
            }
            let parameters = endpoint.request.fields.iter().chain(endpoint.common);
            for field in parameters.filter(|field| field.sensitive) {
                let request = Request::get(format!("{}?{}=abc", url(endpoint), field.wire));
                let asked = redactor.request(&request.body(Bytes::new()).unwrap());
                assert_eq!(asked.parameters, json!({ field.wire: "<hidden>" }));
                seen += 1;
            }
        }
    }
    assert!(seen > 50, "{seen}");
}

fn answered(body: &str) -> RecordedResponse {
    let request = Request::post("https://example.com/sharing/get").body(Bytes::new()).unwrap();
    let response = Response::new(Bytes::from(body.to_owned()));
    SpecRedactor::new(&udid_types::ENDPOINTS).response(&request, &response)
}

#[test]
fn what_no_document_names_keeps_its_kind_only() {
    for (sent, expected) in [
        (json!({ "neu": "text" }), json!({ "neu": "<hidden>" })),
        (json!({ "neu": "x".repeat(65) }), json!({ "neu": "<hidden, long>" })),
        (json!({ "neu": "" }), json!({ "neu": "" })),
        (
            json!({ "neu": [1.5, true, null, { "a": "b" }] }),
            json!({ "neu": [0, false, null, { "a": "<hidden>" }] }),
        ),
        (json!({ "13712345678": 1, "某某": 2 }), json!({ "<hidden>": 0, "<hidden> 2": 0 })),
        // A documented text that holds something else.
        (json!({ "returnMsg": { "a": "b" } }), json!({ "returnMsg": { "a": "<hidden>" } })),
        (json!({ "returnMsg": "{\"phone\":\"1\"}" }), json!({ "returnMsg": "<hidden>" })),
        (
            json!({ "returnCode": 1, "returnMsg": "OK" }),
            json!({ "returnCode": 1, "returnMsg": "OK" }),
        ),
        (json!([{ "a": "b" }]), json!([{ "a": "<hidden>" }])),
    ] {
        assert_eq!(answered(&sent.to_string()), RecordedResponse::Json(expected), "{sent}");
    }
    let inexact = r#"{"returnMsg": 99999999999999999999}"#;
    let expected = json!({ "returnMsg": "99999999999999999999" });
    assert_eq!(answered(inexact), RecordedResponse::Json(expected));
}

#[test]
fn an_answer_that_is_no_json_is_an_excerpt_without_secrets() {
    let request = Request::get("https://example.com/getOrganizationByName")
        .header("sign", MARKER)
        .body(Bytes::new())
        .unwrap();
    let path = dbhs_types::ENDPOINTS[0].path;
    let (mut parts, body) = request.into_parts();
    parts.uri = format!("https://example.com{path}").parse().unwrap();
    let request = Request::from_parts(parts, body);
    let page = Response::new(Bytes::from(format!("<html><h1>502 for {MARKER}</h1></html>")));
    let shown = SpecRedactor::new(&dbhs_types::ENDPOINTS).response(&request, &page);
    assert_eq!(shown, RecordedResponse::Excerpt("HTML page: 502 for <hidden>".to_owned()));
    let cut = Response::new(Bytes::from(r#"{"accessToken":"se"#));
    let shown = SpecRedactor::new(&dbhs_types::ENDPOINTS).response(&request, &cut);
    assert_eq!(shown, RecordedResponse::Excerpt("18 bytes".to_owned()));
}

#[test]
fn of_an_unknown_endpoint_nothing_is_shown() {
    let request = Request::post(format!("https://example.com/{MARKER}?a={MARKER}"))
        .body(Bytes::new())
        .unwrap();
    let redactor = SpecRedactor::new(&udid_types::ENDPOINTS);
    let asked = redactor.request(&request);
    assert_eq!((&*asked.path, asked.parameters), ("<hidden>", json!({ "a": "<hidden>" })));
    let answer = Response::new(Bytes::from(json!({ "returnMsg": MARKER }).to_string()));
    let expected = RecordedResponse::Json(json!({ "returnMsg": "<hidden>" }));
    assert_eq!(redactor.response(&request, &answer), expected);
}

/// Each text against each secret, or each hidden key against those before it, would take minutes.
#[test]
fn a_great_many_secrets_and_hidden_keys_take_no_longer_than_they_must() {
    let contact = |number| json!({ "qylxrdh": format!("139{number:08}") });
    let device =
        |number| json!({ "cpms": format!("139{number:08}!"), "contactList": [contact(number)] });
    let devices: Vec<_> = (0..20_000).map(device).collect();
    let keys: Map<_, _> =
        (0..20_000).map(|number| (format!("{}", 1_000_000 + number), json!(1))).collect();
    let answer = json!({ "dataSet": { "deviceInfo": devices }, "neu": keys });
    let start = Instant::now();
    let RecordedResponse::Json(shown) = answered(&answer.to_string()) else { panic!("no JSON") };
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    assert_eq!(shown["dataSet"]["deviceInfo"][19_999]["cpms"], "<hidden>!");
    assert_eq!(shown["neu"].as_object().unwrap().len(), 20_000);
    assert_eq!(shown["neu"]["<hidden> 20000"], 0);
}
