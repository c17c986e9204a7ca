//! What a program can do about an error.

use std::convert::Infallible;
use std::time::SystemTime;

use http::StatusCode;
use transport::TransportError;
use wire::{Class, Code};

use crate::{Error, ReturnCodeError};

/// The kinds of error that only one client has.
pub trait ClientErrorKind: std::error::Error + 'static {
    /// What a program can do about it.
    fn class(&self) -> Class;

    /// Id of the endpoint, if it belongs to one.
    fn endpoint(&self) -> Option<&str> {
        None
    }

    /// When another attempt may succeed, if that is known.
    fn retry_at(&self) -> Option<SystemTime> {
        None
    }
}

impl ClientErrorKind for Infallible {
    fn class(&self) -> Class {
        match *self {}
    }
}

impl<S, O> Error<S, O> {
    /// Whether time ran out: the timeout of an attempt or of a connection, or that of a gateway
    /// (status 408 or 504).
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Transport { source, .. } => matches!(source, TransportError::Timeout { .. }),
            Self::Status { status, .. } => {
                [StatusCode::REQUEST_TIMEOUT, StatusCode::GATEWAY_TIMEOUT].contains(status)
            }
            _ => false,
        }
    }
}

impl<S: ReturnCodeError, O> Error<S, O> {
    /// Whether the service may have carried the call out all the same, so that repeating it may do so
    /// twice. After a return code other than success it has not, unless that code only says to try
    /// again later.
    pub fn may_have_arrived(&self) -> bool {
        match self {
            Self::Transport { source, .. } => source.may_have_arrived(),
            // A status of 4xx says that the request was turned away, but for one that timed out.
            Self::Status { status, .. } => {
                !status.is_client_error() || *status == StatusCode::REQUEST_TIMEOUT
            }
            Self::NotJson { .. } | Self::Decode { .. } => true,
            Self::Service(error) => error.class() == Class::RetryLater,
            _ => false,
        }
    }
}

impl<S: ReturnCodeError, O: ClientErrorKind> Error<S, O> {
    /// What a program can do about it.
    ///
    /// A return code has the class that its table gives it. [`Class::Unreachable`] and
    /// [`Class::Misconfigured`] never come from the service itself. A status of 404 without a return
    /// code is [`Class::Misconfigured`], not [`Class::NotFound`]: it says that the address is wrong,
    /// and nothing of what was asked for.
    pub fn class(&self) -> Class {
        match self {
            Self::Refused(_) | Self::Parameters { .. } => Class::BadRequest,
            Self::InvalidBaseUrl { .. } | Self::PlainHttp { .. } | Self::Misconfigured { .. } => {
                Class::Misconfigured
            }
            Self::Transport { source, .. } | Self::Setup(source) => class_of_transport(source),
            Self::Status { class, .. } => *class,
            Self::NotJson { .. } => Class::RetryLater,
            Self::Decode { .. } => Class::Failed,
            Self::Service(error) => error.class(),
            Self::Client(error) => error.class(),
        }
    }

    /// Whether the same call may succeed when it is repeated within minutes, without a change. A
    /// client retries such errors by itself, as its retry policy says; this is so after its last
    /// attempt. Whether a repetition may do harm is another question: see
    /// [`may_have_arrived`](Self::may_have_arrived).
    pub fn is_transient(&self) -> bool {
        matches!(self.class(), Class::RetryLater | Class::Unreachable)
    }

    /// When another attempt may succeed, if that is known: the service said so (`Retry-After`), or
    /// the calls of a day are used up.
    pub fn retry_at(&self) -> Option<SystemTime> {
        match self {
            Self::Status { retry_at, .. } => *retry_at,
            Self::Service(error) => error.retry_at(),
            Self::Client(error) => error.retry_at(),
            _ => None,
        }
    }

    /// Id of the endpoint, unless the error came before there was a call.
    pub fn endpoint(&self) -> Option<&str> {
        match self {
            Self::Refused(refusal) => Some(refusal.endpoint),
            Self::Parameters { endpoint, .. }
            | Self::Transport { endpoint, .. }
            | Self::Status { endpoint, .. }
            | Self::NotJson { endpoint, .. }
            | Self::Decode { endpoint, .. } => Some(endpoint),
            Self::Service(error) => Some(error.endpoint()),
            Self::Client(error) => error.endpoint(),
            Self::InvalidBaseUrl { .. }
            | Self::PlainHttp { .. }
            | Self::Misconfigured { .. }
            | Self::Setup(_) => None,
        }
    }

    /// The reply of the service as JSON, if it had a return code other than success. Credentials and
    /// what the document makes sensitive are hidden. `wire::from_slice` reads it as the reply of its
    /// endpoint.
    pub fn reply(&self) -> Option<&str> {
        match self {
            Self::Service(error) => Some(error.reply()),
            _ => None,
        }
    }
}

fn class_of_transport(error: &TransportError) -> Class {
    match error {
        TransportError::Connect { .. }
        | TransportError::Timeout { .. }
        | TransportError::Interrupted { .. } => Class::Unreachable,
        TransportError::Tls { .. }
        | TransportError::HeadTooLarge { .. }
        | TransportError::RedirectRefused { .. }
        | TransportError::RedirectedToPage { .. }
        | TransportError::TooManyRedirects { .. }
        | TransportError::Setup { .. } => Class::Misconfigured,
        TransportError::BodyNotRepeatable { .. } | TransportError::InvalidRequest { .. } => {
            Class::BadRequest
        }
        // `TooLarge`, and kinds to come.
        _ => Class::Failed,
    }
}

/// The class of a status that is the return code of a service: that of its table, else what HTTP
/// says.
pub fn class_of_code<C: Code>(status: StatusCode) -> Class {
    let code = C::from_wire(status.as_str().to_owned().into());
    match status.as_u16() {
        _ if code.index().is_some() => code.class(),
        404 | 410 => Class::NotFound,
        409 => Class::AlreadyExists,
        _ => class_of_status(status),
    }
}

/// The class of a status beside which there is no return code.
pub fn class_of_status(status: StatusCode) -> Class {
    match status.as_u16() {
        401 | 403 | 407 => Class::NotAllowed,
        // Those that the retry policy repeats as well.
        408 | 429 | 500 | 502..=504 => Class::RetryLater,
        300..=399 | 404 | 405 | 410 => Class::Misconfigured,
        400..=499 => Class::BadRequest,
        _ => Class::Failed,
    }
}
