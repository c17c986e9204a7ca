//! Calls of services whose parameters go where their specification says.

use std::sync::Arc;

use auth::{Redactor, Secret, Token, TokenCell};
use bytes::Bytes;
use http::Request;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wire::{Class, Endpoint, Reply};

use crate::{
    Attempt, ClientErrorKind, Error, OutgoingRequest, Pipeline, ReturnCodeError, accept_reply,
    request_to, sensitive_texts,
};

/// Why a request cannot be signed. Its text must not hold secrets.
pub type SigningError = Box<dyn std::error::Error + Send + Sync>;

type Signer = dyn Fn(&mut Request<Bytes>) -> Result<(), SigningError> + Send + Sync;

/// What most clients of a `style: json` protocol are made of: it checks a request, puts its
/// parameters where the specification says, adds headers with credentials and a signature, and judges
/// the reply. Clones share connections, rate limit and retry budget.
///
/// ```
/// use auth::{Digest, Secret};
/// use client_core::{Caller, ConnectionSettings, PlainHttp, Service, ServiceError};
/// use idcode_types::ResultCode;
///
/// # type Error = client_core::Error<ServiceError<ResultCode>>;
/// # fn caller() -> Result<Caller, Error> {
/// const SERVICE: Service = Service {
///     name: "toys",
///     test: None,
///     production: Some("https://toys.example"),
///     plain_http: PlainHttp::Refused,
/// };
/// let settings = ConnectionSettings::default();
/// let (base_url, pipeline) =
///     settings.connect(&SERVICE, &client_core::Environment::Production.into())?;
/// let salt = Secret::from("salt");
/// let caller = Caller::new(base_url, pipeline)
///     .secret_header("x-key", "key of the account")
///     .sign(move |request| {
///         let sign = Digest::Sha256.hex([request.body(), salt.expose().as_bytes()]);
///         request.headers_mut().insert("x-sign", sign.parse()?);
///         Ok(())
///     });
/// # Ok(caller)
/// # }
/// # caller().unwrap();
/// ```
#[derive(Clone)]
pub struct Caller {
    base_url: String,
    pipeline: Arc<Pipeline>,
    headers: Vec<(&'static str, Secret)>,
    secrets: Vec<Secret>,
    signer: Option<Arc<Signer>>,
}

wire::opaque_debug!(Caller);

impl Caller {
    /// A caller without credentials.
    pub fn new(base_url: String, pipeline: Pipeline) -> Self {
        let pipeline = Arc::new(pipeline);
        Self { base_url, pipeline, headers: Vec::new(), secrets: Vec::new(), signer: None }
    }

    /// The pipeline.
    pub fn pipeline(&self) -> &Pipeline {
        &self.pipeline
    }

    /// A header of every request. Its value is kept out of logs and errors.
    #[must_use]
    pub fn secret_header(mut self, name: &'static str, value: impl Into<Secret>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// A text to keep out of errors, should the service repeat it.
    #[must_use]
    pub fn secret(mut self, text: impl Into<Secret>) -> Self {
        self.secrets.push(text.into());
        self
    }

    /// Signs every attempt: the hook sees the request as it goes out, and may change it.
    #[must_use]
    pub fn sign(
        mut self,
        signer: impl Fn(&mut Request<Bytes>) -> Result<(), SigningError> + Send + Sync + 'static,
    ) -> Self {
        self.signer = Some(Arc::new(signer));
        self
    }

    /// Calls an endpoint; the reply is a success.
    ///
    /// # Errors
    /// [`Error::Refused`], those of [`Pipeline::call`], and [`Error::Transport`] if the request
    /// cannot be signed.
    pub async fn call<E, S, O>(&self, request: &E) -> Result<E::Reply, Error<S, O>>
    where
        E: Endpoint + Serialize,
        E::Reply: Reply<Code = S::Code> + DeserializeOwned,
        S: ReturnCodeError,
    {
        wire::check(request)?;
        let judge = |reply| accept_reply(E::ENDPOINT.id, reply);
        self.pipeline.call::<E, _, _, _>(|| self.attempt(request), judge).await
    }

    /// Calls an endpoint with a token in the header `Authorization: Bearer`; the reply is a success.
    /// `fetch` gets a token where there is none that is good. If the service refuses the token
    /// ([`Class::LogInAgain`]), the call is made once more with a new one.
    ///
    /// # Errors
    /// Those of `fetch` and [`call`](Self::call).
    pub async fn call_with_bearer<E, S, O, Fut>(
        &self,
        request: &E,
        tokens: &TokenCell,
        fetch: impl Fn() -> Fut,
    ) -> Result<E::Reply, Error<S, O>>
    where
        E: Endpoint + Serialize,
        E::Reply: Reply<Code = S::Code> + DeserializeOwned,
        S: ReturnCodeError,
        O: ClientErrorKind,
        Fut: Future<Output = Result<Token, Error<S, O>>>,
    {
        // A request that breaks a rule needs no token.
        wire::check(request)?;
        let mut may_renew = true;
        loop {
            let lease = tokens.get(|_| fetch()).await?;
            let bearer = format!("Bearer {}", lease.expose());
            let caller = self.clone().secret(lease.expose()).secret_header("Authorization", bearer);
            match caller.call(request).await {
                Err(error) if error.class() == Class::LogInAgain && may_renew => may_renew = false,
                outcome => return outcome,
            }
            tokens.refuse(&lease).await;
        }
    }

    /// One attempt; a call that failed may be made again.
    fn attempt<E: Endpoint + Serialize, S, O>(&self, request: &E) -> Result<Attempt, Error<S, O>> {
        let headers: Vec<_> =
            self.headers.iter().map(|(name, value)| (*name, value.expose().to_owned())).collect();
        let mut secrets = sensitive_texts(request);
        secrets.extend(self.secrets.iter().map(|secret| secret.expose().to_owned()));
        secrets.extend(headers.iter().map(|(_, value)| value.clone()));
        let mut request = request_to(&self.base_url, &headers, request)?;
        if let Some(sign) = &self.signer {
            sign(&mut request).map_err(|error| Error::unsendable(E::ENDPOINT.id, &error))?;
            // Signatures must not appear in debug output.
            request.headers_mut().values_mut().for_each(|value| value.set_sensitive(true));
        }
        Ok(Attempt {
            request: OutgoingRequest::Buffered(request),
            redactor: Redactor::new(secrets),
        })
    }
}
