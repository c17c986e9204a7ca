//! Calls with a token, which is fetched when needed, shared, and renewed in time or when refused.

use std::sync::{Arc, Mutex, PoisonError};

use auth::{Clock, Lease, OffsetClock, Secret, Token, TokenCell, TokenFile};
use bytes::Bytes;
use client_core::{Attempt, OutgoingRequest, Pipeline, Redactor, accept_reply};
use http::Request;
use jiff::{SignedDuration, Timestamp};
use udid_types::{
    ConnectionReply, ConnectionTest, DeviceDetailRequest, DeviceHistoryRequest, DeviceListRequest,
    ReturnCode, TokenReply, TokenRequest,
};
use wire::{Class, Endpoint, Reply};

use crate::quota::{Allowance, MAX_DAYS, Quota};
use crate::request::encode;
use crate::service_time::{SHORTEST, lifetime, moment};
use crate::shared_token::SharedToken;
use crate::{ClientError, Credentials, Error};

/// A new token is not given while the old one has more than five minutes left.
const RENEW_BEFORE: SignedDuration = SignedDuration::from_mins(4);

/// A request that carries the token.
pub trait WithToken: Endpoint {
    fn set_token(&mut self, token: &str);
}

macro_rules! with_token {
    ($($request:ty),*) => {$(
        impl WithToken for $request {
            fn set_token(&mut self, token: &str) {
                self.access_token = Some(token.to_owned());
            }
        }
    )*};
}

with_token!(DeviceListRequest, DeviceHistoryRequest, DeviceDetailRequest);

/// The account of a client: credentials, token, quota.
pub struct Session {
    pub pipeline: Pipeline,
    base_url: String,
    credentials: Option<Credentials>,
    service_clock: Arc<OffsetClock>,
    tokens: TokenCell,
    shared: SharedToken,
    quota: Quota,
    /// The token that the service refused last.
    refused: Mutex<Option<Secret>>,
}

impl Session {
    pub fn new(
        base_url: String,
        pipeline: Pipeline,
        credentials: Option<Credentials>,
        clock: Arc<dyn Clock>,
        quota: Quota,
        stored: Option<TokenFile>,
    ) -> Self {
        let service_clock = Arc::new(OffsetClock::new(clock));
        let tokens = TokenCell::new(service_clock.clone(), RENEW_BEFORE);
        let (shared, refused) = (SharedToken::new(stored), Mutex::default());
        Self { pipeline, base_url, credentials, service_clock, tokens, shared, quota, refused }
    }

    /// Time of the service's clock, as far as known.
    pub fn service_time(&self) -> Timestamp {
        self.service_clock.now()
    }

    /// Sets how many calls may be made from now on.
    pub fn allow(&self, allowance: Allowance) {
        self.quota.allow(allowance);
    }

    /// Sends a request without a token.
    pub async fn test_connection(&self) -> Result<ConnectionReply, Error> {
        let (request, redactor) = (ConnectionTest::new(), Redactor::default());
        let request = encode(&self.base_url, &request)?;
        let prepare = || Ok(attempt(&request, &redactor));
        let judge = |reply| accept_reply(ConnectionTest::ENDPOINT.id, reply);
        self.pipeline.call::<ConnectionTest, _, _, _>(prepare, judge).await
    }

    /// Sends a request with the token. When no calls are left today, it fails, or waits for the next
    /// day.
    pub async fn call<E>(&self, request: &E) -> Result<E::Reply, Error>
    where
        E: WithToken + Clone + serde::Serialize,
        E::Reply: Reply<Code = ReturnCode> + serde::de::DeserializeOwned,
    {
        let mut request = request.clone();
        for _ in 0..MAX_DAYS {
            let asked_at = self.service_time();
            match self.call_with_token(&mut request).await {
                Err(error) => self.quota.wait(error, asked_at, || self.service_time()).await?,
                reply => return reply,
            }
        }
        self.call_with_token(&mut request).await
    }

