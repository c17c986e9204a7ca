//! Errors of calls, in kinds that a program can act on.

use std::convert::Infallible;
use std::fmt::Display;
use std::time::Duration;

use auth::Redactor;
use http::StatusCode;
use transport::TransportError;
use wire::{Class, Refusal};

use crate::ReturnCodeError;

/// Error of a call: `S` is what the service says with a return code, `O` are errors of one client.
/// None of them holds a credential, a token, a password or a contact.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error<S, O = Infallible> {
    /// The request breaks a rule of the document and was not sent.
    #[error("not sent: {0}")]
    Refused(#[from] Refusal),

    /// Parameters given as JSON are not those of the endpoint; nothing was sent.
    #[error("not sent: {endpoint}: {reason}")]
    Parameters {
        /// Id of the endpoint.
        endpoint: &'static str,
        /// What is wrong with them.
        reason: String,
    },

    /// The base URL cannot be used.
    #[error("{url:?} is not a base URL; give one like {example}")]
    InvalidBaseUrl {
        /// What was given, without user, password and query.
        url: String,
        /// One that can be used.
        example: &'static str,
    },

    /// The base URL is not https: credentials would be sent unencrypted.
    #[error("{url:?} is plain HTTP: use https, or give the client a transport that is safe there")]
    PlainHttp {
        /// What was given, without user, password and query.
        url: String,
    },

    /// The settings contradict each other, or something is missing in them.
    #[error("{reason}")]
    Misconfigured {
        /// What is wrong, and what to do.
        reason: String,
    },

    /// There is no complete response.
    #[error("{endpoint}: {source}")]
    Transport {
        /// Id of the endpoint.
        endpoint: &'static str,
        /// What the transport says.
        source: TransportError,
    },

    /// The response has an HTTP status other than success, and no return code.
    #[error("{endpoint}: HTTP status {status}: {excerpt}")]
    Status {
        /// Id of the endpoint.
        endpoint: &'static str,
        /// The status.
        status: StatusCode,
        /// How long the service asks to wait (`Retry-After`), if it says so; at most a day.
        retry_after: Option<Duration>,
        /// Description of the response.
        excerpt: String,
    },

    /// The response is not JSON, like the HTML page of an outage or of a wrong path.
    #[error("{endpoint}: the response is not JSON ({reason}): {excerpt}")]
    NotJson {
        /// Id of the endpoint.
        endpoint: &'static str,
        /// What the parser says.
        reason: String,
        /// Description of the response.
        excerpt: String,
    },

    /// The response is JSON of another shape than the document's.
    #[error("{endpoint}: unexpected response at {path}: {reason}")]
    Decode {
        /// Id of the endpoint.
        endpoint: &'static str,
        /// JSON path, like `.dataSet.deviceInfo[3].CPLX`.
        path: String,
        /// What was expected there.
        reason: String,
    },

    /// The service returned a return code other than success.
    #[error(transparent)]
    Service(Box<S>),

    /// A kind that only this client has.
    #[error(transparent)]
    Client(O),
}

impl<S, O> Error<S, O> {
    /// A request that cannot be built, for a reason that does not repeat it.
    pub fn unsendable(endpoint: &'static str, reason: &dyn Display) -> Self {
        let source = TransportError::InvalidRequest { reason: reason.to_string() };
        Self::Transport { endpoint, source }
    }

    /// A client that cannot do without credentials.
    pub fn missing_credentials() -> Self {
        let reason = "no credentials; set them with `credentials` of the builder";
        Self::Misconfigured { reason: reason.to_owned() }
    }
}

impl<S, O> Error<S, O> {
    /// Whether the service may have carried the call out all the same, so that repeating it may do so
    /// twice. After a return code other than success it has not.
    pub fn may_have_arrived(&self) -> bool {
        match self {
            Self::Transport { source, .. } => source.may_have_arrived(),
            Self::Status { .. } | Self::NotJson { .. } | Self::Decode { .. } => true,
            _ => false,
        }
    }
}

/// The kinds of error that only one client has.
pub trait ClientErrorKind {
    /// What a program can do about it, where that is the same as after a return code.
    fn class(&self) -> Option<Class> {
        None
    }
}

impl ClientErrorKind for Infallible {}

impl<S: ReturnCodeError, O: ClientErrorKind> Error<S, O> {
    /// The class of a return code of the service, and of a kind of the client's own that is treated
    /// like one; none for other kinds.
    pub fn class(&self) -> Option<Class> {
        match self {
            Self::Service(complaint) => Some(complaint.class()),
            Self::Client(error) => error.class(),
            _ => None,
        }
    }
}

impl<S: ReturnCodeError, O> Error<S, O> {
    /// Takes secrets out of the service's own words: some services repeat in their errors what they
    /// were sent.
    #[must_use]
    pub fn redact(mut self, redactor: &Redactor) -> Self {
        match &mut self {
            Self::Service(complaint) => complaint.redact(redactor),
            Self::Status { excerpt, .. } | Self::NotJson { excerpt, .. } => {
                redactor.redact(excerpt);
            }
            _ => {}
        }
        self
    }
}
