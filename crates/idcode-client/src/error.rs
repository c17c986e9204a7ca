//! What can go wrong, in kinds that a program can act on.

use idcode_types::ResultCode;

/// Why a call failed, in the kinds of [`client_core::Error`].
pub type Error = client_core::Error<ServiceError, OwnError>;

/// A return code other than success.
pub type ServiceError = client_core::ServiceError<ResultCode>;

/// The kinds of error that only this client has, in [`Error::Own`](client_core::Error::Own).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OwnError {
    /// Parameters that depend on each other do not go together; nothing was sent.
    #[error("not sent: {endpoint}: {parameter}: {rule}")]
    Mismatch {
        /// Number of the endpoint.
        endpoint: &'static str,
        /// The parameter.
        parameter: &'static str,
        /// The rule, and where it is from.
        rule: &'static str,
    },

    /// A file cannot be read.
    #[error("not sent: {endpoint}: {parameter}: the file cannot be read: {source}")]
    File {
        /// Number of the endpoint.
        endpoint: &'static str,
        /// The parameter.
        parameter: &'static str,
        /// What the system says.
        source: std::io::Error,
    },
}

impl client_core::OwnKind for OwnError {}
