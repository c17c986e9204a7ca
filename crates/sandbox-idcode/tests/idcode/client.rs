//! A raw client: it signs and sends what it is told to, right or wrong.

use std::sync::Arc;

use auth::{Clock, ManualClock, Secret, idcode_hash};
use bytes::Bytes;
use http::{Request, Response};
use idcode_types::ENDPOINTS;
use sandbox_core::{Host, Server, ServerSettings};
use sandbox_idcode::{IdcodeAccount, IdcodeService, IdcodeSettings};
use serde_json::Value;
use test_support::service::{json_of, stopped};
use transport::{HttpTransport, Transport};
use wire::EndpointInfo;

/// Boundary of multipart bodies.
const BOUNDARY: &str = "----------------------sandbox";

pub type Parameters = Vec<(String, String)>;

/// Parameter, file name, content.
pub type File<'a> = (&'a str, &'a str, &'a [u8]);

/// Settings of the service and of its server.
pub struct Settings {
    pub server: ServerSettings,
    pub idcode: IdcodeSettings,
}

/// A server with the service alone, and a clock that stands still.
pub struct World {
    pub server: Server,
    pub service: Host<IdcodeService>,
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
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    pub fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let (clock, server) = stopped();
        let mut settings = Settings { server, idcode: IdcodeSettings::default() };
        change(&mut settings);
        let mut server = Server::bind(settings.server, 0).unwrap();
        let service = server.host(|context| IdcodeService::new(settings.idcode, context));
        let server = server.start().unwrap();
        let IdcodeAccount { access_token, authorization_code, .. } = service.account().clone();
        let http = HttpTransport::builder().build().unwrap();
        Self { server, service, clock, access_token, authorization_code, http }
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
        let url = format!("{}{path}", self.service.base_url());
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
        json_of(&self.raw(method, path, pairs).await)
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
        let request = Request::post(format!("{}{path}", self.service.base_url()))
            .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))
            .body(body.into());
        json_of(&self.send(request.unwrap()).await)
    }
}
