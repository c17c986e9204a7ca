//! What can go wrong, in kinds that a program can act on.

use client_core::{Class, ClientErrorKind};
use idcode_types::ResultCode;

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
}

impl ClientErrorKind for ClientError {
    fn class(&self) -> Class {
        match self {
            Self::File { .. } => Class::BadRequest,
        }
    }

    fn endpoint(&self) -> Option<&str> {
        match self {
            Self::File { endpoint, .. } => Some(endpoint),
        }
    }
}
