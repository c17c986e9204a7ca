//! A raw client: it sends the headers that it is told to, right or wrong.

use std::sync::Arc;

use auth::ManualClock;
use bytes::Bytes;
use http::request::Builder;
use http::{Request, Response};
use sandbox_core::{Host, Server, ServerSettings};
use sandbox_dbhs::{DbhsService, DbhsSettings};
use serde_json::{Value, json};
pub use test_support::service::json_of;
use test_support::service::stopped;
use transport::{HttpTransport, Transport};

pub const ORGANIZATION: &str = "/admin-api/openapi/v1/org/getOrganizationByName";
pub const LIST: &str = "/admin-api/openapi/v1/product/list";
pub const DETAIL: &str = "/admin-api/openapi/v1/product/detail";

/// The clock of the tests: 2026-08-20T12:00:00+08:00, as `date -u -d … +%s` gives it.
pub const TIMESPAN: &str = "1787198400";

/// `printf '%s' "<secret key><appKey><timespan>" | sha256sum` for the usual account.
pub const SIGN: &str = "cb1a3a313d559d1ea482621673bb11ac3c624c5ede54a8fdd9aa016a3168948b";

/// Headers that are right.
pub const SIGNED: [(&str, &str); 3] =
    [("appKey", "sandbox-dbhs-key"), ("timespan", TIMESPAN), ("sign", SIGN)];

/// Settings of the service and of its server.
pub struct Settings {
    pub server: ServerSettings,
    pub dbhs: DbhsSettings,
}

/// A server with the service alone, and a clock that stands still.
pub struct World {
    pub server: Server,
    pub service: Host<DbhsService>,
    pub clock: Arc<ManualClock>,
    http: HttpTransport,
}

/// Code of a reply.
pub fn code(reply: &Value) -> i64 {
    reply["code"].as_i64().unwrap_or_else(|| panic!("no code in {reply}"))
}

/// Data of a reply that must be a success.
pub fn success(mut reply: Value) -> Value {
    assert_eq!((&reply["code"], &reply["msg"]), (&json!(0), &json!("")), "{reply}");
    assert!(reply.as_object().unwrap().contains_key("data"), "{reply}");
    reply["data"].take()
}

pub fn percent_encoded(key: &str) -> String {
    form_urlencoded::byte_serialize(key.as_bytes()).collect()
}

impl World {
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    pub fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let (clock, server) = stopped();
        let mut settings = Settings { server, dbhs: DbhsSettings::default() };
        change(&mut settings);
        let mut server = Server::bind(settings.server, 0).unwrap();
        let service = server.host(|context| DbhsService::new(settings.dbhs, context));
        let server = server.start().unwrap();
        Self { server, service, clock, http: HttpTransport::builder().build().unwrap() }
    }

    pub async fn send(
        &self,
        request: Builder,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Response<Bytes> {
        let add = |request: Builder, header: &(&str, &str)| request.header(header.0, header.1);
        let request = headers.iter().fold(request, add).body(body.into()).unwrap();
        self.http.send(request).await.unwrap()
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.service.base_url())
    }

    /// A signed GET with this query.
    pub async fn get(&self, query: &str) -> Value {
        let request = Request::get(format!("{}?{query}", self.url(ORGANIZATION)));
        json_of(&self.send(request, &SIGNED, "").await)
    }

    /// What is found for a search key.
    pub async fn organization(&self, search_key: &str) -> Value {
        success(self.get(&format!("searchKey={}", percent_encoded(search_key))).await)
    }

    /// A signed POST of this body.
    pub async fn post(&self, path: &str, body: impl Into<Bytes>) -> Value {
        let request = Request::post(self.url(path)).header("content-type", "application/json");
        json_of(&self.send(request, &SIGNED, body).await)
    }

    /// What is found for these parameters.
    pub async fn found(&self, path: &str, parameters: Value) -> Value {
        success(self.post(path, parameters.to_string()).await)
    }
}
