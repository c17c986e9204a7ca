//! What can go wrong, in kinds that a program can act on.

use http::StatusCode;
use transport::TransportError;
use udid_types::{ErrorCode, ReturnCode};
use wire::{Class, Code, Refusal};

/// Why a call failed. No kind holds a credential, a token or a contact.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The request breaks a rule of the document and was not sent.
    #[error("not sent: {0}")]
    Refused(#[from] Refusal),

    /// The client has no credentials, and the call needs a token.
    #[error("no credentials: give the client an application code, its secret and a credit code")]
    NoCredentials,

    /// The base URL cannot be used.
    #[error("{url:?} is no base URL: one like {example} is needed", example = udid_types::HOST_TEST)]
    InvalidBaseUrl {
        /// What was given, without user, password and query.
        url: String,
    },

    /// There is no complete answer.
    #[error("{endpoint}: {source}")]
    Transport {
        /// Id of the endpoint.
        endpoint: &'static str,
        /// What the transport says.
        source: TransportError,
    },

    /// The answer has an HTTP status other than success, and no return code.
    #[error("{endpoint}: HTTP status {status}: {excerpt}")]
    Status {
        /// Id of the endpoint.
        endpoint: &'static str,
        /// The status.
        status: StatusCode,
        /// What the answer looks like.
        excerpt: String,
    },

    /// The answer is not JSON, like the HTML page of an outage.
    #[error("{endpoint}: the answer is not JSON ({reason}): {excerpt}")]
    NotJson {
        /// Id of the endpoint.
        endpoint: &'static str,
        /// What the parser says.
        reason: String,
        /// What the answer looks like.
        excerpt: String,
    },

    /// The answer is JSON of another shape than the document's.
    #[error("{endpoint}: unexpected answer at {path}: {reason}")]
    Decode {
        /// Id of the endpoint.
        endpoint: &'static str,
        /// JSON path, like `.dataSet.deviceInfo[3].CPLX`.
        path: String,
        /// What was expected there.
        reason: String,
    },

    /// The service answered with a return code other than success.
    #[error(transparent)]
    Service(Box<ServiceError>),

    /// The walk was stopped because the pages do not end.
    #[error("no end after page {pages}: the service gives ever more pages")]
    EndlessPages {
        /// The last page that was read.
        pages: u64,
    },
}

/// A return code other than success, with all that the service said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{endpoint}: {}", describe(self))]
#[non_exhaustive]
pub struct ServiceError {
    /// Id of the endpoint.
    pub endpoint: &'static str,
    /// The return code, if one was sent.
    pub code: Option<ReturnCode>,
    /// The service's text for it.
    pub message: Option<String>,
    /// The error code of the details, if one was sent.
    pub error_code: Option<ErrorCode>,
    /// The service's text for it.
    pub error_message: Option<String>,
}

impl ServiceError {
    /// What a program can do about it. An error code says more than a return code that only says
    /// failed or badly formed; beside any other it is passed over, as the two tables share numbers.
    pub fn class(&self) -> Class {
        let class = self.code.as_ref().map_or(Class::Failed, ReturnCode::class);
        match &self.error_code {
            None | Some(ErrorCode::Unknown(_)) => class,
            Some(code) if matches!(class, Class::Failed | Class::BadRequest) => code.class(),
            Some(_) => class,
        }
    }
}

fn describe(error: &ServiceError) -> String {
    let code = |name: &str, code: Option<&str>, message: Option<&String>, zh: Option<&str>| {
        let text = message.map(String::as_str).or(zh).unwrap_or_default();
        code.map(|code| format!("{name} {code} {text}"))
    };
    let parts = [
        code(
            "returnCode",
            error.code.as_ref().map(ReturnCode::as_str),
            error.message.as_ref(),
            error.code.as_ref().and_then(ReturnCode::zh),
        ),
        code(
            "errorCode",
            error.error_code.as_ref().map(ErrorCode::as_str),
            error.error_message.as_ref(),
            error.error_code.as_ref().and_then(ErrorCode::zh),
        ),
    ];
    let said: Vec<_> = parts.into_iter().flatten().collect();
    let said =
        if said.is_empty() { "an answer without a return code".into() } else { said.join(", ") };
    format!("{said}; {}", advice(error))
}

fn advice(error: &ServiceError) -> &'static str {
    match (&error.code, error.class()) {
        (Some(ReturnCode::BadCredentials), _) => "check the application code and its secret",
        (Some(ReturnCode::NotGrantedByRegistrant), _) => {
            "the registrant has to grant access to this application first"
        }
        (Some(ReturnCode::TokenStillValid), _) => {
            "another program of this account holds the token; try again in a few minutes"
        }
        (_, Class::RetryLater) => "try again later",
        (_, Class::LogInAgain) => "a new token was refused as well; check the account's access",
        (_, Class::QuotaUsedUp) => "go on after midnight Beijing time (UTC+8)",
        (_, Class::NotFound) => "check the identifier",
        (_, Class::BadRequest) => "check the parameters",
        _ => "ask cudid@nmpaic.org.cn if it stays",
    }
}

impl Error {
    /// The class of a return code of the service; none for other kinds.
    pub fn class(&self) -> Option<Class> {
        match self {
            Self::Service(error) => Some(error.class()),
            _ => None,
        }
    }
}
