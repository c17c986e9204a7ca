//! A sandbox with a clock that stands still, a client of it, and what is registered there.

use std::sync::Arc;

use auth::{Clock, ManualClock, Secret, idcode_hash};
use bytes::Bytes;
use http::Request;
use idcode_client::{Client, Credentials, Error, FilePart};
use idcode_types::ENDPOINTS;
use sandbox::{Sandbox, Settings};
use serde_json::{Value, json};
use transport::{RateLimit, RetryPolicy, Transport};
use wire::EndpointInfo;

use super::swap::{Swap, Watch};

/// A telephone number that gets verification codes.
pub const PHONE: &str = "13900000000";
/// Where codes resolve to.
pub const URL: &str = "https://example.com/trace?id=";
/// A resolved code.
pub const SAMPLE: &str = "https://example.com/trace?id=MA.156.110105.1001/10.35080100.A1/1";

/// A sandbox, its clock, and a client.
pub struct World {
    /// The service.
    pub sandbox: Sandbox,
    /// Shared by sandbox and client; stands still until it is moved.
    pub clock: Arc<ManualClock>,
    /// With the key of the first account.
    pub client: Client,
    /// The transport of the client.
    pub swap: Swap,
}

/// An endpoint by its id.
pub fn endpoint(id: &str) -> &'static EndpointInfo {
    ENDPOINTS.iter().find(|endpoint| endpoint.id == id).unwrap()
}

/// Parameters with one replaced or added; `null` takes it away.
pub fn with(mut parameters: Value, name: &str, value: impl Into<Value>) -> Value {
    let map = parameters.as_object_mut().unwrap();
    match value.into() {
        Value::Null => drop(map.remove(name)),
        value => drop(map.insert(name.to_owned(), value)),
    }
    parameters
}

/// The smallest picture that is one: a white dot.
pub fn picture() -> Vec<u8> {
    [
        &b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0"[..],
        &[0; 24],
        &[0xff, 0xff, 0xff, 0],
    ]
    .concat()
}

/// Parameters of 301.
pub fn unit(login: &str, name: &str) -> Value {
    json!({
        "login_name": login, "login_password": "secret-1", "organunit_name": name, "code": 1,
        "province_id": 110_000, "city_id": 110_000, "area_id": 110_105, "linkphone": PHONE,
    })
}

/// Parameters of 305.
pub fn details(company: &str) -> Value {
    json!({
        "company_idcode": company, "trade_id": 127, "organunit_address": "某路 1 号",
        "unit_size_type": "1",
    })
}

/// Parameters of 304.
pub fn certificate(company: &str) -> Value {
    json!({ "company_idcode": company, "code_pay_type": "0", "organization_code": "1" })
}

/// Parameters of 406.
pub fn product(company: &str, model_code: &str) -> Value {
    json!({
        "company_idcode": company, "codeuse_id": "10", "industrycategory_id": 4001,
        "category_code": "35080100", "model_number": "注射器", "model_number_code": model_code,
        "code_pay_type": "2", "gotourl": URL, "sample_url": SAMPLE,
    })
}

/// Parameters of 407.
pub fn ticket(company: &str, name: &str) -> Value {
    json!({
        "company_idcode": company, "codeuse_id": "20", "industrycategory_id": 6,
        "category_code": "20000000", "model_number": name, "code_pay_type": "5",
        "gotourl": URL, "sample_url": SAMPLE,
    })
}

impl World {
    /// An empty registry.
    pub async fn new() -> Self {
        Self::start(None).await
    }

    /// An empty registry whose every exchange is shown to `watch`.
    pub async fn watched(watch: Watch) -> Self {
        Self::start(Some(watch)).await
    }

    async fn start(watch: Option<Watch>) -> Self {
        let clock = Arc::new(ManualClock::new("2026-08-20T12:00:00+08:00".parse().unwrap()));
        let mut settings = Settings { clock: clock.clone(), ..Settings::default() };
        let mut disabled = settings.idcode.accounts[0].clone();
        "DISABLED".clone_into(&mut disabled.access_token);
        disabled.is_disabled = true;
        settings.idcode.accounts.push(disabled);
        let sandbox = Sandbox::builder(settings).start().await.unwrap();
        let swap = Swap::new(watch);
        let client =
            client(&sandbox, &clock, Arc::new(swap.clone()), sandbox.idcode_access_token());
        Self { sandbox, clock, client, swap }
    }

