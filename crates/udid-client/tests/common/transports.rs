//! Transports that interfere between client and sandbox, or need no sandbox at all.

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use serde_json::{Map, Value};
use transport::{HttpTransport, Transport, TransportError};

/// The network, with the usual limits.
pub fn network() -> HttpTransport {
    HttpTransport::builder().no_proxy().build().unwrap()
}

/// Changes the requests to one path on their way.
pub struct Tampering<F> {
    http: HttpTransport,
    path: &'static str,
    change: F,
}

/// Changes the answers of one path on their way.
pub struct Rewriting<F> {
    http: HttpTransport,
    path: &'static str,
    change: F,
}

/// Answers by itself: path and parameters in, body out.
pub struct Canned<F>(pub F);

/// Requests to a path that ends with `path` go through `change`.
pub fn tampering<F>(path: &'static str, change: F) -> Tampering<F>
where
    F: Fn(&mut Request<Bytes>) + Send + Sync,
{
    Tampering { http: network(), path, change }
}

/// JSON answers of a path that ends with `path` go through `change`.
pub fn rewriting<F>(path: &'static str, change: F) -> Rewriting<F>
where
    F: Fn(&mut Map<String, Value>) + Send + Sync,
{
    Rewriting { http: network(), path, change }
}

#[async_trait]
impl<F: Fn(&mut Request<Bytes>) + Send + Sync> Transport for Tampering<F> {
    async fn send(&self, mut request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        if request.uri().path().ends_with(self.path) {
            (self.change)(&mut request);
        }
        self.http.send(request).await
    }
}

#[async_trait]
impl<F: Fn(&mut Map<String, Value>) + Send + Sync> Transport for Rewriting<F> {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let is_meant = request.uri().path().ends_with(self.path);
        let mut answer = self.http.send(request).await?;
        if is_meant && let Ok(mut json) = serde_json::from_slice(answer.body()) {
            (self.change)(&mut json);
            *answer.body_mut() = serde_json::to_vec(&json).unwrap().into();
        }
        Ok(answer)
    }
}

#[async_trait]
impl<F: Fn(&str, Value) -> String + Send + Sync> Transport for Canned<F> {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let body = (self.0)(request.uri().path(), parameters(request.body()));
        Ok(Response::new(body.into()))
    }
}

/// The parameters of a form; `null` of an empty one.
pub fn parameters(body: &[u8]) -> Value {
    let mut fields = form_urlencoded::parse(body);
    fields.next().map_or(Value::Null, |(_, json)| serde_json::from_str(&json).unwrap())
}

/// A form with these fields.
pub fn form(fields: &[(&str, &str)]) -> Bytes {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish().into()
}

/// Puts other parameters in place of those of a request.
pub fn change_parameters(request: &mut Request<Bytes>, change: impl FnOnce(&mut Value)) {
    let mut json = parameters(request.body());
    change(&mut json);
    *request.body_mut() = form(&[("params", &json.to_string())]);
}
