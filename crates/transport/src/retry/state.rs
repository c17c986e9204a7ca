//! What is known when an attempt has failed, and what it means.

use std::time::Duration;

use http::StatusCode;

use crate::TransportError;

/// In what way an attempt failed, as far as it matters for a repetition. The client tells it: what a
/// return code of its service means is not known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FailureKind {
    /// No connection came about.
    NotConnected,
    /// The exchange broke off or took too long.
    Interrupted,
    /// An HTTP status other than success, and no return code.
    Status,
    /// An answer that the service did not write, like the HTML page of an outage.
    Unreadable,
    /// The service asks to come back later, and did nothing.
    Busy,
    /// The service failed without saying more.
    Failed,
    /// The service says no, and will say so again: bad request, not allowed, not found, quota used
    /// up.
    Refused,
    /// Anything else that stays as it is: not sent, not trusted, or of another shape than documented.
    Permanent,
}

impl FailureKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::NotConnected,
        Self::Interrupted,
        Self::Status,
        Self::Unreadable,
        Self::Busy,
        Self::Failed,
        Self::Refused,
        Self::Permanent,
    ];

    /// Its name in logs.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotConnected => "not connected",
            Self::Interrupted => "interrupted",
            Self::Status => "status",
            Self::Unreadable => "unreadable",
            Self::Busy => "busy",
            Self::Failed => "failed",
            Self::Refused => "refused",
            Self::Permanent => "permanent",
        }
    }
}

impl From<&TransportError> for FailureKind {
    fn from(error: &TransportError) -> Self {
        match error {
            TransportError::Connect { .. } | TransportError::Timeout { connecting: true, .. } => {
                Self::NotConnected
            }
            TransportError::Timeout { .. } | TransportError::Interrupted { .. } => {
                Self::Interrupted
            }
            TransportError::Tls { .. }
            | TransportError::TooLarge { .. }
            | TransportError::HeadTooLarge { .. }
            | TransportError::RedirectRefused { .. }
            | TransportError::TooManyRedirects { .. }
            | TransportError::BodyNotRepeatable { .. }
            | TransportError::InvalidRequest { .. }
            | TransportError::Setup { .. } => Self::Permanent,
        }
    }
}

/// A failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttemptFailure {
    /// In what way it failed.
    pub kind: FailureKind,
    /// Whether the service may have carried the call out all the same.
    pub may_have_arrived: bool,
    /// Whether there is anything to send again: not if the body was read once and is gone.
    pub can_be_sent_again: bool,
    /// The HTTP status of the answer, if there was one.
    pub status: Option<StatusCode>,
    /// How long the service asks to wait.
    pub retry_after: Option<Duration>,
}

impl AttemptFailure {
    /// Whether the service has too much to do, or too much of it from us.
    pub fn asks_to_slow_down(&self) -> bool {
        let is_overload = |status| {
            [StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE].contains(&status)
        };
        self.kind == FailureKind::Busy || self.status.is_some_and(is_overload)
    }

    /// Whether the service itself said no, which it has the time to do.
    pub(crate) fn is_from_service(&self) -> bool {
        matches!(self.kind, FailureKind::Failed | FailureKind::Refused)
    }
}

/// All that is known when an attempt has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryState {
    /// The service.
    pub service: &'static str,
    /// Id of the endpoint.
    pub endpoint: &'static str,
    /// Whether the call may be carried out twice without harm.
    pub is_idempotent: bool,
    /// Number of the attempt, from 1.
    pub attempt: u32,
    /// Time since the first attempt began.
    pub elapsed: Duration,
    /// What came of the attempt.
    pub failure: AttemptFailure,
}

/// What to do after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryDecision {
    /// The call fails.
    Stop,
    /// Another attempt, after the pause that the settings give.
    Retry,
    /// Another attempt after this pause.
    RetryAfter(Duration),
}

impl RetryState {
    /// What is done unless somebody decides otherwise.
    ///
    /// * Nothing arrived, or the service says that it did nothing and to come back: again.
    /// * It may have arrived, and the way or a gateway failed: again if it may be carried out twice.
    /// * Status 429, too many requests: again, whatever it is; requests are counted before anything
    ///   is done with them.
    /// * Status 503, unavailable: again if it may be carried out twice; else only if the service says
    ///   when to come back, for then it turned the request away on purpose. Without that a gateway
    ///   may say so of a service that broke down in the middle of it.
    /// * All else stays as it is, and is not repeated.
    pub fn default_decision(&self) -> RetryDecision {
        let failure = &self.failure;
        let may_be_done_twice = self.is_idempotent || !failure.may_have_arrived;
        let is_worth_it = match failure.kind {
            FailureKind::Busy => true,
            FailureKind::NotConnected | FailureKind::Interrupted | FailureKind::Unreadable => {
                may_be_done_twice
            }
            FailureKind::Status => match failure.status {
                Some(StatusCode::TOO_MANY_REQUESTS) => true,
                Some(StatusCode::SERVICE_UNAVAILABLE) => {
                    may_be_done_twice || failure.retry_after.is_some()
                }
                Some(
                    StatusCode::REQUEST_TIMEOUT
                    | StatusCode::INTERNAL_SERVER_ERROR
                    | StatusCode::BAD_GATEWAY
                    | StatusCode::GATEWAY_TIMEOUT,
                ) => may_be_done_twice,
                _ => false,
            },
            FailureKind::Failed | FailureKind::Refused | FailureKind::Permanent => false,
        };
        if is_worth_it { RetryDecision::Retry } else { RetryDecision::Stop }
    }
}
