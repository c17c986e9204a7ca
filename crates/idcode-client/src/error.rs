//! What can go wrong, in kinds that a program can act on.

use http::StatusCode;
use idcode_types::ResultCode;
use transport::TransportError;
use wire::{Class, Code, Refusal};

/// Why a call failed. No kind holds a key, a password or a contact.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The request breaks a rule of the document and was not sent.
    #[error("not sent: {0}")]
    Refused(#[from] Refusal),

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

    /// Parameters given as JSON are not those of the endpoint; nothing was sent.
    #[error("not sent: {endpoint}: {reason}")]
    Parameters {
        /// Number of the endpoint.
        endpoint: &'static str,
        /// What is wrong with them.
        reason: String,
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

    /// The base URL cannot be used.
    #[error("no base URL: one like {example} is needed", example = idcode_types::HOST_TEST)]
    InvalidBaseUrl,

    /// There is no complete answer.
    #[error("{endpoint}: {source}")]
    Transport {
        /// Number of the endpoint.
        endpoint: &'static str,
        /// What the transport says.
        source: TransportError,
    },

    /// The answer has an HTTP status other than success, and no return code.
    #[error("{endpoint}: HTTP status {status}: {excerpt}")]
    Status {
        /// Number of the endpoint.
        endpoint: &'static str,
        /// The status.
        status: StatusCode,
        /// What the answer looks like.
        excerpt: String,
    },

    /// The answer is not JSON, like the HTML page of a wrong path or an outage.
    #[error("{endpoint}: the answer is not JSON ({reason}): {excerpt}")]
    NotJson {
        /// Number of the endpoint.
        endpoint: &'static str,
        /// What the parser says.
        reason: String,
        /// What the answer looks like.
        excerpt: String,
    },

    /// The answer is JSON of another shape than the document's.
    #[error("{endpoint}: unexpected answer at {path}: {reason}")]
    Decode {
        /// Number of the endpoint.
        endpoint: &'static str,
        /// JSON path, like `.organunit_list[3].status_id`.
        path: String,
        /// What was expected there.
        reason: String,
    },

    /// The registry answered with a return code other than success.
    #[error(transparent)]
    Service(ServiceError),
}

/// A return code other than success.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{endpoint}: result_code {} {}",
    code.as_ref().map_or("(none)", ResultCode::as_str),
    message.as_deref().or(code.as_ref().and_then(ResultCode::zh)).unwrap_or_default()
)]
#[non_exhaustive]
pub struct ServiceError {
    /// Number of the endpoint.
    pub endpoint: &'static str,
    /// The return code, if one was sent.
    pub code: Option<ResultCode>,
    /// The registry's text for it.
    pub message: Option<String>,
}

impl ServiceError {
    /// What a program can do about it.
    pub fn class(&self) -> Class {
        self.code.as_ref().map_or(Class::Failed, Code::class)
    }
}

impl Error {
    /// The class of a return code of the registry; none for other kinds.
    pub fn class(&self) -> Option<Class> {
        match self {
            Self::Service(error) => Some(error.class()),
            _ => None,
        }
    }
}
