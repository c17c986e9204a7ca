//! What can go wrong, in kinds that a program can act on.

use std::time::Duration;

use client_core::{Class, ClientErrorKind};
use idcode_types::{ResultCode, ReviewStatus};

/// Why a call failed, in the kinds of [`client_core::Error`].
pub type Error = client_core::Error<ServiceError, ClientError>;

/// A return code other than success.
pub type ServiceError = client_core::ServiceError<ResultCode>;

/// The kinds of error that only this client has, in [`Error::Client`](client_core::Error::Client).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// A file cannot be read.
    #[error("not sent: {endpoint}: {parameter}: the file cannot be read")]
    File {
        /// Number of the endpoint.
        endpoint: &'static str,
        /// The parameter.
        parameter: &'static str,
        /// What the system says.
        source: std::io::Error,
    },

    /// A review was not over when the patience of the caller was.
    #[error(
        "{endpoint}: the review is not over after {} seconds ({}): wait longer, or submit what is to \
         be reviewed",
        waited.as_secs(),
        status.as_ref().map_or("no state".into(), |status| format!("{status}, {status:#}"))
    )]
    ReviewNotOver {
        /// Number of the endpoint.
        endpoint: &'static str,
        /// The last state, if the registry gave one.
        status: Option<ReviewStatus>,
        /// How long it was waited for.
        waited: Duration,
    },
}

impl ClientErrorKind for ClientError {
    fn class(&self) -> Class {
        match self {
            Self::File { .. } => Class::BadRequest,
            Self::ReviewNotOver { .. } => Class::RetryLater,
        }
    }

    fn endpoint(&self) -> Option<&str> {
        match self {
            Self::File { endpoint, .. } | Self::ReviewNotOver { endpoint, .. } => Some(endpoint),
        }
    }
}
