//! Errors of calls, in kinds that a program can act on.

use std::convert::Infallible;
use std::fmt::{self, Display};
use std::time::{Duration, SystemTime};

use auth::Redactor;
use http::StatusCode;
use transport::TransportError;
use wire::{Class, Refusal};

use crate::{ReturnCodeError, shortened};

/// Error of a call: `S` is what the service says with a return code, `O` are errors of one client.
/// None of them holds a credential, a token, a password or a contact.
///
/// [`class`](Self::class) is what a program can act on:
///
/// ```
/// use client_core::Class;
///
/// # type Error = client_core::Error<client_core::ServiceError<idcode_types::ResultCode>>;
/// fn advice(error: &Error) -> &'static str {
///     match error.class() {
///         Class::NotFound => "there is no such thing",
///         Class::AlreadyExists => "it was registered before",
///         Class::BadRequest => "the request is wrong",
///         Class::NotAllowed | Class::LogInAgain | Class::Misconfigured => "check the settings",
///         // `error.retry_at()` says when, if it is known.
///         Class::RetryLater | Class::Unreachable | Class::QuotaUsedUp => "try again later",
///         _ => "report it",
///     }
/// }
/// ```
///
/// The text of an error does not repeat that of its [source](std::error::Error::source).
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<S, O = Infallible> {
    /// The request breaks a rule of the document and was not sent.
    Refused(Refusal),

    /// Parameters given as JSON are not those of the endpoint; nothing was sent.
    Parameters {
        /// Id of the endpoint.
        endpoint: &'static str,
        /// What is wrong with them.
        reason: String,
    },

    /// The base URL cannot be used.
    InvalidBaseUrl {
        /// What was given, without user, password and query.
        url: String,
        /// One that can be used.
        example: &'static str,
    },

    /// The base URL is not https: credentials would be sent unencrypted.
    PlainHttp {
        /// What was given, without user, password and query.
        url: String,
    },

    /// The settings contradict each other, or something is missing in them.
    Misconfigured {
        /// What is wrong, and what to do.
        reason: String,
    },

    /// There is no complete response.
    Transport {
        /// Id of the endpoint.
        endpoint: &'static str,
        /// What the transport says.
        source: TransportError,
    },

    /// The transport cannot be set up.
    Setup(TransportError),

    /// The response has an HTTP status other than success, and no return code; or the status is the
    /// return code of this service.
    Status {
        /// Id of the endpoint.
        endpoint: &'static str,
        /// The status.
        status: StatusCode,
        /// What a program can do about it.
        class: Class,
        /// The service's text for it, where the status is the return code.
        message: Option<String>,
        /// When the service asks to come back (`Retry-After`), if it says so; at most a day later.
        retry_at: Option<SystemTime>,
        /// Description of the response.
        excerpt: String,
    },

    /// The response is not JSON, like the HTML page of an outage or of a wrong path.
    NotJson {
        /// Id of the endpoint.
        endpoint: &'static str,
        /// What the parser says.
        reason: String,
        /// Description of the response.
        excerpt: String,
    },

    /// The response is JSON of another shape than the document's.
    Decode {
        /// Id of the endpoint.
        endpoint: &'static str,
        /// JSON path, like `.dataSet.deviceInfo[3].CPLX`.
        path: String,
        /// What was expected there.
        reason: String,
    },

    /// The service returned a return code other than success.
    Service(Box<S>),

    /// A kind that only this client has.
    Client(O),
}

impl<S: Display, O: Display> Display for Error<S, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => write!(f, "not sent: {refusal}"),
            Self::Parameters { endpoint, reason } => write!(f, "not sent: {endpoint}: {reason}"),
            Self::InvalidBaseUrl { url, example } => {
                write!(f, "{url:?} is not a base URL; give one like {example}")
            }
            Self::PlainHttp { url } => {
                let advice = "use https, or give the client a transport that is safe there";
                write!(f, "{url:?} is plain HTTP: {advice}")
            }
            Self::Misconfigured { reason } => f.write_str(reason),
            Self::Transport { endpoint, source } => write!(f, "{endpoint}: {source}"),
            Self::Setup(source) => source.fmt(f),
            Self::Status { endpoint, status, message, excerpt, .. } => {
                let said = message.as_deref().map_or_else(|| excerpt.into(), shortened);
                write!(f, "{endpoint}: HTTP status {status}: {said}")
            }
            Self::NotJson { endpoint, reason, excerpt } => {
                write!(f, "{endpoint}: the response is not JSON ({reason}): {excerpt}")
            }
            Self::Decode { endpoint, path, reason } => {
                write!(f, "{endpoint}: unexpected response at {path}: {reason}")
            }
            Self::Service(error) => error.fmt(f),
            Self::Client(error) => error.fmt(f),
        }
    }
}

impl<S: std::error::Error + 'static, O: std::error::Error + 'static> std::error::Error
    for Error<S, O>
{
    /// The cause of what the text says, if there is one.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport { source, .. } | Self::Setup(source) => source.source(),
            Self::Service(error) => error.source(),
            Self::Client(error) => error.source(),
            _ => None,
        }
    }
}

impl<S, O> From<Refusal> for Error<S, O> {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl<S: ReturnCodeError, O> From<S> for Error<S, O> {
    fn from(error: S) -> Self {
        Self::Service(Box::new(error))
    }
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

impl<S: ReturnCodeError, O> Error<S, O> {
    /// Notes the delay that the service asked for along with a return code.
    pub(crate) fn note_retry_after(&mut self, delay: Option<Duration>) {
        let at = delay.and_then(|delay| SystemTime::now().checked_add(delay));
        if let (Self::Service(error), Some(at)) = (self, at) {
            error.set_retry_at(at);
        }
    }

    /// Takes secrets out of the service's own words: some services repeat in their errors what they
    /// were sent.
    #[must_use]
    pub fn redact(mut self, redactor: &Redactor) -> Self {
        match &mut self {
            Self::Service(complaint) => complaint.redact(redactor),
            Self::Status { excerpt, message, .. } => {
                redactor.redact(excerpt);
                if let Some(text) = message {
                    redactor.redact(text);
                }
            }
            Self::NotJson { excerpt, .. } => redactor.redact(excerpt),
            Self::Decode { path, .. } => redactor.redact(path),
            Self::Transport { source: TransportError::RedirectRefused { to_host, .. }, .. } => {
                redactor.redact(to_host);
            }
            Self::Transport { source: TransportError::RedirectedToPage { target, .. }, .. } => {
                redactor.redact(target);
            }
            _ => {}
        }
        self
    }
}
