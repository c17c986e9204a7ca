//! How a client is made.

use std::sync::Arc;

use auth::{Clock, OffsetClock, Secret, SystemClock};
use client_core::{Caller, PlainHttp};
use idcode_types::{HOST_PRODUCTION, HOST_TEST};
use jiff::SignedDuration;
use transport::{RateLimit, RetryPolicy, Timing, TrafficSettings, Transport};

use crate::{Client, Error};

/// 20003: 短时间内不允许再次获取验证码; how long is not said, and it is no matter of seconds.
const WAITS_LONG: [&str; 1] = ["20003"];

/// One of the two environments of the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// 测试环境.
    Test,
    /// 正式环境.
    Production,
}

impl From<Environment> for String {
    fn from(environment: Environment) -> Self {
        match environment {
            Environment::Test => HOST_TEST,
            Environment::Production => HOST_PRODUCTION,
        }
        .to_owned()
    }
}

/// The key of an enterprise.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub(crate) access_token: Secret,
    pub(crate) authorisation_code: Secret,
}

impl Credentials {
    /// 系统授权 key (`access_token`) and 系统授权码, with which requests are signed.
    pub fn new(access_token: impl Into<Secret>, authorisation_code: impl Into<Secret>) -> Self {
        Self { access_token: access_token.into(), authorisation_code: authorisation_code.into() }
    }
}

/// Settings of a [`Client`].
#[must_use]
pub struct ClientBuilder {
    base_url: String,
    credentials: Credentials,
    transport: Option<Arc<dyn Transport>>,
    traffic: TrafficSettings,
    clock: Arc<dyn Clock>,
    offset: SignedDuration,
    post_only: bool,
}

impl ClientBuilder {
    pub(crate) fn new(base_url: String, credentials: Credentials) -> Self {
        Self {
            base_url,
            credentials,
            transport: None,
            traffic: TrafficSettings::default(),
            clock: Arc::new(SystemClock),
            offset: SignedDuration::ZERO,
            post_only: false,
        }
    }

    /// Sends requests another way than over HTTP with the usual limits.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Tells the time another way than this computer's clock.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// How far the registry's clock is ahead of ours: signatures with a stale time are refused.
    pub fn clock_offset(mut self, offset: SignedDuration) -> Self {
        self.offset = offset;
        self
    }

    /// Sends look-ups as POST as well, where the document allows it: addresses end up in more logs
    /// than bodies do.
    pub fn post_only(mut self) -> Self {
        self.post_only = true;
        self
    }

    /// When a failed call is made again; [`RetryPolicy::none`] for never.
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.traffic.retry = retry;
        self
    }

    /// How fast calls are made.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.traffic.rate_limit = limit;
        self
    }

    /// Takes the time of pauses, and chance, from elsewhere than the runtime.
    pub fn timing(mut self, timing: Arc<dyn Timing>) -> Self {
        self.traffic.timing = timing;
        self
    }

    /// The client.
    ///
    /// # Errors
    /// [`Error::InvalidBaseUrl`], or [`Error::Transport`] if TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let (base_url, transport) =
            client_core::connection(&self.base_url, HOST_TEST, PlainHttp::Refused, self.transport)?;
        let clock = OffsetClock::new(self.clock);
        clock.set_offset(self.offset);
        let caller = Caller::new("idcode", transport, self.traffic).waits_long(&WAITS_LONG);
        Ok(Client::new(base_url, self.credentials, caller, clock, self.post_only))
    }
}