    /// A client with another key.
    /// A client that neither retries nor limits its calls.
    pub fn client_of(&self, access_token: &str) -> Client {
        client(&self.sandbox, &self.clock, Arc::new(self.swap.clone()), access_token)
    }

    /// A call of an endpoint by its number.
    pub async fn call(
        &self,
        id: &str,
        parameters: &Value,
        file: Option<FilePart>,
    ) -> Result<Value, Error> {
        self.client.call_named(endpoint(id).name, parameters, file).await.unwrap()
    }

    /// A call that works.
    pub async fn reply(&self, id: &str, parameters: &Value) -> Value {
        self.call(id, parameters, None).await.unwrap_or_else(|error| panic!("{id}: {error}"))
    }

    /// The main code of a new unit.
    pub async fn unit(&self, name: &str) -> String {
        text(&self.reply("301", &unit(name, name)).await["organunit_idcode"])
    }

    /// The identifier of a new registration.
    pub async fn product(&self, company: &str, model_code: &str) -> String {
        text(&self.reply("406", &product(company, model_code)).await["category_reg_id"])
    }

    /// The identifier of a batch of three codes.
    pub async fn three_codes(&self, company: &str, registration: &str) -> String {
        let codes = json!({
            "company_idcode": company, "category_reg_id": registration, "code_list_str": "1,2,3",
            "version": "2.0",
        });
        text(&self.reply("5012", &codes).await["data"]["uploadcode_id"])
    }

    /// A form with these parameters, key, time and hash.
    pub fn signed_form(&self, id: &str, parameters: &[(&str, &str)]) -> Request<Bytes> {
        let path = endpoint(id).path;
        let form = encode(&self.sign(path, parameters));
        Request::post(format!("{}{path}", self.sandbox.idcode_url()))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.into())
            .unwrap()
    }

    /// A multipart form with a file, the parameters in the address.
    pub fn signed_upload(
        &self,
        id: &str,
        parameters: &[(&str, &str)],
        (name, file_name, content): (&str, &str, &[u8]),
    ) -> Request<Bytes> {
        let path = endpoint(id).path;
        let query = encode(&self.sign(path, parameters));
        let head = format!(
            "--registry\r\ncontent-disposition: form-data; name=\"{name}\"; \
             filename=\"{file_name}\"\r\n\r\n"
        );
        let body = [head.as_bytes(), content, b"\r\n--registry--\r\n"].concat();
        Request::post(format!("{}{path}?{query}", self.sandbox.idcode_url()))
            .header("content-type", "multipart/form-data; boundary=registry")
            .body(body.into())
            .unwrap()
    }

    fn sign(&self, path: &str, parameters: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut pairs: Vec<_> = parameters
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let token = self.sandbox.idcode_access_token();
        pairs.push(("access_token".to_owned(), token.to_owned()));
        pairs.push(("time".to_owned(), self.clock.now().as_millisecond().to_string()));
        let code = Secret::from(self.sandbox.idcode_authorization_code());
        let signed = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let hash = idcode_hash(path, signed, &code);
        pairs.push(("hash".to_owned(), hash));
        pairs
    }
}

/// Signs nothing: a client of this sandbox with a token of choice.
pub fn client(
    sandbox: &Sandbox,
    clock: &Arc<ManualClock>,
    transport: Arc<dyn Transport>,
    token: &str,
) -> Client {
    let credentials = Credentials::new(token, sandbox.idcode_authorization_code());
    let builder = Client::builder(sandbox.idcode_url()).credentials(credentials);
    let builder = builder.clock(clock.clone()).transport(transport);
    builder.retry(RetryPolicy::none()).rate_limit(RateLimit::unlimited()).build().unwrap()
}

fn encode(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// A text or a number, as text.
pub fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
