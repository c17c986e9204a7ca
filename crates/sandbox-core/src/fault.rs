//! Misbehaviour: what goes wrong, where, how often and how long.

mod answer;
mod body;
mod delivery;
mod plan;
mod profile;
mod reach;
mod rule;
mod slow;
mod wired;

use std::time::Duration;

use jiff::SignedDuration;
use jiff::fmt::serde::duration::friendly::compact::required as signed_duration;
use jiff::fmt::serde::unsigned_duration::friendly::compact::required as unsigned_duration;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use answer::{Content, Outgoing, Told, Verdict, answer, html};
pub use delivery::RedirectTo;
pub use plan::{ActiveRule, Faults, Struck};
pub use profile::{FaultProfile, UnknownProfile};
pub use reach::{Reach, RefusedRule};
pub use rule::{FaultRule, Often, Service};
pub use wired::{End, Wired};

/// How an answer goes wrong.
///
/// As JSON a fault is its name in snake case, and an object of that one key where it has values:
/// `"cut"`, `{"html": {"status": 502}}`, `{"slow": "2s"}`. Durations are written `1h 5m 3s 20ms`.
///
/// Where a fault changes nothing, a rule for it is refused. All kinds that are not in this table
/// strike everywhere:
///
/// | fault | UDID | IDcode | DBHS | cloud manufacturing |
/// |---|---|---|---|---|
/// | `lower_case_keys` | yes | with [`pascal_case_results`](crate::IdcodeSettings::pascal_case_results) | yes | yes |
/// | `null_lists` | D001 to D003 | no: `null` anyway | `product/list` | no: no lists |
/// | `wrong_totals` | D001 to D003 | no: no totals | `product/list` | no: no totals |
/// | `duplicated_rows` | D001 to D003 | where there are lists | `product/list` | no: no lists |
/// | `shifted_rows` | D001 | no: no pages | no: no pages | no: no pages |
/// | `too_frequent` | code 10, not at P001 | code -1 | code 400 | status 100100 |
/// | `quota_used_up` | code 11 until midnight | code -1 until midnight | code 400 until midnight | status 100100 until midnight |
/// | `tokens_revoked` | code 4 until there is a new one | code 10002, this call | no: no token | status 100100, this call |
/// | `clock_skew` | tokens, `currentTime`, days | signatures | signatures | no: no time |
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Fault {
    /// An HTML page instead of JSON, with this HTTP status.
    Html {
        /// The status; 200 as well.
        status: u16,
    },
    /// The connection ends in the middle of a body of unknown length.
    Cut,
    /// The body is filled up with blanks to this size.
    Oversized {
        /// Size in bytes.
        bytes: usize,
    },
    /// The JSON comes inside a JSON string.
    DoubleEncoded,
    /// All keys in lower case, as one real client reads them.
    LowerCaseKeys,
    /// The answer takes this much longer.
    Slow(#[serde(with = "unsigned_duration")] Duration),
    /// The answer takes longer, any time between the two as likely as any other.
    SlowBetween {
        /// At least so much.
        #[serde(with = "unsigned_duration")]
        least: Duration,
        /// At most so much.
        #[serde(with = "unsigned_duration")]
        most: Duration,
    },
    /// The answer takes longer: half the median at least, the median or less for half of the
    /// answers, fifty times as much or more for one in a hundred (a Pareto distribution with
    /// exponent 1).
    SlowTail {
        /// What half of the answers stay below.
        #[serde(with = "unsigned_duration")]
        median: Duration,
        /// At most so much.
        #[serde(with = "unsigned_duration")]
        most: Duration,
    },
    /// The body comes in drops.
    Drip {
        /// Bytes of a drop.
        bytes: usize,
        /// Time between two drops.
        #[serde(with = "unsigned_duration")]
        every: Duration,
    },
    /// A connection is accepted and closed at once. It strikes connections, whatever would be
    /// called over them: service and endpoint of its rule do not matter.
    Close,
    /// Nobody listens any more, and connections that are open are reset when they are used. It holds
    /// for as long as its rule does, at every service.
    Refuse,
    /// The connection is reset before the answer (RST).
    Reset,
    /// The connection is reset in the middle of the body (RST).
    ResetInBody,
    /// The body ends early: half of what `Content-Length` says.
    Truncated,
    /// `Content-Length` is half the length of the body.
    ShortLength,
    /// The second chunk of a chunked body does not begin with its length.
    MalformedChunk,
    /// A small compressed body that unpacks to the answer and this many blanks.
    GzipBomb {
        /// Number of blanks.
        bytes: usize,
    },
    /// An answer that says to come back later: 429, 503. The service does nothing then, but for 503
    /// without `Retry-After`, which a gateway may say of a service that has done it all.
    Unavailable {
        /// HTTP status.
        status: u16,
        /// Seconds in `Retry-After`; no header without them.
        retry_after: Option<u64>,
    },
    /// No body at all.
    Empty,
    /// A redirection to the same path.
    Redirect {
        /// HTTP status: 301, 302, 303, 307, 308.
        status: u16,
        /// Host and port of another server; the same one if there is none.
        host: Option<String>,
    },
    /// One byte in the middle of the body that no UTF-8 has.
    InvalidUtf8,
    /// A number for each string that is one, as `7` for `"7"`.
    NumbersForTexts,
    /// `null` for empty lists.
    NullLists,
    /// Totals say three rows and one page more than there are.
    WrongTotals,
    /// The first row of each list comes twice.
    DuplicatedRows,
    /// Later pages of a UDID listing are as if so many records had been published since the first.
    ShiftedRows {
        /// Number of records.
        by: u32,
    },
    /// Too many calls: UDID return code 10, DBHS 400, IDcode -1, cloud manufacturing 100100.
    TooFrequent,
    /// No account has calls left, from now to midnight in Beijing: UDID return code 11, of the others
    /// the code for too many calls.
    QuotaUsedUp,
    /// All tokens of the UDID service become invalid, before the call is looked at. Where no
    /// interface gives a new one the token of this call is refused: IDcode 10002, cloud manufacturing
    /// 100100.
    TokensRevoked,
    /// The service's clock is this much ahead, or behind if negative.
    ClockSkew(#[serde(serialize_with = "signed_duration")] SignedDuration),
}

/// At what point of an answer a fault strikes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Before there is a request.
    Connection,
    /// While the service finds its answer.
    Service,
    Delay,
    /// In the JSON.
    Shape,
    /// On the way out; an answer can go out in one way only.
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
}

/// What the faults of a call do to the service itself.
#[derive(Clone, Copy, Default)]
pub struct Trouble {
    /// Whether the call comes too soon.
    pub is_too_frequent: bool,
    /// Whether no calls are left today.
    pub is_quota_used_up: bool,
    /// Whether tokens become invalid.
    pub are_tokens_revoked: bool,
    /// How far ahead the clock is.
    pub skew: SignedDuration,
    /// Records published since the first page.
    pub shift: u32,
}

impl Trouble {
    /// What these faults do.
    pub fn of(struck: &[Struck]) -> Self {
        let mut trouble = Self::default();
        for Struck { fault, .. } in struck {
            match fault {
                Fault::TooFrequent
                | Fault::Unavailable { status: 429, .. }
                | Fault::Unavailable { retry_after: Some(_), .. } => trouble.is_too_frequent = true,
                Fault::QuotaUsedUp => trouble.is_quota_used_up = true,
                Fault::TokensRevoked => trouble.are_tokens_revoked = true,
                Fault::ClockSkew(skew) => trouble.skew = *skew,
                Fault::ShiftedRows { by } => trouble.shift = *by,
                _ => {}
            }
        }
        trouble
    }
}