    /// Sends a request with the token, and again with a new one if the token is refused. Each of the
    /// two is retried by itself, so that a token that expired during the retries is renewed as any
    /// other.
    async fn call_with_token<E>(&self, request: &mut E) -> Result<E::Reply, Error>
    where
        E: WithToken + serde::Serialize,
        E::Reply: Reply<Code = ReturnCode> + serde::de::DeserializeOwned,
    {
        // A request that breaks a rule needs no token.
        request.set_token("to be fetched");
        wire::check(request)?;
        let mut refusal = None;
        loop {
            let lease = self.tokens.get(|old| self.fetch(old)).await;
            let lease = lease.map_err(|error| more_specific(refusal.take(), error))?;
            request.set_token(lease.expose());
            let (encoded, redactor) =
                (encode(&self.base_url, request)?, self.redactor(lease.expose()));
            let asked_at = self.service_time();
            let prepare = || self.counted(&encoded, &redactor);
            let judge = |reply| accept_reply(E::ENDPOINT.id, reply);
            let result = self.pipeline.call::<E, _, _, _>(prepare, judge).await;
            match self.learn_quota(asked_at, result) {
                Err(error) if error.class() == Class::LogInAgain => {
                    self.refuse(&lease).await;
                    if refusal.is_some() {
                        return Err(error);
                    }
                    refusal = Some(error);
                }
                result => return result,
            }
        }
    }

    /// An attempt that counts against the quota.
    fn counted(&self, request: &Request<Bytes>, redactor: &Redactor) -> Result<Attempt, Error> {
        self.quota.admit(self.service_time())?;
        Ok(attempt(request, redactor))
    }

    /// Records in the quota what a result says about it.
    fn learn_quota<T>(&self, asked_at: Timestamp, result: Result<T, Error>) -> Result<T, Error> {
        result.map_err(|mut error| {
            self.quota.learn(&mut error, asked_at, self.service_time());
            error
        })
    }

    async fn refuse(&self, lease: &Lease) {
        let secret = Secret::from(lease.expose());
        self.shared.hold().await.remove(&secret);
        *self.refused.lock().unwrap_or_else(PoisonError::into_inner) = Some(secret);
        self.tokens.refuse(lease).await;
    }

    fn was_refused(&self, token: &Token) -> bool {
        let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        refused.as_ref() == Some(token.secret())
    }

    /// Gets a token, which later calls use.
    pub async fn get_token(&self) -> Result<TokenReply, Error> {
        let reply = loop {
            let asked_at = self.service_time();
            match self.fetch_token_reply().await {
                Err(error) => self.quota.wait(error, asked_at, || self.service_time()).await?,
                Ok(reply) => break reply,
            }
        };
        if let Some(token) = self.token_in(&reply) {
            self.shared.hold().await.save(&token);
            self.tokens.adopt(token).await;
            return Ok(reply);
        }
        self.accept_token(reply)
    }

    /// A token that another process stored, or else one of the service. One process asks while the
    /// others wait for what it gets.
    async fn fetch(&self, old: Option<Token>) -> Result<Token, Error> {
        if let Some(token) = self.shared.peek().filter(|token| self.is_good(token)) {
            return Ok(token);
        }
        let held = self.shared.hold().await;
        let stored = held.load();
        if let Some(token) = stored.clone().filter(|token| self.is_good(token)) {
            return Ok(token);
        }
        let old = old.filter(|old| !self.was_refused(old)).or(stored);
        let token = self.fetch_new(old).await?;
        held.save(&token);
        Ok(token)
    }

    /// Whether a stored token need not be renewed.
    fn is_good(&self, token: &Token) -> bool {
        let left = token.expires_at().duration_since(self.service_time());
        left > RENEW_BEFORE && !self.was_refused(token)
    }

