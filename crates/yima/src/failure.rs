//! What went wrong, as a message and an exit code.

use std::fmt;
use std::io;
use std::process::ExitCode;

use client_core::{ClientErrorKind, Error, ReturnCodeError};
use transport::TransportError;
use udid_store::StoreError;
use udid_sync::{EnrichError, PullError};
use wire::Class;

/// Why a command failed. The codes are explained in `yima --help`.
#[derive(Clone, Debug)]
pub struct Failure {
    code: u8,
    message: String,
}

impl Failure {
    /// A file or database that cannot be used.
    pub fn file(message: impl Into<String>) -> Self {
        Self { code: 1, message: message.into() }
    }

    /// Arguments that cannot be used.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { code: 2, message: message.into() }
    }

    /// Credentials that are missing.
    pub fn credentials(message: impl Into<String>) -> Self {
        Self { code: 3, message: message.into() }
    }

    /// Something that is not there.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self { code: 4, message: message.into() }
    }

    /// A service that does not answer.
    pub fn unreachable(error: &TransportError) -> Self {
        Self::unreachable_because(with_sources(error))
    }

    /// The same for a reason of our own.
    pub fn unreachable_because(message: impl Into<String>) -> Self {
        Self { code: 6, message: message.into() }
    }

    /// Records that the service counts and did not give.
    pub fn incomplete(message: impl Into<String>) -> Self {
        Self { code: 8, message: message.into() }
    }

    /// Answers that have what their documents do not know.
    pub fn drift(message: impl Into<String>) -> Self {
        Self { code: 9, message: message.into() }
    }

    /// Ctrl-C.
    pub fn interrupted() -> Self {
        Self::ended(130, "interrupted")
    }

    /// SIGTERM.
    #[cfg(unix)]
    pub fn terminated() -> Self {
        Self::ended(143, "asked to end")
    }

    fn ended(code: u8, how: &str) -> Self {
        let advice = "what was stored stays, run the same command again to go on";
        Self { code, message: format!("{how}; {advice}") }
    }

    /// With another message.
    pub fn saying(self, message: impl Into<String>) -> Self {
        Self { message: message.into(), ..self }
    }

    /// Of work that goes on where it was.
    fn resumable(self) -> Self {
        let message = format!("{self}\nwhat was stored stays: run the same command again to go on");
        Self { message, ..self }
    }

    /// Whether there is something to complain of.
    pub fn is_failure(&self) -> bool {
        self.code != 0
    }

    /// The exit code.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.code)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// The exit code of an error that only one client has.
pub trait OwnCode: std::error::Error {
    /// What can be done when no calls are left today.
    const ON_QUOTA: &'static str = "";

    fn code(&self) -> u8;
}

impl OwnCode for udid_client::ClientError {
    const ON_QUOTA: &'static str = "; with `--on-quota wait` it does so by itself";

    fn code(&self) -> u8 {
        match self {
            Self::NoCredentials => 3,
            Self::Store { .. } => 1,
            _ => 5,
        }
    }
}

impl OwnCode for idcode_client::ClientError {
    fn code(&self) -> u8 {
        match self {
            Self::File { .. } => 1,
            _ => 5,
        }
    }
}

impl OwnCode for dbhs_client::ClientError {
    fn code(&self) -> u8 {
        match self {
            Self::NoProductKey => 2,
            Self::MissingProducts { .. } => 8,
            _ => 5,
        }
    }
}

impl OwnCode for cloudmfg_client::ClientError {
    fn code(&self) -> u8 {
        match self {
            Self::UnknownInterface { .. } => 2,
            _ => 5,
        }
    }
}

impl<S: ReturnCodeError, O: OwnCode + ClientErrorKind + 'static> From<Error<S, O>> for Failure {
    fn from(error: Error<S, O>) -> Self {
        let code = match (&error, error.class()) {
            (
                Error::Refused(_)
                | Error::Parameters { .. }
                | Error::InvalidBaseUrl { .. }
                | Error::PlainHttp { .. },
                _,
            )
            | (_, Some(Class::BadRequest)) => 2,
            (_, Some(Class::NotAllowed | Class::LogInAgain)) => 3,
            (_, Some(Class::NotFound)) => 4,
            (Error::Transport { .. }, _) => 6,
            (_, Some(Class::RetryLater | Class::QuotaUsedUp)) => 7,
            (Error::Client(own), _) => own.code(),
            _ => 5,
        };
        let is_used_up = error.class() == Some(Class::QuotaUsedUp);
        let advice = if is_used_up { O::ON_QUOTA } else { "" };
        Self { code, message: with_sources(&error) + advice }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::file(error.to_string())
    }
}

impl From<PullError> for Failure {
    fn from(error: PullError) -> Self {
        match error {
            PullError::Client { source, so_far } => {
                let failure = Self::from(source);
                let message = format!("{failure}\n{so_far}");
                failure.saying(message).resumable()
            }
            PullError::Store(error) => Self::from(error).resumable(),
            other => Self::file(other.to_string()).resumable(),
        }
    }
}

impl From<EnrichError> for Failure {
    fn from(error: EnrichError) -> Self {
        match error {
            EnrichError::Client(error) => Self::from(error).resumable(),
            EnrichError::Store(error) => Self::from(error).resumable(),
            other => Self::file(other.to_string()).resumable(),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        // `head` and its like have what they want.
        let code = u8::from(error.kind() != io::ErrorKind::BrokenPipe);
        Self { code, message: error.to_string() }
    }
}

/// An error with its causes, each once.
fn with_sources(error: &dyn std::error::Error) -> String {
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let text = cause.to_string();
        if !message.contains(&text) {
            message = format!("{message}: {text}");
        }
        source = cause.source();
    }
    message
}
