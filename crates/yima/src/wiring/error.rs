//! Errors of commands: a message and an exit code.

use std::convert::Infallible;
use std::fmt;
use std::io;
use std::process::ExitCode;

use auth::beijing_time;
use client_core::{ClientErrorKind, Error, ReturnCodeError};
use jiff::Timestamp;
use serde_json::Value;
use transport::TransportError;
use udid_store::StoreError;
use udid_sync::{EnrichError, ImportError, MeetingError, PullError, SampleError, SyncError};
use wire::{Class, Effect, EndpointInfo};

/// Why a command failed. `yima --help` explains the exit codes.
#[derive(Clone, Debug)]
pub struct CommandError {
    code: u8,
    message: String,
    class: Option<Class>,
}

impl CommandError {
    fn new(code: u8, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), class: None }
    }

    /// A file or database cannot be used.
    pub fn file(message: impl Into<String>) -> Self {
        Self::new(1, message)
    }

    /// Arguments cannot be used.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(2, message)
    }

    /// Credentials are missing.
    pub fn credentials(message: impl Into<String>) -> Self {
        Self::new(3, message)
    }

    /// Something does not exist.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(4, message)
    }

    /// A service cannot be reached.
    pub fn unreachable(error: &TransportError) -> Self {
        Self::unreachable_because(with_sources(error))
    }

    /// The same for a reason of our own.
    pub fn unreachable_because(message: impl Into<String>) -> Self {
        Self::new(6, message)
    }

    /// Records are missing that the service counts.
    pub fn incomplete(message: impl Into<String>) -> Self {
        Self::new(8, message)
    }

    /// Captured responses differ from their specifications.
    pub fn drift(message: impl Into<String>) -> Self {
        Self::new(9, message)
    }

    /// Ctrl-C.
    pub fn interrupted() -> Self {
        Self::new(130, format!("interrupted; {RESUME}"))
    }

    /// SIGTERM.
    #[cfg(unix)]
    pub fn terminated() -> Self {
        Self::new(143, format!("terminated; {RESUME}"))
    }

    /// The same with another message.
    pub fn with_message(self, message: impl Into<String>) -> Self {
        Self { message: message.into(), ..self }
    }

    /// The same, for work that can be resumed.
    fn resumable(self) -> Self {
        let message = format!("{self}\n{RESUME}");
        self.with_message(message)
    }

    /// Whether this is an error to report.
    pub fn is_reportable(&self) -> bool {
        self.code != 0
    }

    /// The exit code.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.code)
    }

    /// What a program can do about a return code of the service.
    pub fn class(&self) -> Option<Class> {
        self.class
    }
}

const RESUME: &str = "stored data is kept; rerun the command to resume";

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// The exit code of an error that only one client has.
pub trait OwnExitCode: std::error::Error {
    fn exit_code(&self) -> u8;
}

impl OwnExitCode for Infallible {
    fn exit_code(&self) -> u8 {
        match *self {}
    }
}

impl<S: ReturnCodeError, O: OwnExitCode + ClientErrorKind + 'static> From<Error<S, O>>
    for CommandError
{
    fn from(error: Error<S, O>) -> Self {
        let class = error.class();
        let code = match (&error, class) {
            (_, Class::QuotaUsedUp) | (Error::Service(_), Class::RetryLater) => 7,
            (
                Error::Refused(_)
                | Error::Parameters { .. }
                | Error::InvalidBaseUrl { .. }
                | Error::PlainHttp { .. }
                | Error::Misconfigured { .. },
                _,
            )
            | (Error::Service(_), Class::BadRequest | Class::AlreadyExists) => 2,
            (Error::Service(_), Class::NotFound) => 4,
            (Error::Status { status, .. }, _) if [429, 503].contains(&status.as_u16()) => 7,
            (Error::Service(_), Class::LogInAgain)
            | (Error::Service(_) | Error::Status { .. }, Class::NotAllowed) => 3,
            (Error::Transport { .. } | Error::Setup(_), _) => 6,
            (Error::Client(own), _) => own.exit_code(),
            _ => 5,
        };
        let return_code_class = matches!(error, Error::Service(_)).then_some(class);
        let advice = match (class, error.retry_at().map(Timestamp::try_from)) {
            (Class::QuotaUsedUp, _) => "; `--on-quota wait` waits until then".to_owned(),
            (_, Some(Ok(at))) => {
                format!("; the service asks to come back at {}", beijing_time(at))
            }
            _ => String::new(),
        };
        Self { code, message: with_sources(&error) + &advice, class: return_code_class }
    }
}

