//! Fault injection: what goes wrong, where, how often and for how long.

mod delay;
mod delivery;
mod effects;
mod profile;
mod raw_response;
mod reply_body;
mod rule;
mod rules;
mod target;
mod validation;

use std::time::Duration;

use jiff::SignedDuration;
use jiff::fmt::serde::duration::friendly::compact::required as signed_duration;
use jiff::fmt::serde::unsigned_duration::friendly::compact::required as unsigned_duration;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use effects::ServiceEffects;
pub use profile::{FaultProfile, UnknownProfile};
pub use reply_body::Totals;
pub use rule::{FaultRule, Frequency};
pub use rules::{ActiveRule, Faults};
pub use validation::RejectedRule;

pub(crate) use delivery::RedirectTo;
pub(crate) use raw_response::{ConnectionEnd, RawResponse};
pub(crate) use reply_body::reshape;
pub(crate) use rules::TriggeredFault;
pub(crate) use target::FaultTarget;

/// How a response goes wrong.
///
/// In JSON a fault is its name in snake case, or an object with that one key if it has parameters:
/// `"cut"`, `{"html": {"status": 502}}`, `{"slow": "2s"}`. Durations are written `1h 5m 3s 20ms`.
///
/// A rule is rejected where its fault cannot change anything: a reply without a list has no empty
/// list to replace. Each [service](crate::Service::can_affect) decides that for its endpoints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Fault {
    /// An HTML page instead of JSON, with this HTTP status.
    Html {
        /// HTTP status, 200 included.
        status: u16,
    },
    /// The connection ends in the middle of a body of unknown length.
    Cut,
    /// The body is padded with blanks to this size.
    Oversized {
        /// Size in bytes.
        bytes: usize,
    },
    /// The JSON is wrapped in a JSON string.
    DoubleEncoded,
    /// All keys in lower case, as one real client reads them.
    LowerCaseKeys,
    /// The response takes this much longer.
    Slow(#[serde(with = "unsigned_duration")] Duration),
    /// The response takes longer, uniformly distributed between two durations.
    SlowBetween {
        /// Shortest delay.
        #[serde(with = "unsigned_duration")]
        least: Duration,
        /// Longest delay.
        #[serde(with = "unsigned_duration")]
        most: Duration,
    },
    /// The response takes longer by a Pareto distribution with exponent 1: at least half the
    /// median, and fifty times the median or more for one response in a hundred.
    SlowTail {
        /// Median delay.
        #[serde(with = "unsigned_duration")]
        median: Duration,
        /// Longest delay.
        #[serde(with = "unsigned_duration")]
        most: Duration,
    },
    /// The body arrives in small pieces.
    Drip {
        /// Bytes of a piece.
        bytes: usize,
        /// Time between two pieces.
        #[serde(with = "unsigned_duration")]
        every: Duration,
    },
    /// A connection is accepted and closed at once. Affects connections, so service and endpoint of
    /// its rule are ignored.
    Close,
    /// The port is closed, and open connections are reset when they are used. Lasts as long as its
    /// rule, for every service.
    Refuse,
    /// The connection is reset before the response (RST).
    Reset,
    /// The connection is reset in the middle of the body (RST).
    ResetInBody,
    /// The body ends after half of the length in `Content-Length`.
    Truncated,
    /// `Content-Length` is half the length of the body.
    ShortLength,
    /// The second chunk of a chunked body does not begin with its length.
    MalformedChunk,
    /// A small compressed body that unpacks to the response and this many blanks.
    GzipBomb {
        /// Number of blanks.
        bytes: usize,
    },
    /// HTTP status 429 or 503. The service does not process the call, except for 503 without
    /// `Retry-After`, which a gateway may send after the service has processed it.
    Unavailable {
        /// HTTP status.
        status: u16,
        /// Seconds in `Retry-After`; without them there is no such header.
        retry_after: Option<u64>,
    },
    /// A response without a body.
    Empty,
    /// A redirect to the same path.
    Redirect {
        /// HTTP status: 301, 302, 303, 307, 308.
        status: u16,
        /// Host and port of another server; this one if there is none.
        host: Option<String>,
    },
    /// One byte in the middle of the body that is not valid UTF-8.
    InvalidUtf8,
    /// Numbers instead of strings that contain one: `7` for `"7"`.
    NumbersForTexts,
    /// `null` instead of empty lists.
    NullLists,
    /// Totals that are three rows and one page too high.
    WrongTotals,
    /// The first row of each list appears twice.
    DuplicatedRows,
    /// Later pages of a listing are shifted, as if records had been published since the first page.
    ShiftedRows {
        /// Number of records.
        by: u32,
    },
    /// The service's answer to too many calls.
    TooFrequent,
    /// Exhausts today's quota for every caller, until midnight in Beijing.
    QuotaUsedUp,
    /// All tokens become invalid before the call is processed. Where tokens cannot be renewed, only
    /// this call is refused.
    TokensRevoked,
    /// The service's clock is ahead by this much, or behind if negative.
    ClockSkew(#[serde(serialize_with = "signed_duration")] SignedDuration),
}

/// The point at which a fault applies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Before there is a request.
    Connection,
    /// While the service processes the call.
    Service,
    Delay,
    /// In the JSON.
    Shape,
    /// While the response is sent; a response can be sent in one way only.
    Delivery,
}

impl Fault {
    /// Its name in JSON.
    pub fn name(&self) -> String {
        match serde_json::to_value(self) {
            Ok(Value::String(name)) => name,
            Ok(Value::Object(object)) => object.into_iter().next().unwrap_or_default().0,
            _ => String::new(),
        }
    }

    fn stage(&self) -> Stage {
        match self {
            Self::Close | Self::Refuse => Stage::Connection,
            Self::ShiftedRows { .. }
            | Self::TooFrequent
            | Self::QuotaUsedUp
            | Self::TokensRevoked
            | Self::ClockSkew(_) => Stage::Service,
            Self::Slow(_) | Self::SlowBetween { .. } | Self::SlowTail { .. } => Stage::Delay,
            Self::DoubleEncoded
            | Self::LowerCaseKeys
            | Self::NumbersForTexts
            | Self::NullLists
            | Self::WrongTotals
            | Self::DuplicatedRows => Stage::Shape,
            _ => Stage::Delivery,
        }
    }

    pub(crate) fn is_delivery(&self) -> bool {
        self.stage() == Stage::Delivery
    }

    pub(crate) fn delay(&self) -> Duration {
        if let Self::Slow(time) = self { *time } else { Duration::ZERO }
    }
}