    async fn fetch_new(&self, old: Option<Token>) -> Result<Token, Error> {
        let reply = self.fetch_token_reply().await?;
        if let Some(token) = self.token_in(&reply) {
            return Ok(token);
        }
        // Code 9 without a token speaks of the one that we hold.
        let old = old.filter(|old| !self.was_refused(old));
        if let (Some(ReturnCode::TokenStillValid), Some(old)) = (&reply.return_code, old) {
            let now = self.service_clock.now();
            let until = now.checked_add(SHORTEST).unwrap_or(now);
            return Ok(Token::new(old.secret().clone(), until));
        }
        self.accept_token(reply)?;
        let (path, reason) = (".accessToken".to_owned(), "success, but no token".to_owned());
        Err(Error::Decode { endpoint: TokenRequest::ENDPOINT.id, path, reason })
    }

    fn accept_token(&self, reply: TokenReply) -> Result<TokenReply, Error> {
        let token = reply.access_token.clone().unwrap_or_default();
        let reply = accept_reply(TokenRequest::ENDPOINT.id, reply);
        reply.map_err(|error| error.redact(&self.redactor(&token)))
    }

    /// What no error may repeat.
    fn redactor(&self, token: &str) -> Redactor {
        let (id, secret) = self.credentials.as_ref().map_or(("", ""), |credentials| {
            (credentials.app_id.expose(), credentials.app_secret.expose())
        });
        Redactor::new([id, secret, token])
    }

    /// The token of a reply. Code 9 with a token is a success: the token has more than five
    /// minutes left.
    fn token_in(&self, reply: &TokenReply) -> Option<Token> {
        let text = reply.access_token.as_deref().filter(|text| !text.trim().is_empty())?;
        let now = self.service_clock.now();
        let lifetime = match reply.return_code.as_ref()? {
            ReturnCode::Success => lifetime(reply, now),
            ReturnCode::TokenStillValid => SHORTEST,
            _ => return None,
        };
        Some(Token::new(text, now.checked_add(lifetime).unwrap_or(now)))
    }

    /// A reply with a token, or one that says that the last token is still valid.
    async fn fetch_token_reply(&self) -> Result<TokenReply, Error> {
        let credentials =
            self.credentials.as_ref().ok_or(Error::Client(ClientError::NoCredentials))?;
        let mut request = TokenRequest::new();
        request.app_id = Some(credentials.app_id.expose().to_owned());
        request.app_secret = Some(credentials.app_secret.expose().to_owned());
        request.credit_code = Some(credentials.credit_code.clone());
        let judge = |reply: TokenReply| {
            if let Some(now) = reply.current_time.as_ref().and_then(|text| moment(text.as_str())) {
                self.service_clock.follow(now);
            }
            match reply.return_code {
                // It speaks of five minutes: too long to wait in a call.
                Some(ReturnCode::TokenStillValid) => Ok(reply),
                _ => self.accept_token(reply),
            }
        };
        let (encoded, redactor) = (encode(&self.base_url, &request)?, self.redactor(""));
        let asked_at = self.service_time();
        let prepare = || self.counted(&encoded, &redactor);
        let result = self.pipeline.call::<TokenRequest, _, _, _>(prepare, judge).await;
        let reply = self.learn_quota(asked_at, result)?;
        if let Some(left) = reply.remaining_calls_today.as_ref().and_then(wire::Count::get) {
            self.quota.left(left, self.service_time());
        }
        Ok(reply)
    }
}

fn attempt(request: &Request<Bytes>, redactor: &Redactor) -> Attempt {
    let request = OutgoingRequest::Buffered(request.clone());
    Attempt { request, redactor: redactor.clone() }
}

/// The error of a call whose token was refused and could not be renewed. An account that lacks
/// approval is refused with code 2 and then, for its token is sound, with code 9.
fn more_specific(refusal: Option<Error>, renewal: Error) -> Error {
    let code = |error: &Error| match error {
        Error::Service(error) => error.code.clone(),
        _ => None,
    };
    match refusal {
        Some(refusal)
            if code(&refusal) == Some(ReturnCode::Unauthorized)
                && code(&renewal) == Some(ReturnCode::TokenStillValid) =>
        {
            refusal
        }
        _ => renewal,
    }
}
