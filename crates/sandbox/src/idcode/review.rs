//! Reviews (审核) of units and of resolution URLs, and how they end.

use std::time::Duration;

use idcode_types::{ResultCode, ReviewReply, ReviewStatus};
use jiff::{SignedDuration, Timestamp};

use super::call::{Answer, Call};
use super::lookup::Registry;

/// A review: nothing to review yet, going on, or ended.
#[derive(Clone, Debug, Default)]
pub struct Review {
    submitted: Option<Timestamp>,
    verdict: Option<(Timestamp, Option<String>)>,
}

/// Where a review is.
#[derive(Debug)]
pub enum Stage<'a> {
    NotSubmitted,
    InProgress,
    Passed(Timestamp),
    Rejected(&'a str),
}

impl Review {
    /// One that starts now.
    pub fn started(now: Timestamp) -> Self {
        Self { submitted: Some(now), verdict: None }
    }

    /// One that needs no waiting.
    pub fn passed(now: Timestamp) -> Self {
        Self { submitted: Some(now), verdict: Some((now, None)) }
    }

    /// Where it is; after the delay it passes by itself.
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

    /// Ends it, if it goes on.
    pub fn decide(&mut self, rejection: Option<&str>, now: Timestamp, delay: Duration) {
        if matches!(self.stage(now, delay), Stage::InProgress) {
            self.verdict = Some((now, rejection.map(str::to_owned)));
        }
    }
}

/// 608.
pub fn get(registry: &Registry, call: &Call) -> Answer<ReviewReply> {
    let unit = registry.unit(call)?;
    let (content, review) = if call.text("type") == "1" {
        (unit.data.name.clone(), &unit.review)
    } else {
        let id = call.given("category_reg_id");
        let id = id.ok_or_else(|| call.bad("category_reg_id", "is required when type is 2"))?;
        let registration = registry.registration(unit, id)?;
        (Some(registration.resolution_url.clone()), &registration.review)
    };
    let mut reply = ReviewReply::default();
    reply.content = content;
    let stage = review.stage(call.now, call.settings.idcode.examination_delay);
    reply.status = Some(match stage {
        Stage::NotSubmitted => ReviewStatus::Pending,
        // Any other value means that it goes on.
        Stage::InProgress => ReviewStatus::from("1"),
        Stage::Passed(_) => ReviewStatus::Passed,
        Stage::Rejected(reason) => {
            reply.remarks = Some(reason.to_owned());
            ReviewStatus::Rejected
        }
    });
    Ok(reply)
}

/// 606.
pub fn request_whitelisting(
    registry: &mut Registry,
    call: &Call,
) -> Answer<idcode_types::AcknowledgementReply> {
    super::registration::check_urls(call.given("gotourl"), call.given("sample_url"))?
        .ok_or(ResultCode::ResolutionUrlEmpty)?;
    registry.whitelist.push((call.text("gotourl").to_owned(), Review::started(call.now)));
    Ok(idcode_types::AcknowledgementReply::default())
}
