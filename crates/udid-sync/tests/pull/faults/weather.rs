//! The faults of the sandbox, and its profiles, in a size that tests can wait for.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::SignedDuration;
use sandbox::{Fault, FaultProfile, FaultRule, Sandbox};

use test_support::fault_kinds::{names, plain};

/// No answer that a client of these tests takes is larger.
pub const LIMIT: usize = 1_000_000;

/// How much faster than in its profile everything slow goes.
const FASTER: u32 = 20;

/// Examples of every kind of fault, several where a kind has several faces.
pub fn kinds() -> Vec<Fault> {
    let short = Duration::from_millis(1);
    let elsewhere = Some("elsewhere.invalid".to_owned());
    let mut kinds = plain();
    kinds.extend([
        Fault::Html { status: 200 },
        Fault::Html { status: 502 },
        Fault::Oversized { bytes: 2 * LIMIT },
        Fault::Oversized { bytes: LIMIT / 2 },
        Fault::Slow(2 * short),
        Fault::SlowBetween { least: short, most: 3 * short },
        Fault::SlowTail { median: short, most: 20 * short },
        Fault::Drip { bytes: 4096, every: short },
        Fault::GzipBomb { bytes: 2 * LIMIT },
        Fault::Unavailable { status: 429, retry_after: Some(1) },
        Fault::Unavailable { status: 503, retry_after: None },
        Fault::Redirect { status: 307, host: elsewhere },
        Fault::Redirect { status: 302, host: None },
        Fault::ClockSkew(SignedDuration::from_hours(3)),
        Fault::ClockSkew(SignedDuration::from_hours(-3)),
    ]);
    // Less than a page, a page and more.
    kinds.extend([1, 7, 20, 45].map(|by| Fault::ShiftedRows { by }));
    kinds
}

/// The profiles of a sandbox.
pub async fn profiles() -> BTreeMap<String, FaultProfile> {
    Sandbox::start().await.unwrap().faults().profiles()
}

/// The rules of profiles, in small.
pub fn profile(all: &BTreeMap<String, FaultProfile>, names: &str) -> Vec<FaultRule> {
    let rules = names.split('+').flat_map(|name| all[name].rules.clone());
    rules.map(|rule| FaultRule { fault: small(rule.fault), ..rule }).collect()
}

/// The same fault, smaller and faster: still too large if it was.
fn small(fault: Fault) -> Fault {
    match fault {
        Fault::GzipBomb { bytes } => Fault::GzipBomb { bytes: bytes.min(2 * LIMIT) },
        Fault::Oversized { bytes } => Fault::Oversized { bytes: bytes.min(2 * LIMIT) },
        Fault::Slow(time) => Fault::Slow(time / FASTER),
        Fault::SlowBetween { least, most } => {
            Fault::SlowBetween { least: least / FASTER, most: most / FASTER }
        }
        Fault::SlowTail { median, most } => {
            Fault::SlowTail { median: median / FASTER, most: most / FASTER }
        }
        Fault::Drip { bytes, every } => Fault::Drip { bytes, every: every / FASTER },
        other => other,
    }
}

#[test]
fn there_is_an_example_of_every_kind() {
    let mut names = names();
    let mut examples: Vec<_> = kinds().iter().map(Fault::name).collect();
    names.sort();
    examples.sort();
    examples.dedup();
    assert_eq!(examples, names);
}
