//! Calls with a token: fetched when needed, shared, renewed in time and when it is refused.

use std::sync::{Arc, Mutex, PoisonError};

use auth::{Clock, Lease, OffsetClock, Secret, Token, TokenCell, TokenFile};
use client_core::{Redactor, accept};
use jiff::{SignedDuration, Timestamp};
use udid_types::{
    DeviceDetailRequest, DeviceHistoryRequest, DeviceListRequest, ReturnCode, TokenReply,
    TokenRequest,
};
use wire::{Class, Endpoint, Reply};

use crate::call::Caller;
use crate::quota::{MOST_DAYS, Quota};
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

/// The account's side of a client.
pub struct Session {
    pub caller: Caller,
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
        caller: Caller,
        credentials: Option<Credentials>,
        clock: Arc<dyn Clock>,
        quota: Quota,
        stored: Option<TokenFile>,
    ) -> Self {
        let service_clock = Arc::new(OffsetClock::new(clock));
        let tokens = TokenCell::new(service_clock.clone(), RENEW_BEFORE);
        let (shared, refused) = (SharedToken::new(stored), Mutex::default());
        Self { caller, credentials, service_clock, tokens, shared, quota, refused }
    }

    /// What the service's clock shows, as far as we know.
    pub fn service_time(&self) -> Timestamp {
        self.service_clock.now()
    }

    /// The reply to a request with the token. When no calls are left today, it fails or comes
    /// tomorrow.
    pub async fn call<E>(&self, mut request: E) -> Result<E::Reply, Error>
    where
        E: WithToken + serde::Serialize,
        E::Reply: Reply<Code = ReturnCode> + serde::de::DeserializeOwned,
    {
        for _ in 0..MOST_DAYS {
            let asked_at = self.service_time();
            match self.call_today(&mut request).await {
                Err(error) => self.quota.wait(error, asked_at, || self.service_time()).await?,
                reply => return reply,
            }
        }
        self.call_today(&mut request).await
    }

    /// Sends a request with the token; once more with a new one if the token is refused. Each of the
    /// two is repeated by itself if the way to the service fails, so that a token that ran out in
    /// the meantime is renewed as any other.
    async fn call_today<E>(&self, request: &mut E) -> Result<E::Reply, Error>
    where
        E: WithToken + serde::Serialize,
        E::Reply: Reply<Code = ReturnCode> + serde::de::DeserializeOwned,
    {
        // A request that will be refused whatever its token needs none.
        request.set_token("to be fetched");
        wire::check(request)?;
        let mut refusal = None;
        loop {
            let lease = self.tokens.get(|old| self.fetch(old)).await;
            let lease = lease.map_err(|error| more_telling(refusal.take(), error))?;
            request.set_token(lease.expose());
            let judge = |reply| accept(E::ENDPOINT.id, reply);
            match self.send(request, &self.redactor(lease.expose()), judge).await {
                Err(error) if error.class() == Some(Class::LogInAgain) => {
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

    /// Sends a request that counts.
    async fn send<E, T>(
        &self,
        request: &E,
        redactor: &Redactor,
        judge: impl Fn(E::Reply) -> Result<T, Error>,
    ) -> Result<T, Error>
    where
        E: Endpoint + serde::Serialize,
        E::Reply: serde::de::DeserializeOwned,
    {
        let asked_at = self.service_time();
        let admit = || self.quota.admit(self.service_time());
        let result = self.caller.send(request, redactor, admit, judge).await;
        result.inspect_err(|error| self.quota.learn(error, asked_at, self.service_time()))
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

    /// A token reply of the service, whose token later calls use.
    pub async fn request_token(&self) -> Result<TokenReply, Error> {
        let reply = loop {
            let asked_at = self.service_time();
            match self.ask_for_token().await {
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
        let reply = self.ask_for_token().await?;
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
        let reply = accept(TokenRequest::ENDPOINT.id, reply);
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
    async fn ask_for_token(&self) -> Result<TokenReply, Error> {
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
                // It speaks of five minutes: nobody waits so long in a call.
                Some(ReturnCode::TokenStillValid) => Ok(reply),
                _ => self.accept_token(reply),
            }
        };
        let reply = self.send(&request, &self.redactor(""), judge).await?;
        if let Some(left) = reply.remaining_calls_today.as_ref().and_then(wire::Count::get) {
            self.quota.left(left, self.service_time());
        }
        Ok(reply)
    }
}

/// The error of a call whose token was refused and could not be renewed. An account that lacks
/// approval is refused with code 2 and then, for its token is sound, with code 9.
fn more_telling(refusal: Option<Error>, renewal: Error) -> Error {
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
