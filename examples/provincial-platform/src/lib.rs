//! A client of an invented service with a token, a bearer header, a signature of its own and HTTP
//! statuses for return codes: all that such a protocol needs is `platform.yaml` and what you read here.

use std::sync::Arc;

use auth::{Clock, Digest, Secret, SystemClock, Token, TokenCell, sorted_parameters};
use client_core::{Caller, ConnectionSettings, Service, ServiceAddress, request_of};
use jiff::SignedDuration;
use serde::{Serialize, de::DeserializeOwned};
use wire::{Endpoint, Reply};

spec_macros::protocol!("platform.yaml");
spec_macros::client!("platform.yaml");

/// Error of a call.
pub type Error = client_core::Error<client_core::ServiceError<Status>>;

const SERVICE: Service = Service::new("provincial_platform", HOST_PRODUCTION);

/// Client of an account. Clones share connections and token.
#[derive(Clone, Debug)]
pub struct Client {
    caller: Caller,
    tokens: Arc<TokenCell>,
    app_key: String,
}

impl Client {
    /// A client of an account at an environment or a base URL.
    ///
    /// # Errors
    /// Those of [`ConnectionSettings::open`].
    pub fn connect(
        address: &ServiceAddress,
        settings: ConnectionSettings,
        app_key: &str,
        salt: Secret,
    ) -> Result<Self, Error> {
        let (base_url, pipeline) = settings.connect(&SERVICE, address)?;
        // X-Sign: SHA-256 over the sorted parameters of the query, the body and the salt.
        let caller = Caller::new(base_url, pipeline).sign(move |request| {
            let query = request.uri().query().unwrap_or_default().as_bytes();
            let query: Vec<_> = form_urlencoded::parse(query).collect();
            let sorted = sorted_parameters(query.iter().map(|(name, value)| (&**name, &**value)));
            let rest = [&**request.body(), salt.expose().as_bytes()];
            let sign = Digest::Sha256.hex(sorted.into_iter().map(str::as_bytes).chain(rest));
            request.headers_mut().insert("X-Sign", sign.parse()?);
            Ok(())
        });
        let tokens = TokenCell::new(Arc::new(SystemClock), SignedDuration::from_mins(1));
        Ok(Self { caller, tokens: Arc::new(tokens), app_key: app_key.to_owned() })
    }

    /// Calls an endpoint with the token. Generated methods call this.
    async fn call<E>(&self, request: &E) -> Result<E::Reply, Error>
    where
        E: Endpoint + Serialize,
        E::Reply: Reply<Code = Status> + DeserializeOwned,
    {
        self.caller.call_with_bearer(request, &self.tokens, || self.token()).await
    }

    async fn token(&self) -> Result<Token, Error> {
        let reply = self.caller.call(&LogInRequest::new(&self.app_key)).await?;
        let seconds = reply.expires_in.unwrap_or_default().try_into().unwrap_or_default();
        let expires_at = SystemClock.now() + SignedDuration::from_secs(seconds);
        Ok(Token::new(reply.access_token.unwrap_or_default(), expires_at))
    }

    /// The same with parameters and reply as JSON, for `call_named`.
    async fn call_json<E>(&self, parameters: &serde_json::Value) -> Result<serde_json::Value, Error>
    where
        E: Endpoint + DeserializeOwned + Serialize,
        E::Reply: Reply<Code = Status> + DeserializeOwned + Serialize,
    {
        let reply = self.call(&request_of::<E, _, _>(parameters)?).await?;
        Ok(serde_json::to_value(reply).unwrap_or_default())
    }
}
