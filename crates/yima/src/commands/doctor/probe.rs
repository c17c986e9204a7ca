//! A service under examination.

use std::sync::Arc;

use bytes::Bytes;
use client_core::{ConnectionSettings, without_secrets};
use http::header::DATE;
use http::{Request, Uri};
use jiff::Timestamp;
use transport::{RetryPolicy, Transport, TransportError};

use crate::wiring::config::Origin;
use crate::wiring::{
    AccountSharing, ClientParts, CommandError, Protocol, ProtocolClient, Target, transport_to,
};

/// A service under examination.
pub struct Probe {
    /// Without secrets.
    pub base_url: String,
    pub origin: Origin,
    pub host: String,
    pub port: u16,
    pub is_https: bool,
    pub client: Box<dyn ProtocolClient>,
    /// The settings that hold the credentials.
    pub keys: Vec<&'static str>,
    /// What is wrong with the credentials; taken by the step that reports it.
    pub credentials_error: Option<CommandError>,
    /// Where token and call count are shared, or what is wrong with that.
    pub store: Result<String, CommandError>,
    url: Uri,
    transport: Arc<dyn Transport>,
    response: Option<Result<FirstResponse, TransportError>>,
}

/// The response to a request for the base URL.
pub struct FirstResponse {
    /// The header.
    pub date: Option<String>,
    pub received: Timestamp,
}

impl Probe {
    /// A service at an address that can be used.
    pub fn new(protocol: &'static Protocol, target: Target) -> Result<Self, CommandError> {
        let address = target.address?;
        let (credentials, credentials_error) = match target.credentials {
            Ok(credentials) => (Some(credentials), None),
            Err(error) => (None, Some(error)),
        };
        let sharing = match credentials {
            Some(_) => target.sharing.and_then(AccountSharing::usable),
            None => Ok(AccountSharing::default()),
        };
        let (sharing, store) = match sharing {
            Ok(sharing) => {
                let store = sharing.place.to_string();
                (sharing, Ok(store))
            }
            Err(error) => (AccountSharing::default(), Err(error)),
        };
        let base_url = address.value.clone();
        let transport = transport_to(protocol, &base_url)?;
        // A second attempt would hide the failure that is looked for.
        let connection = ConnectionSettings::default().retry(RetryPolicy::none());
        let environment = None;
        let parts = ClientParts { base_url, environment, credentials, connection, sharing };
        let client = (protocol.connect)(parts)?;
        let unusable = |_| CommandError::usage("base_url names no host");
        let url: Uri = address.value.parse().map_err(unusable)?;
        let is_https = url.scheme_str() == Some("https");
        let host = url.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        Ok(Self {
            base_url: without_secrets(&address.value),
            origin: address.origin,
            host,
            port: url.port_u16().unwrap_or(if is_https { 443 } else { 80 }),
            is_https,
            client,
            keys: protocol.credential_keys(),
            credentials_error,
            store,
            url,
            transport,
            response: None,
        })
    }

    /// The response to a request for the base URL, whatever it is; requested once.
    pub async fn first_response(&mut self) -> &Result<FirstResponse, TransportError> {
        let response = match self.response.take() {
            Some(response) => response,
            None => self.ask().await,
        };
        self.response.insert(response)
    }

    async fn ask(&self) -> Result<FirstResponse, TransportError> {
        let mut request = Request::new(Bytes::new());
        *request.uri_mut() = self.url.clone();
        let response = self.transport.send(request).await?;
        let received = Timestamp::now();
        let date = response.headers().get(DATE).and_then(|date| date.to_str().ok());
        Ok(FirstResponse { date: date.map(str::to_owned), received })
    }
}
