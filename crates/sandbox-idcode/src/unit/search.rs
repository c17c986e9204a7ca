//! 306 to 308: look-ups of units, and of the state of their registration.

use idcode_types::{
    AuditStatus, AuthenticationStatus, ResultCode, UnitReply, UnitStatusReply, UnitsReply,
};

use crate::call::{AdmittedCall, Answer};
use crate::registry::{Registry, Stage};

/// 306.
pub fn get(registry: &Registry, call: &AdmittedCall) -> Answer<UnitReply> {
    let unit = registry.find_unit(call.account, call.text("company_idcode"));
    let unit = unit.ok_or(ResultCode::NoMatch)?;
    Ok(unit.reply(call.now, call.settings.examination_delay))
}

/// 307; without a type of search it is a fuzzy one.
pub fn search(registry: &Registry, call: &AdmittedCall) -> Answer<UnitsReply> {
    let (name, is_exact) = (call.text("company_name"), call.text("search_type") == "1");
    let delay = call.settings.examination_delay;
    let mut reply = UnitsReply::default();
    let found = registry
        .visible(call.account)
        .filter(|unit| if is_exact { unit.name() == name } else { unit.name().contains(name) });
    reply.units = found.map(|unit| unit.shown(call.now, delay)).collect();
    if reply.units.is_empty() { Err(ResultCode::NoMatch.into()) } else { Ok(reply) }
}

/// 308.
pub fn status(registry: &Registry, call: &AdmittedCall) -> Answer<UnitStatusReply> {
    let unit = registry.unit(call)?;
    let delay = call.settings.examination_delay;
    let mut reply = UnitStatusReply::default();
    let (authentication, audit) = match unit.review.stage(call.now, delay) {
        Stage::NotSubmitted => (AuthenticationStatus::NotAuthenticated, AuditStatus::NotAudited),
        Stage::InProgress => (AuthenticationStatus::NotAuthenticated, AuditStatus::InProgress),
        Stage::Passed(_) => (AuthenticationStatus::Authenticated, AuditStatus::Passed),
        Stage::Rejected(_) => (AuthenticationStatus::NotAuthenticated, AuditStatus::Failed),
    };
    reply.authentication = Some(authentication);
    reply.audit = Some(audit);
    reply.remaining_days = Some(unit.days_left(call.now, delay).into());
    Ok(reply)
}
