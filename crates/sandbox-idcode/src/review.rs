//! 606 and 608: reviews of units and of resolution URLs.

use idcode_types::{AcknowledgementReply, ResultCode, ReviewReply, ReviewStatus};

use crate::call::{AdmittedCall, Answer};
use crate::registration::check_urls;
use crate::registry::{Registry, Review, Stage};

/// 608.
pub fn get(registry: &Registry, call: &AdmittedCall) -> Answer<ReviewReply> {
    let unit = registry.unit(call)?;
    let (content, review) = if call.text("type") == "1" {
        (unit.data.name.clone(), &unit.review)
    } else {
        let registration = registry.registration(unit, call.text("category_reg_id"))?;
        (Some(registration.resolution_url.clone()), &registration.review)
    };
    let mut reply = ReviewReply::default();
    reply.content = content;
    let stage = review.stage(call.now, call.settings.examination_delay);
    reply.status = Some(match stage {
        Stage::NotSubmitted => ReviewStatus::Pending,
        // Any other value means that it is in progress.
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
    call: &AdmittedCall,
) -> Answer<AcknowledgementReply> {
    check_urls(call.given("gotourl"), call.given("sample_url"))?
        .ok_or(ResultCode::ResolutionUrlEmpty)?;
    registry.whitelist.push((call.text("gotourl").to_owned(), Review::started(call.now)));
    Ok(AcknowledgementReply::default())
}
