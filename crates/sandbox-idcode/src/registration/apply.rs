//! 406 and 407: registration of a category, shared by all ways to register one.

use idcode_types::{ApplicationType, CategoryIdcodeReply, Idcode, ResultCode};

use super::check_urls;
use crate::call::{AdmittedCall, Answer, Failure};
use crate::data::categories::{self, PRODUCTS};
use crate::registry::{Registration, Registry, Review};

/// What is asked for.
#[derive(Clone)]
pub struct Application {
    pub unit_code: String,
    pub code_use_id: u64,
    pub category_id: u64,
    /// As the caller knows it; checked when it is given.
    pub category_code: Option<String>,
    pub category_memo: Option<String>,
    pub model: String,
    /// None for a running number.
    pub model_code: Option<String>,
    pub model_en: Option<String>,
    pub introduction: Option<String>,
    pub kind: ApplicationType,
    pub resolution_url: String,
    pub sample_url: Option<String>,
}

/// 406.
pub fn register_product(
    registry: &mut Registry,
    call: &AdmittedCall,
) -> Answer<CategoryIdcodeReply> {
    if call.text("codeuse_id").parse() != Ok(PRODUCTS) {
        return Err(call.bad("codeuse_id", "must be 10"));
    }
    register(registry, call)
}

/// 407.
pub fn register_other(registry: &mut Registry, call: &AdmittedCall) -> Answer<CategoryIdcodeReply> {
    if call.text("codeuse_id").parse() == Ok(PRODUCTS) {
        return Err(call.bad("codeuse_id", "must not be 10"));
    }
    register(registry, call)
}

fn register(registry: &mut Registry, call: &AdmittedCall) -> Answer<CategoryIdcodeReply> {
    let unit_code = registry.unit(call)?.code().to_owned();
    let url = check_urls(call.given("gotourl"), call.given("sample_url"))?;
    let application = Application {
        unit_code,
        code_use_id: call.number("codeuse_id").unwrap_or_default(),
        category_id: call.number("industrycategory_id").unwrap_or_default(),
        category_code: call.kept("category_code"),
        category_memo: None,
        model: call.text("model_number").to_owned(),
        model_code: call.kept("model_number_code"),
        model_en: call.kept("model_number_en"),
        introduction: call.kept("introduction"),
        kind: ApplicationType::from(call.text("code_pay_type")),
        resolution_url: url.ok_or(ResultCode::ResolutionUrlEmpty)?,
        sample_url: call.kept("sample_url"),
    };
    let registration = apply(registry, call, application)?;
    let mut reply = CategoryIdcodeReply::default();
    reply.category_idcode = Some(format!("{}/", registration.complete_code()).into());
    reply.category_registration_id = Some(registration.id.as_str().into());
    registry.registrations.push(registration);
    Ok(reply)
}

/// The registration that an application leads to; the caller adds it to the others.
pub fn apply(registry: &Registry, call: &AdmittedCall, asked: Application) -> Answer<Registration> {
    let category = categories::find(asked.category_id)
        .filter(|category| category.code_use_id == asked.code_use_id);
    let category = category
        .ok_or_else(|| call.bad("industrycategory_id", "is not a category of this use, see 202"))?;
    if asked.category_code.is_some_and(|code| code != category.code) {
        return Err(call.bad("category_code", "is not the code of this category"));
    }
    let unit = registry.find_unit(call.account, &asked.unit_code);
    let unit = unit.ok_or(ResultCode::UnitNotFound)?;
    let is_of_category = |one: &&Registration| {
        one.unit_code == asked.unit_code && one.category_code == category.code
    };
    let others = || registry.registrations.iter().filter(is_of_category);
    let model_code = asked.model_code.unwrap_or_else(|| (others().count() + 1).to_string());
    let delay = call.settings.examination_delay;
    let is_known = registry.is_whitelisted(&asked.resolution_url, call.now, delay);
    let registration = Registration {
        id: registry.next_registration_id(),
        url_review_id: registry.next_url_review_id(),
        unit_code: asked.unit_code.clone(),
        unit_id: unit.id(),
        code_use_id: asked.code_use_id,
        category_code: category.code.to_owned(),
        category_memo: asked.category_memo,
        model: asked.model,
        model_code,
        model_en: asked.model_en,
        introduction: asked.introduction,
        kind: asked.kind,
        resolution_url: asked.resolution_url,
        sample_url: asked.sample_url,
        review: if is_known { Review::passed(call.now) } else { Review::started(call.now) },
    };
    let code = registration.complete_code().parse::<Idcode>();
    if !code.is_ok_and(|code| code.item_code().is_none()) {
        return Err(call.bad("model_number_code", "has letters, digits, - and _ only"));
    }
    match others().find(|other| is_same(other, &registration)) {
        Some(_) => Err(duplicate(&registration)),
        None => Ok(registration),
    }
}

/// Products differ by the code of their model, anything else by its name as well.
pub fn is_same(one: &Registration, other: &Registration) -> bool {
    one.complete_code() == other.complete_code()
        || (!one.is_product()
            && one.unit_code == other.unit_code
            && one.category_code == other.category_code
            && one.model == other.model)
}

/// 50001 for products, 50002 for anything else.
pub fn duplicate(registration: &Registration) -> Failure {
    let code = if registration.is_product() {
        ResultCode::DuplicateModelCode
    } else {
        ResultCode::DuplicateApplication
    };
    code.into()
}
