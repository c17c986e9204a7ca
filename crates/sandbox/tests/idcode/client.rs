//! A raw client: it signs and sends what it is told to, right or wrong.

use std::sync::Arc;

use auth::{Clock, ManualClock, Secret, idcode_hash};
use bytes::Bytes;
use http::{Request, Response};
use idcode_types::ENDPOINTS;
use sandbox::{Sandbox, Settings};
use serde_json::Value;
use transport::{HttpTransport, Transport};
use wire::EndpointInfo;

/// Boundary of multipart bodies.
const BOUNDARY: &str = "----------------------sandbox";

pub type Parameters = Vec<(String, String)>;

/// Parameter, file name, content.
pub type File<'a> = (&'a str, &'a str, &'a [u8]);

/// A sandbox with a clock that stands still, and what is needed to call it.
pub struct World {
    pub sandbox: Sandbox,
    pub clock: Arc<ManualClock>,
    pub access_token: String,
    pub authorization_code: String,
    http: HttpTransport,
}

pub fn parameters(pairs: &[(&str, &str)]) -> Parameters {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

pub fn endpoint(id: &str) -> &'static EndpointInfo {
    ENDPOINTS.iter().find(|endpoint| endpoint.id == id).unwrap()
}

pub fn encode(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// Result code of a reply.
pub fn code(reply: &Value) -> i64 {
    reply["result_code"].as_i64().unwrap_or_else(|| panic!("no result_code in {reply}"))
}

/// A reply that must be a success.
pub fn success(reply: Value) -> Value {
    assert_eq!(code(&reply), 1, "{reply}");
    reply
}

impl World {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let clock = Arc::new(ManualClock::new("2026-08-20T12:00:00+08:00".parse().unwrap()));
        let mut settings = Settings { clock: clock.clone(), ..Settings::default() };
        change(&mut settings);
        let sandbox = Sandbox::builder(settings).start().await.unwrap();
        let access_token = sandbox.idcode_access_token().to_owned();
        let authorization_code = sandbox.idcode_authorization_code().to_owned();
        let http = HttpTransport::builder().build().unwrap();
        Self { sandbox, clock, access_token, authorization_code, http }
    }

    /// Adds key, time and hash.
    pub fn sign(&self, path: &str, mut pairs: Parameters) -> Parameters {
        if !pairs.iter().any(|(name, _)| name == "json_str") {
            pairs.push(("access_token".to_owned(), self.access_token.clone()));
        }
        pairs.push(("time".to_owned(), self.clock.now().as_millisecond().to_string()));
        let signed = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let hash = idcode_hash(path, signed, &Secret::from(self.authorization_code.as_str()));
        pairs.push(("hash".to_owned(), hash));
        pairs
    }

    pub async fn send(&self, request: Request<Bytes>) -> Response<Bytes> {
        self.http.send(request).await.unwrap()
    }

    /// A request with these parameters as they are.
    pub async fn raw(
        &self,
        method: &str,
        path: &str,
        pairs: &[(String, String)],
    ) -> Response<Bytes> {
        let url = format!("{}{path}", self.sandbox.idcode_url());
        let form = encode(pairs);
        let request = match method {
            "GET" => Request::get(format!("{url}?{form}")).body(Bytes::new()),
            _ => Request::post(url)
                .header("content-type", "application/x-www-form-urlencoded;charset=utf-8")
                .body(form.into()),
        };
        self.send(request.unwrap()).await
    }

    pub async fn raw_json(&self, method: &str, path: &str, pairs: &[(String, String)]) -> Value {
        let response = self.raw(method, path, pairs).await;
        serde_json::from_slice(response.body()).unwrap_or_else(|error| {
            panic!("{path}: {error}: {}", String::from_utf8_lossy(response.body()))
        })
    }

    /// A signed call by the first method that the endpoint allows.
    pub async fn call(&self, id: &str, pairs: &[(&str, &str)]) -> Value {
        let endpoint = endpoint(id);
        let signed = self.sign(endpoint.path, parameters(pairs));
        self.raw_json(endpoint.method(), endpoint.path, &signed).await
    }

    /// A signed multipart call.
    pub async fn upload(&self, id: &str, pairs: &[(&str, &str)], files: &[File<'_>]) -> Value {
        let path = endpoint(id).path;
        self.multipart(path, &self.sign(path, parameters(pairs)), files).await
    }

    /// A signed multipart call with the files alone in its body, as the sample form of 304 has it.
    pub async fn upload_in_query(
        &self,
        id: &str,
        pairs: &[(&str, &str)],
        files: &[File<'_>],
    ) -> Value {
        let path = endpoint(id).path;
        let query = encode(&self.sign(path, parameters(pairs)));
        self.multipart(&format!("{path}?{query}"), &[], files).await
    }

    async fn multipart(&self, path: &str, pairs: &[(String, String)], files: &[File<'_>]) -> Value {
        let mut body = Vec::new();
        for (name, value) in pairs {
            let part = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        for (name, file_name, content) in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; \
                 filename=\"{file_name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let request = Request::post(format!("{}{path}", self.sandbox.idcode_url()))
            .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))
            .body(body.into());
        let response = self.send(request.unwrap()).await;
        serde_json::from_slice(response.body()).unwrap()
    }
}
