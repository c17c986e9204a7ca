//! Clients whose type is not known: endpoints are called by name.

use std::path::PathBuf;

use async_trait::async_trait;
use client_core::{ClientErrorKind, Error, ReturnCodeError};
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use serde_json::Value;
use wire::EndpointInfo;

use super::error::{CommandError, OwnExitCode};

/// A call of an endpoint.
pub struct EndpointCall {
    pub endpoint: &'static EndpointInfo,
    /// A JSON object.
    pub parameters: Value,
    /// The file to upload.
    pub file: Option<PathBuf>,
}

/// Result of a call.
pub enum Response {
    Json(Value),
    /// The address or the form of a page to open in a browser.
    Page(String),
}

impl From<Value> for Response {
    fn from(value: Value) -> Self {
        Self::Json(value)
    }
}

/// A client of any protocol.
#[async_trait]
pub trait ProtocolClient: Send + Sync {
    /// Calls an endpoint.
    async fn call(&self, call: &EndpointCall) -> Result<Response, CommandError>;

    /// The service's time, if the client follows it.
    fn service_time(&self) -> Option<Timestamp>;
}

/// How a client calls an endpoint by its name; `None` if it has no such endpoint.
pub type CallByName<C, R, S, O> =
    for<'a> fn(&'a C, &'a EndpointCall) -> BoxFuture<'a, Option<Result<R, Error<S, O>>>>;

/// A client with its way to call endpoints by name.
pub struct NamedClient<C, R, S, O> {
    pub client: C,
    pub call: CallByName<C, R, S, O>,
    pub service_time: fn(&C) -> Option<Timestamp>,
    /// Name of the endpoint that shows whether a call to the endpoint of an id was carried out.
    pub look_up: Option<LookUp>,
}

/// Name of the endpoint that shows whether a call to the endpoint of an id was carried out.
pub type LookUp = fn(&str) -> Option<&'static str>;

/// A client of a protocol that does not follow the service's time.
pub fn named<C, R, S, O>(client: C, call: CallByName<C, R, S, O>) -> Box<dyn ProtocolClient>
where
    C: Send + Sync + 'static,
    NamedClient<C, R, S, O>: ProtocolClient + 'static,
{
    Box::new(NamedClient { client, call, service_time: |_| None, look_up: None })
}

#[async_trait]
impl<C, R, S, O> ProtocolClient for NamedClient<C, R, S, O>
where
    C: Send + Sync,
    R: Into<Response> + Send,
    S: ReturnCodeError + Send + Sync + 'static,
    O: ClientErrorKind + OwnExitCode + Send + Sync + 'static,
{
    async fn call(&self, call: &EndpointCall) -> Result<Response, CommandError> {
        let id = call.endpoint.id;
        let result = (self.call)(&self.client, call).await;
        let missing = || CommandError::usage(format!("{id}: the client has no such endpoint"));
        let look_up = self.look_up.and_then(|look_up| look_up(id));
        let error = |error| CommandError::of_call(error, call.endpoint, look_up);
        Ok(result.ok_or_else(missing)?.map_err(error)?.into())
    }

    fn service_time(&self) -> Option<Timestamp> {
        (self.service_time)(&self.client)
    }
}