/// Longest reply that a message repeats.
const MAX_REPLY: usize = 2000;

impl CommandError {
    /// The error of a call to an endpoint: with what the service sent, and with what to do if it may
    /// have been carried out all the same.
    pub fn of_call<S, O>(error: Error<S, O>, endpoint: &EndpointInfo, look_up: Option<&str>) -> Self
    where
        S: ReturnCodeError,
        O: OwnExitCode + ClientErrorKind + 'static,
    {
        let is_ambiguous = endpoint.effect == Effect::Write && error.may_have_arrived();
        let is_answered = matches!(error, Error::Service(_));
        let reply = error.reply().filter(|reply| says_more(reply)).map(str::to_owned);
        let mut own = Self::from(error);
        if let Some(reply) = reply {
            let reply: String = reply.chars().take(MAX_REPLY).collect();
            own.message = format!("{own}\nthe service sent: {reply}");
        }
        if is_ambiguous {
            let how = look_up.map(|name| format!(" (`yima call … {name}`)")).unwrap_or_default();
            own.message = format!(
                "{own}\nthe request may have been carried out: look up whether it was{how} before you \
                 send it again"
            );
            own.code = if is_answered { own.code } else { 5 };
        }
        own
    }

    /// The call was carried out, but its result could not be written.
    pub fn not_written(message: impl Into<String>) -> Self {
        Self::new(10, message)
    }
}

/// Whether a reply has more in it than a code and its text.
fn says_more(reply: &str) -> bool {
    let values = serde_json::from_str::<Value>(reply).unwrap_or_default();
    values.as_object().is_some_and(|fields| fields.len() > 2)
}

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        Self::file(error.to_string())
    }
}

impl From<PullError> for CommandError {
    fn from(error: PullError) -> Self {
        match error {
            PullError::Client { source, so_far } => {
                let error = Self::from(source);
                let message = format!("{error}\n{so_far}");
                error.with_message(message).resumable()
            }
            PullError::Store(error) => Self::from(error).resumable(),
            other => Self::file(other.to_string()).resumable(),
        }
    }
}

impl From<SyncError> for CommandError {
    fn from(error: SyncError) -> Self {
        match error {
            SyncError::Store(error) => Self::from(error).resumable(),
            SyncError::Pull(error) => Self::from(error),
            SyncError::Meeting(error) => Self::from(error),
            error => Self::unreachable_because(with_sources(&error)),
        }
    }
}

impl From<MeetingError> for CommandError {
    fn from(error: MeetingError) -> Self {
        match error {
            MeetingError::Client(error) => Self::from(error).resumable(),
            error => Self::file(error.to_string()),
        }
    }
}

impl From<ImportError> for CommandError {
    fn from(error: ImportError) -> Self {
        Self::file(error.to_string())
    }
}

impl From<SampleError> for CommandError {
    fn from(error: SampleError) -> Self {
        match error {
            SampleError::Client(error) => Self::from(error),
            error => Self::file(error.to_string()),
        }
    }
}

impl From<EnrichError> for CommandError {
    fn from(error: EnrichError) -> Self {
        match error {
            EnrichError::Client(error) => Self::from(error).resumable(),
            EnrichError::Store(error) => Self::from(error).resumable(),
            other => Self::file(other.to_string()).resumable(),
        }
    }
}

impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> Self {
        // Programs like `head` close the pipe when they have what they want.
        let code = u8::from(error.kind() != io::ErrorKind::BrokenPipe);
        Self::new(code, error.to_string())
    }
}

/// An error with its causes, each once.
pub fn with_sources(error: &dyn std::error::Error) -> String {
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
