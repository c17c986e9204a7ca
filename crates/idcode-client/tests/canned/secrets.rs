//! No error shows the key, the signature, or what was sent in a sensitive parameter, whatever the
//! registry says.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use idcode_client::{Client, Credentials, Error, FilePart};
use idcode_types::ENDPOINTS;
use serde_json::{Map, Value, json};
use transport::{RateLimit, RetryPolicy, Transport, TransportError};
use wire::{EndpointInfo, FieldInfo, Kind};

use crate::transport::{CODE, TOKEN};

/// Begins what the sensitive parameters hold.
const MARKER: &str = "pl4nted&秘";

fn planted(index: usize) -> String {
    format!("{MARKER}{index:02}")
}

/// A registry that repeats one of the secrets it was sent, in place of `§`.
#[derive(Clone)]
struct Echo {
    status: u16,
    body: &'static str,
    spell: fn(&str) -> String,
    /// Which of the secrets.
    turn: usize,
    repeated: Arc<Mutex<Vec<String>>>,
}

#[async_trait]
impl Transport for Echo {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let mut secrets: Vec<_> = values(&request).into_iter().filter(is_secret).collect();
        // Not sent, but known to the registry.
        secrets.push(CODE.to_owned());
        let secret = &secrets[self.turn % secrets.len()];
        self.repeated.lock().unwrap().push(secret.clone());
        let body = self.body.replace('§', &(self.spell)(secret));
        Ok(Response::builder().status(self.status).body(body.into()).unwrap())
    }
}

fn values(request: &Request<Bytes>) -> Vec<String> {
    let body = String::from_utf8_lossy(request.body()).into_owned();
    if body.contains("form-data") {
        let parts = body.split("\r\n--").filter_map(|part| part.split_once("\r\n\r\n"));
        return parts.map(|(_, value)| value.to_owned()).collect();
    }
    let form = format!("{}&{body}", request.uri().query().unwrap_or_default());
    let pairs = form_urlencoded::parse(form.as_bytes());
    pairs.map(|(_, value)| value.into_owned()).collect()
}

fn is_secret(value: &String) -> bool {
    let is_hash = value.len() == 32 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash || value == TOKEN || value.starts_with(MARKER)
}

/// Parameters that are sent, with a secret in each sensitive one.
fn parameters(fields: &[FieldInfo]) -> Value {
    let fields = fields.iter().enumerate().filter(|(_, field)| !field.filled_by_client);
    let pairs = fields.map(|(index, field)| {
        let value = match field.kind {
            _ if field.sensitive => planted(index).into(),
            Kind::Enum(list) | Kind::JoinedEnum(list) => list.values[0].wire.into(),
            Kind::Integer | Kind::Count => field.limits.min.unwrap_or(1).into(),
            Kind::Model(info) | Kind::Json(info) => parameters(info.fields),
            Kind::List(info) => json!([parameters(info.fields)]),
            _ => "1".into(),
        };
        (field.wire.to_owned(), value)
    });
    Value::Object(pairs.collect::<Map<_, _>>())
}

const ANSWERS: [(u16, &str); 6] = [
    (200, r#"{"result_code": 10001, "result_msg": "cannot read §!"}"#),
    (200, r#"{"result_code": "§"}"#),
    (500, "<html><body>cannot read §!</body></html>"),
    (200, "<html><body>cannot read §!</body></html>"),
    (500, r#"{"echo": "§"}"#),
    (200, r#"{"result_code": ["§"]}"#),
];

/// As it is, as in an address, and as in an address of a library that writes it in lower case.
const SPELLINGS: [fn(&str) -> String; 3] =
    [str::to_owned, encoded, |secret| encoded(secret).to_ascii_lowercase()];

fn encoded(secret: &str) -> String {
    form_urlencoded::byte_serialize(secret.as_bytes()).collect()
}

/// The error of a call of any endpoint, with some valid parameters.
pub async fn call(client: &Client, endpoint: &EndpointInfo) -> Error {
    let parameters = parameters(endpoint.request.fields);
    let has_file = !endpoint.files.is_empty();
    let file = has_file.then(|| FilePart::bytes("a", &b"BM"[..]));
    let outcome = client.call_named(endpoint.name, &parameters, file).await;
    outcome.expect(endpoint.name).expect_err(endpoint.name)
}

/// All that a program may print of an error.
fn shown(error: &Error) -> String {
    let mut shown = format!("{error} {error:?} {error:#?}");
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        shown = format!("{shown} {cause} {cause:?}");
        source = cause.source();
    }
    shown
}

/// Calls an endpoint, whose answer repeats a secret, and gives the secret.
async fn hostile_call(endpoint: &EndpointInfo, echo: Echo) -> String {
    let client = Client::builder("https://example.com").credentials(Credentials::new(TOKEN, CODE));
    let client = client
        .transport(echo.clone())
        .retry(RetryPolicy::none())
        .rate_limit(RateLimit::unlimited())
        .build()
        .unwrap();
    let error = call(&client, endpoint).await;
    let secret = echo.repeated.lock().unwrap().pop();
    let secret = secret.unwrap_or_else(|| panic!("{} was not sent: {error}", endpoint.id));
    let shown = shown(&error);
    let body = echo.body;
    for spell in SPELLINGS {
        assert!(!shown.contains(&spell(&secret)), "{} {body}: {secret} in {shown}", endpoint.id);
    }
    secret
}

#[tokio::test]
async fn no_error_repeats_a_secret() {
    for endpoint in ENDPOINTS.iter().filter(|endpoint| !endpoint.is_page) {
        let fields = endpoint.request.fields.iter().enumerate();
        let mut secrets: Vec<_> =
            fields.filter(|(_, field)| field.sensitive).map(|(index, _)| planted(index)).collect();
        secrets.push(CODE.to_owned());
        if endpoint.common.iter().any(|field| field.wire == "access_token") {
            secrets.push(TOKEN.to_owned());
        }
        // And the signature.
        let count = secrets.len() + 1;
        for ((status, body), spell) in
            ANSWERS.into_iter().flat_map(|answer| SPELLINGS.map(|spell| (answer, spell)))
        {
            let mut repeated = Vec::new();
            for turn in 0..count {
                let echo = Echo { status, body, spell, turn, repeated: Arc::default() };
                repeated.push(hostile_call(endpoint, echo).await);
            }
            for secret in &secrets {
                assert!(repeated.contains(secret), "{}: {secret} was not sent", endpoint.id);
            }
            repeated.retain(|secret| !secrets.contains(secret));
            assert_eq!(repeated.len(), 1, "{}: only the signature is left", endpoint.id);
        }
    }
}
