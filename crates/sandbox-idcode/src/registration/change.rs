//! 602: another resolution URL for a category.

use idcode_types::{AcknowledgementReply, ResultCode};

use super::{check_urls, is_well_formed};
use crate::call::{AdmittedCall, Answer, Failure};
use crate::registry::{Registry, Review, Stage};

/// 602. A new URL is reviewed again, and so is one that was rejected; a sample alone is compared with the URL that is there.
pub fn update_url(registry: &mut Registry, call: &AdmittedCall) -> Answer<AcknowledgementReply> {
    let unit_code = registry.unit(call)?.code().to_owned();
    let (url, sample) = (call.kept("gotourl"), call.kept("sample_url"));
    if url.as_deref().is_some_and(|url| !is_well_formed(url)) {
        return Err(ResultCode::ResolutionUrlInvalid.into());
    }
    let delay = call.settings.examination_delay;
    let is_known = url.as_deref().is_some_and(|url| registry.is_whitelisted(url, call.now, delay));
    let id = call.text("reg_id");
    let mut registrations = registry.registrations.iter_mut();
    // The table has no code for a wrong registration.
    let registration = registrations
        .find(|one| one.id == id && one.unit_code == unit_code)
        .ok_or_else(|| Failure::because(format!("the unit has no registration {id}")))?;
    let current = url.as_deref().unwrap_or(&registration.resolution_url);
    check_urls(Some(current), sample.as_deref())?;
    let stage = registration.review.stage(call.now, delay);
    let is_rejected = matches!(stage, Stage::Rejected(_));
    if let Some(url) = url.filter(|url| is_rejected || *url != registration.resolution_url) {
        registration.review =
            if is_known { Review::passed(call.now) } else { Review::started(call.now) };
        registration.resolution_url = url;
    }
    registration.sample_url = sample.or(registration.sample_url.take());
    Ok(AcknowledgementReply::default())
}
