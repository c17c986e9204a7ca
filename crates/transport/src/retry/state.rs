//! Facts about a failed attempt, and the default decision on them.

use std::time::Duration;

use http::StatusCode;

use crate::TransportError;

/// How an attempt failed, as far as it matters for a retry. The client classifies: the meaning of a
/// service's return codes is not known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FailureKind {
    /// No connection was established.
    NotConnected,
    /// The exchange broke off or timed out.
    Interrupted,
    /// An HTTP status other than success, without a return code.
    Status,
    /// A response that does not come from the service, like the HTML page of an outage.
    Unreadable,
    /// The service asks to come back later. It does not say that it did nothing.
    Busy,
    /// The service failed without a specific reason.
    Failed,
    /// The service refused the call and would refuse it again: bad request, not allowed, not found,
    /// quota used up.
    Refused,
    /// Anything else that a retry does not change: not sent, not trusted, or of another shape than
    /// documented.
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
            | TransportError::RedirectedToPage { .. }
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
    /// How it failed.
    pub kind: FailureKind,
    /// Whether the service may have carried out the call nevertheless.
    pub may_have_arrived: bool,
    /// HTTP status of the response, if there was one.
    pub status: Option<StatusCode>,
    /// Delay that the service asks for.
    pub retry_after: Option<Duration>,
}

impl AttemptFailure {
    /// Whether the service is overloaded, or called too fast by this client.
    pub fn is_throttled(&self) -> bool {
        let is_overload = |status| {
            [StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE].contains(&status)
        };
        self.kind == FailureKind::Busy || self.status.is_some_and(is_overload)
    }

    /// Whether the service itself refused the call, which proves that it is responsive.
    pub fn is_from_service(&self) -> bool {
        matches!(self.kind, FailureKind::Failed | FailureKind::Refused)
    }
}

/// What is known about a call when an attempt has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryState {
    /// The service.
    pub service: &'static str,
    /// Id of the endpoint.
    pub endpoint: &'static str,
    /// Whether the call may be carried out twice without harm.
    pub is_idempotent: bool,
    /// Whether the request can be sent again: not if its body was a stream that is consumed.
    pub is_replayable: bool,
    /// Number of the attempt, from 1.
    pub attempt: u32,
    /// Time since the first attempt began.
    pub elapsed: Duration,
    /// The failure of the attempt.
    pub failure: AttemptFailure,
}

/// What to do after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryDecision {
    /// The call fails.
    Stop,
    /// Another attempt, after the delay of the policy.
    Retry,
    /// Another attempt after this delay.
    RetryAfter(Duration),
}

impl RetryState {
    /// The decision unless [`RetryPolicy::decide`](crate::RetryPolicy::decide) is set.
    ///
    /// * The request did not arrive: retry.
    /// * The service asks to come back later: retry if idempotent, as it does not say that it did
    ///   nothing; otherwise only if it says when.
    /// * It may have arrived, and the network or a gateway failed: retry if idempotent.
    /// * Status 429, too many requests: retry; services count requests before they act on them.
    /// * Status 503, unavailable: retry if idempotent; otherwise only if the service says when to
    ///   come back, which shows that it rejected the request on purpose. Without that, a gateway may
    ///   report a service that failed halfway.
    /// * Anything else: stop.
    pub fn default_decision(&self) -> RetryDecision {
        let failure = &self.failure;
        let is_harmless = self.is_idempotent || !failure.may_have_arrived;
        let is_worth_it = match failure.kind {
            FailureKind::Busy => is_harmless || failure.retry_after.is_some(),
            FailureKind::NotConnected | FailureKind::Interrupted | FailureKind::Unreadable => {
                is_harmless
            }
            FailureKind::Status => match failure.status {
                Some(StatusCode::TOO_MANY_REQUESTS) => true,
                Some(StatusCode::SERVICE_UNAVAILABLE) => {
                    is_harmless || failure.retry_after.is_some()
                }
                Some(
                    StatusCode::REQUEST_TIMEOUT
                    | StatusCode::INTERNAL_SERVER_ERROR
                    | StatusCode::BAD_GATEWAY
                    | StatusCode::GATEWAY_TIMEOUT,
                ) => is_harmless,
                _ => false,
            },
            FailureKind::Failed | FailureKind::Refused | FailureKind::Permanent => false,
        };
        if is_worth_it { RetryDecision::Retry } else { RetryDecision::Stop }
    }
}
