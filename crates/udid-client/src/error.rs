//! What can go wrong, in kinds that a program can act on.

use std::borrow::Cow;
use std::time::SystemTime;

use auth::{QuotaError, StoreError, beijing_time};
use client_core::{
    ClientErrorKind, Redactor, RejectedReply, ReturnCodeError, redact_code, shortened,
};
use jiff::Timestamp;
use udid_types::{ErrorCode, ReturnCode};
use wire::{Class, Code, OpenEnum, Reply};

use crate::WalkReport;

/// Why a call failed, in the kinds of [`client_core::Error`].
pub type Error = client_core::Error<ServiceError, ClientError>;

/// The kinds of error that only this client has, in [`Error::Client`](client_core::Error::Client).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// The client has no credentials, and the call needs a token.
    #[error("no credentials: give the client an application code, its secret and a credit code")]
    NoCredentials,

    /// The walk was stopped because the pages do not end.
    #[error("no end after page {pages}: the service gives ever more pages")]
    EndlessPages {
        /// The last page that was read.
        pages: u64,
    },

    /// The walk ended, and records are missing: the service counts more than it gave.
    #[error("incomplete: {report}")]
    IncompleteWalk {
        /// What the walk has seen.
        report: Box<WalkReport>,
    },

    /// No calls are left today, by code 11 of an earlier call, by the service's own count, or by the
    /// daily limit of this client: the service was not asked.
    #[error("no calls are left today: resume at {}, midnight Beijing time", beijing_time(*until))]
    QuotaUsedUp {
        /// When the next day begins in Beijing.
        until: Timestamp,
    },

    /// The calls that [`Client::allow`](crate::Client::allow) gave are made.
    #[error("the calls that were allowed are made: allow more, or continue later")]
    AllowanceUsedUp,

    /// The calls that are left today are kept for others, see [`Allowance::kept`](crate::Allowance::kept).
    #[error(
        "no more than {kept} calls are left today, and those are kept for others: resume at {}, \
         midnight Beijing time",
        beijing_time(*until)
    )]
    Kept {
        /// Calls that are kept.
        kept: u64,
        /// When the next day begins in Beijing.
        until: Timestamp,
    },

    /// The folder of tokens and counted calls cannot be used.
    #[error("store: {reason}")]
    Store {
        /// File or folder, and what the system says.
        reason: String,
    },
}

impl ClientErrorKind for ClientError {
    fn class(&self) -> Class {
        match self {
            Self::NoCredentials | Self::Store { .. } => Class::Misconfigured,
            Self::EndlessPages { .. } | Self::IncompleteWalk { .. } => Class::Failed,
            Self::QuotaUsedUp { .. } | Self::Kept { .. } | Self::AllowanceUsedUp => {
                Class::QuotaUsedUp
            }
        }
    }

    fn retry_at(&self) -> Option<SystemTime> {
        match self {
            Self::QuotaUsedUp { until } | Self::Kept { until, .. } => {
                Some(SystemTime::from(*until))
            }
            _ => None,
        }
    }
}

impl From<StoreError> for ClientError {
    fn from(error: StoreError) -> Self {
        Self::Store { reason: error.to_string() }
    }
}

impl From<QuotaError> for ClientError {
    fn from(error: QuotaError) -> Self {
        match error {
            QuotaError::UsedUp { until } => Self::QuotaUsedUp { until },
            QuotaError::Kept { kept, until } => Self::Kept { kept, until },
            other => Self::Store { reason: other.to_string() },
        }
    }
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
    /// The whole reply.
    pub reply: RejectedReply,
    /// When the service asks to come back, if it says so; when no calls are left today, midnight in
    /// Beijing.
    pub retry_at: Option<SystemTime>,
}

impl ServiceError {
    /// An error with this return code, as tests of programs need one. Its reply is empty.
    ///
    /// ```
    /// use udid_client::types::ReturnCode;
    /// use udid_client::types::endpoints::LIST_DEVICES;
    /// use udid_client::{Class, Error, ServiceError};
    ///
    /// let error = ServiceError::new(LIST_DEVICES, ReturnCode::NotGrantedByRegistrant);
    /// let error = Error::from(error);
    /// assert_eq!((error.class(), error.endpoint()), (Class::NotAllowed, Some(LIST_DEVICES)));
    /// ```
    pub fn new(endpoint: &'static str, code: ReturnCode) -> Self {
        Self {
            endpoint,
            code: Some(code),
            message: None,
            error_code: None,
            error_message: None,
            reply: RejectedReply::default(),
            retry_at: None,
        }
    }

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

impl ReturnCodeError for ServiceError {
    type Code = ReturnCode;

    fn of<R: Reply<Code = ReturnCode>>(endpoint: &'static str, reply: &R) -> Self {
        let text = |wire: &str| {
            let index = R::index_of(wire)?;
            reply.get(index).text().map(Cow::into_owned)
        };
        Self {
            endpoint,
            code: reply.code().cloned(),
            message: reply.message().map(str::to_owned),
            error_code: text("errorCode").map(|code| ErrorCode::from_wire(code.into())),
            error_message: text("errorMsg"),
            reply: RejectedReply::of(reply),
            retry_at: None,
        }
    }

    fn code(&self) -> Option<&ReturnCode> {
        self.code.as_ref()
    }

    fn class(&self) -> Class {
        self.class()
    }

    fn endpoint(&self) -> &str {
        self.endpoint
    }

    fn reply(&self) -> &str {
        self.reply.as_str()
    }

    fn retry_at(&self) -> Option<SystemTime> {
        self.retry_at
    }

    fn set_retry_at(&mut self, at: SystemTime) {
        self.retry_at = Some(at);
    }

    fn redact(&mut self, redactor: &Redactor) {
        redact_code(redactor, &mut self.code);
        redact_code(redactor, &mut self.error_code);
        self.reply.redact(redactor);
        let texts = [&mut self.message, &mut self.error_message];
        texts.into_iter().flatten().for_each(|text| redactor.redact(text));
    }
}

fn describe(error: &ServiceError) -> String {
    let code = |name: &str, code: Option<&str>, message: Option<&String>, zh: Option<&str>| {
        let text = message.map(String::as_str).or(zh).unwrap_or_default();
        code.map(|code| format!("{name} {} {}", shortened(code), shortened(text)))
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
        (_, Class::QuotaUsedUp) => "resume after midnight Beijing time (UTC+8)",
        (_, Class::NotFound) => "check the identifier",
        (_, Class::BadRequest) => "check the parameters",
        _ => "ask cudid@nmpaic.org.cn if it stays",
    }
}
