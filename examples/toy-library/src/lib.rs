//! A client of an invented service, a library that lends toys: all that a protocol of your own needs
//! is `toy-library.yaml` and what you read here.
//!
//! ```no_run
//! # async fn borrow() -> Result<(), toy_library::Error> {
//! let client = toy_library::Client::builder("number of the card").build()?;
//! let loan = client.borrow_toy(&toy_library::BorrowToyRequest::new("T-1")).await?.loan;
//! # Ok(())
//! # }
//! ```

use std::sync::Arc;

use client_core::{
    Attempt, Caller, OutgoingRequest, PlainHttp, Redactor, connection, get_request, json_request,
    request_of, sensitive_texts,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use transport::{TrafficSettings, Transport};
use wire::{Endpoint, Reply};

// The requests, replies, enums and `ENDPOINTS`.
spec_macros::protocol!("toy-library.yaml");

// `get_toy`, `borrow_toy` and `call_named`.
spec_macros::client!("toy-library.yaml");

/// Why a call failed.
pub type Error = client_core::Error<ServiceError>;

/// A return code other than success.
pub type ServiceError = client_core::ServiceError<ReturnCode>;

/// Client of the holder of a card. Clones share connections, limits and repetitions.
#[derive(Clone)]
pub struct Client {
    base_url: String,
    caller: Arc<Caller>,
    card_number: String,
}

/// Settings of a [`Client`].
#[must_use]
pub struct ClientBuilder {
    base_url: String,
    transport: Option<Arc<dyn Transport>>,
    card_number: String,
}

impl ClientBuilder {
    /// Another address than the documented one.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self
    }

    /// Sends requests another way than over HTTP with the usual limits.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// The client.
    ///
    /// # Errors
    /// [`Error::InvalidBaseUrl`](client_core::Error::InvalidBaseUrl),
    /// [`Error::PlainHttp`](client_core::Error::PlainHttp), or
    /// [`Error::Transport`](client_core::Error::Transport) if TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let (base_url, transport) =
            connection(&self.base_url, HOST_PRODUCTION, PlainHttp::Refused, self.transport)?;
        let caller = Caller::new("toy_library", transport, TrafficSettings::default());
        Ok(Client { base_url, caller: Arc::new(caller), card_number: self.card_number })
    }
}

impl Client {
    /// A client of the documented host, unless the builder is told otherwise.
    pub fn builder(card_number: impl Into<String>) -> ClientBuilder {
        let (base_url, card_number) = (HOST_PRODUCTION.to_owned(), card_number.into());
        ClientBuilder { base_url, transport: None, card_number }
    }

    /// Sends a request and gives its reply if the service says that it worked.
    async fn call<E>(&self, request: &E) -> Result<E::Reply, Error>
    where
        E: Endpoint + Serialize,
        E::Reply: Reply<Code = ReturnCode> + DeserializeOwned,
    {
        wire::check(request)?;
        self.caller.call::<E, _, _>(|| self.attempt(request)).await
    }

    /// One attempt; a call that failed may be made again.
    fn attempt<E: Endpoint + Serialize>(&self, request: &E) -> Result<Attempt, Error> {
        let mut secrets = sensitive_texts(request);
        secrets.push(self.card_number.clone());
        let headers = [("cardNo", self.card_number.clone())];
        let url = format!("{}{}", self.base_url, E::ENDPOINT.path);
        let request = match E::ENDPOINT.method() {
            "GET" => get_request(&url, &headers, request)?,
            _ => json_request::<E, _, _>(&url, &headers, request)?,
        };
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
