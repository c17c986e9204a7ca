//! Reviews (审核) of units and of resolution URLs.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// A review: not submitted, in progress, or ended.
#[derive(Clone, Debug, Default)]
pub struct Review {
    submitted: Option<Timestamp>,
    verdict: Option<(Timestamp, Option<String>)>,
}

/// State of a review.
#[derive(Debug)]
pub enum Stage<'a> {
    NotSubmitted,
    InProgress,
    Passed(Timestamp),
    Rejected(&'a str),
}

impl Review {
    /// A review that starts now.
    pub fn started(now: Timestamp) -> Self {
        Self { submitted: Some(now), verdict: None }
    }

    /// A review that has passed at once.
    pub fn passed(now: Timestamp) -> Self {
        Self { submitted: Some(now), verdict: Some((now, None)) }
    }

    /// Its state. It passes by itself after the delay.
    pub fn stage(&self, now: Timestamp, delay: Duration) -> Stage<'_> {
        let Some(submitted) = self.submitted else { return Stage::NotSubmitted };
        match &self.verdict {
            Some((at, None)) => Stage::Passed(*at),
            Some((_, Some(reason))) => Stage::Rejected(reason),
            None => {
                let delay = SignedDuration::try_from(delay).unwrap_or(SignedDuration::MAX);
                match submitted.checked_add(delay) {
                    Ok(end) if end <= now => Stage::Passed(end),
                    _ => Stage::InProgress,
                }
            }
        }
    }

    /// Ends it if it is in progress.
    pub fn decide(&mut self, rejection: Option<&str>, now: Timestamp, delay: Duration) {
        if matches!(self.stage(now, delay), Stage::InProgress) {
            self.verdict = Some((now, rejection.map(str::to_owned)));
        }
    }
}
