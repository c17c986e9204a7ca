//! Calls over the wire to a simulated platform: token, signature, methods, statuses.

use std::process::Command;
use std::sync::Mutex;

use client_core::{Class, ConnectionSettings, RetryPolicy};
use http::{HeaderMap, StatusCode};
use provincial_platform::{
    CancelDeliveryRequest, Client, ENDPOINTS, Error, GetDeliveryRequest, ReportDeliveryRequest,
    endpoints,
};
use sandbox_core::{Call, Host, HttpRequest, Reply, Server, ServerSettings, Service, json_request};
use serde_json::{Value, json};
use wire::EndpointInfo;

const SALT: &str = "salt-2718281828";

/// Keeps one delivery, and gives tokens that are good for one call.
#[derive(Default)]
struct Platform {
    delivery: Mutex<Option<Value>>,
    tokens: Mutex<Vec<String>>,
    /// What was signed: query, body and the signature.
    signed: Mutex<Vec<(String, String, String)>>,
}

impl Service for Platform {
    const NAME: &'static str = "provincial_platform";
    const ENDPOINTS: &'static [EndpointInfo] = &ENDPOINTS;
    const OPENAPI: &'static str = "{}";
    type Request = HttpRequest;

    fn answer(&self, call: Call<'_>, request: HttpRequest) -> Reply {
        let body = String::from_utf8(request.body.to_vec()).unwrap();
        let sign = header(&request.headers, "x-sign").to_owned();
        self.signed.lock().unwrap().push((request.query.clone(), body, sign));
        let checked = json_request::parameters(call.endpoint, &request).and_then(|parameters| {
            json_request::check_parameters(call.endpoint, &parameters)?;
            Ok(parameters)
        });
        let parameters = match checked {
            Ok(parameters) => parameters,
            Err(reason) => return refuse(StatusCode::BAD_REQUEST, &reason),
        };
        let mut tokens = self.tokens.lock().unwrap();
        if call.endpoint.id == endpoints::LOG_IN {
            tokens.push(format!("token-{}-{}", parameters["appKey"], call.now.as_nanosecond()));
            let reply = json!({"access_token": tokens.last(), "expires_in": 7200});
            return Reply::serialize("200", &reply);
        }
        let token = header(&request.headers, "authorization").strip_prefix("Bearer ");
        let Some(at) = tokens.iter().position(|known| Some(known.as_str()) == token) else {
            return refuse(StatusCode::UNAUTHORIZED, &format!("{token:?} is used up"));
        };
        tokens.remove(at);
        let mut delivery = self.delivery.lock().unwrap();
        match call.endpoint.id {
            endpoints::REPORT_DELIVERY => {
                let reply = Reply::serialize("200", &parameters);
                *delivery = Some(Value::Object(parameters));
                reply
            }
            _ if delivery
                .as_ref()
                .is_none_or(|kept| kept["deliveryNo"] != parameters["deliveryNo"]) =>
            {
                refuse(StatusCode::NOT_FOUND, "无此配送单")
            }
            endpoints::CANCEL_DELIVERY => {
                *delivery = None;
                Reply::json("204", Vec::new()).with_status(StatusCode::NO_CONTENT)
            }
            _ => Reply::serialize("200", &*delivery),
        }
    }

    fn credentials(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn refuse(status: StatusCode, reason: &str) -> Reply {
    Reply::serialize(status.as_str(), &json!({ "error": reason })).with_status(status)
}

fn start() -> (Server, Host<Platform>, Client) {
    let mut server = Server::bind(ServerSettings::default(), 0).unwrap();
    let platform = server.host(|_| Platform::default());
    let server = server.start().unwrap();
    let settings = ConnectionSettings::default().retry(RetryPolicy::none());
    let address = platform.base_url().into();
    let client = Client::connect(&address, settings, "hospital", SALT.into()).unwrap();
    (server, platform, client)
}

#[tokio::test]
async fn deliveries_are_put_looked_up_and_deleted_with_a_renewed_token() {
    let (_server, platform, client) = start();
    let number = "配送 1/2?";
    let mut report = ReportDeliveryRequest::new(number, "12.5".into());
    report.is_urgent = Some(true);
    let reply = client.report_delivery(&report).await.unwrap();
    assert_eq!(reply.quantity.unwrap().as_str(), "12.5");
    let mut get = GetDeliveryRequest::new(number);
    get.fields = Some("quantity,urgent".to_owned());
    let delivery = client.get_delivery(&get).await.unwrap();
    assert_eq!((delivery.number.as_deref(), delivery.is_urgent), (Some(number), Some(true)));
    client.cancel_delivery(&CancelDeliveryRequest::new(number)).await.unwrap();
    // A token for each call, and each refused token was tried once.
    assert_eq!(platform.calls(endpoints::LOG_IN), 3);
    assert_eq!(platform.calls(endpoints::GET_DELIVERY), 2);
}

#[tokio::test]
async fn statuses_are_errors_with_the_class_of_the_table_and_the_words_of_the_service() {
    let (_server, _, client) = start();
    let error = client.get_delivery(&GetDeliveryRequest::new("1")).await.unwrap_err();
    assert_eq!(error.class(), Class::NotFound);
    assert_eq!(error.to_string(), "get: HTTP status 404 Not Found: 无此配送单");
    assert!(matches!(error, Error::Status { status: StatusCode::NOT_FOUND, .. }), "{error}");
    let named = client.call_named("get_delivery", &json!({"deliveryNo": "1"})).await.unwrap();
    assert_eq!(named.unwrap_err().class(), Class::NotFound);
}

/// As `sha256sum` has it for the sorted query, the body and the salt.
#[tokio::test]
async fn the_request_is_signed_as_it_goes_out() {
    let (_server, platform, client) = start();
    client.report_delivery(&ReportDeliveryRequest::new("1", "0.10".into())).await.unwrap();
    let mut get = GetDeliveryRequest::new("1");
    get.fields = Some("数量".to_owned());
    client.get_delivery(&get).await.unwrap();
    let signed = platform.signed.lock().unwrap();
    let decoded = |query: &str| if query.is_empty() { "" } else { "fields=数量" };
    for (query, body, sign) in signed.iter() {
        let script = format!("printf '%s' '{}{body}{SALT}' | sha256sum", decoded(query));
        let output = Command::new("sh").args(["-c", &script]).output().unwrap();
        let expected = String::from_utf8(output.stdout).unwrap();
        assert_eq!(expected.split_whitespace().next(), Some(&**sign), "{query} {body}");
    }
    let bodies: Vec<_> = signed.iter().map(|(_, body, _)| body.as_str()).collect();
    assert_eq!(bodies[..2], [r#"{"appKey":"hospital"}"#, r#"{"quantity":0.10}"#]);
    assert!(signed.iter().any(|(query, ..)| query == "fields=%E6%95%B0%E9%87%8F"));
}
