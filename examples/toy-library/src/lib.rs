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

use client_core::{Caller, ConnectionSettings, Service, ServiceAddress, request_of};
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
pub const SERVICE: Service = Service::new("toy_library", HOST_PRODUCTION);

/// Client of the holder of a card. Clones share connections, rate limit and retry budget.
#[derive(Clone)]
pub struct Client {
    caller: Caller,
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
        let caller = Caller::new(base_url, pipeline).secret_header("cardNo", self.card_number);
        Ok(Client { caller })
    }
}

impl Client {
    /// A client of an [`Environment`], or of the service at a base URL.
    pub fn builder(address: impl Into<ServiceAddress>) -> ClientBuilder {
        let (card_number, connection) = (String::new(), ConnectionSettings::default());
        ClientBuilder { address: address.into(), card_number, connection }
    }

    /// Calls an endpoint; the reply has a return code of success. Generated methods call this.
    async fn call<E>(&self, request: &E) -> Result<E::Reply, Error>
    where
        E: Endpoint + Serialize,
        E::Reply: Reply<Code = ReturnCode> + DeserializeOwned,
    {
        self.caller.call(request).await
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
