//! 402: many registrations in one call, all or none.

use idcode_types::{
    BatchRegistration, BatchRegistrationItem, BatchRegistrationReply, BatchRegistrationResult,
    CategoryId, CodeUseId, ResultCode, UnitCode,
};

use super::apply::{duplicate, is_same};
use super::{Application, apply, check_urls};
use crate::call::{AdmittedCall, Answer};
use crate::registry::{Registration, Registry};

/// 402.
pub fn register_all(
    registry: &mut Registry,
    call: &AdmittedCall,
) -> Answer<BatchRegistrationReply> {
    let batch: BatchRegistration = wire::from_slice(call.text("json_str").as_bytes())
        .map_err(|error| call.bad("json_str", &error.to_string()))?;
    let unit_code = batch.unit_code.as_ref().map_or("", UnitCode::as_str);
    if registry.find_unit(call.account, unit_code).is_none() {
        return Err(ResultCode::UnitNotFound.into());
    }
    let before = registry.registrations.len();
    let added = add_all(registry, call, unit_code, &batch.items);
    if added.is_err() {
        registry.registrations.truncate(before);
    }
    added
}

fn add_all(
    registry: &mut Registry,
    call: &AdmittedCall,
    unit_code: &str,
    items: &[BatchRegistrationItem],
) -> Answer<BatchRegistrationReply> {
    let mut reply = BatchRegistrationReply::default();
    for item in items {
        let registration = one(registry, call, unit_code, item)?;
        let mut result = BatchRegistrationResult::default();
        result.category_id = item.category_id.as_ref().map(|id| id.as_str().into());
        result.category_registration_id = Some(registration.id.as_str().into());
        reply.items.push(result);
        registry.registrations.push(registration);
    }
    Ok(reply)
}

fn one(
    registry: &Registry,
    call: &AdmittedCall,
    unit_code: &str,
    item: &BatchRegistrationItem,
) -> Answer<Registration> {
    let url = check_urls(item.resolution_url.as_deref(), item.sample_url.as_deref())?;
    let application = Application {
        unit_code: unit_code.to_owned(),
        code_use_id: item.code_use_id.as_ref().and_then(CodeUseId::number).unwrap_or_default(),
        category_id: item.category_id.as_ref().and_then(CategoryId::number).unwrap_or_default(),
        category_code: item.category_code.as_ref().map(ToString::to_string),
        category_memo: item.category_memo.clone(),
        model: item.model.clone().unwrap_or_default(),
        model_code: item.model_code.clone(),
        model_en: None,
        introduction: None,
        kind: item
            .application_type
            .clone()
            .ok_or_else(|| call.bad("code_pay_type", "is missing"))?,
        resolution_url: url.ok_or_else(|| call.bad("gotourl", "is missing"))?,
        sample_url: item.sample_url.clone(),
    };
    let registration = apply(registry, call, application)?;
    let is_taken = registry.registrations.iter().any(|other| is_same(other, &registration));
    if is_taken { Err(duplicate(&registration)) } else { Ok(registration) }
}
