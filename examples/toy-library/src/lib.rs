//! A client of an invented service, a library that lends toys: all that a protocol of your own needs
//! is `toy-library.yaml` and what you read here.
//!
//! ```no_run
//! # async fn borrow() -> Result<(), toy_library::Error> {
//! let builder = toy_library::Client::builder(toy_library::Environment::Production);
//! let client = builder.card_number("number of the card").build()?;
//! let loan = client.borrow_toy(&toy_library::BorrowToyRequest::new("T-1")).await?.loan;
//! # Ok(())
//! # }
//! ```

use std::sync::Arc;

use client_core::{
    Attempt, ConnectionSettings, OutgoingRequest, Pipeline, PlainHttp, Redactor, Service,
    ServiceAddress, accept_reply, request_of, request_to, sensitive_texts,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wire::{Endpoint, Reply};

// The requests, replies, enums and `ENDPOINTS`.
spec_macros::protocol!("toy-library.yaml");

// `get_toy`, `borrow_toy`, `review_toy` and `call_named`.
spec_macros::client!("toy-library.yaml");

pub use client_core::Environment;

/// Error of a call.
pub type Error = client_core::Error<ServiceError>;

/// A return code other than success.
pub type ServiceError = client_core::ServiceError<ReturnCode>;

/// The service, as its document describes it.
pub const SERVICE: Service = Service {
    name: "toy_library",
    test: None,
    production: Some(HOST_PRODUCTION),
    plain_http: PlainHttp::Refused,
};

/// Client of the holder of a card. Clones share connections, rate limit and retry budget.
#[derive(Clone)]
pub struct Client {
    base_url: String,
    pipeline: Arc<Pipeline>,
    card_number: String,
}

wire::opaque_debug!(Client);

/// Settings of a [`Client`].
#[must_use = "settings do nothing until `build` is called"]
pub struct ClientBuilder {
    address: ServiceAddress,
    card_number: String,
    connection: ConnectionSettings,
}

wire::opaque_debug!(ClientBuilder);

client_core::connection_setters!(ClientBuilder.connection);

impl ClientBuilder {
    /// The number of the card. Required.
    pub fn card_number(mut self, card_number: impl Into<String>) -> Self {
        self.card_number = card_number.into();
        self
    }

    /// Creates the client.
    ///
    /// # Errors
    /// Those of [`ConnectionSettings::open`].
    pub fn build(self) -> Result<Client, Error> {
        let (base_url, pipeline) = self.connection.connect(&SERVICE, &self.address)?;
        Ok(Client { base_url, pipeline: Arc::new(pipeline), card_number: self.card_number })
    }
}

impl Client {
    /// A client of an [`Environment`], or of the service at a base URL.
    pub fn builder(address: impl Into<ServiceAddress>) -> ClientBuilder {
        let (card_number, connection) = (String::new(), ConnectionSettings::default());
        ClientBuilder { address: address.into(), card_number, connection }
    }

    /// Calls an endpoint; the reply has a return code of success.
    async fn call<E>(&self, request: &E) -> Result<E::Reply, Error>
    where
        E: Endpoint + Serialize,
        E::Reply: Reply<Code = ReturnCode> + DeserializeOwned,
    {
        wire::check(request)?;
        let judge = |reply| accept_reply(E::ENDPOINT.id, reply);
        self.pipeline.call::<E, _, _, _>(|| self.attempt(request), judge).await
    }

    /// One attempt; a call that failed may be made again.
    fn attempt<E: Endpoint + Serialize>(&self, request: &E) -> Result<Attempt, Error> {
        let mut secrets = sensitive_texts(request);
        secrets.push(self.card_number.clone());
        let headers = [("cardNo", self.card_number.clone())];
        let request = request_to(&self.base_url, &headers, request)?;
        Ok(Attempt {
            request: OutgoingRequest::Buffered(request),
            redactor: Redactor::new(secrets),
        })
    }

    /// The same with parameters and reply as JSON.
    async fn call_json<E>(&self, parameters: &Value) -> Result<Value, Error>
    where
        E: Endpoint + DeserializeOwned + Serialize,
        E::Reply: Reply<Code = ReturnCode> + DeserializeOwned + Serialize,
    {
        let request: E = request_of(parameters)?;
        let reply = self.call(&request).await?;
        Ok(serde_json::to_value(reply).unwrap_or_default())
    }
}
