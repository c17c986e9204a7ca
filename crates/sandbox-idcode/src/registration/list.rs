//! 403, 404, 409 and 410: the registrations of a unit.

use idcode_types::{
    ApplicationType, CategoryRegistration, CategoryRegistrationsReply, RegistrationType, endpoints,
};

use crate::call::{AdmittedCall, Answer};
use crate::registry::{Registration, Registry};

/// Code of the category of pesticides.
const PESTICIDES: &str = "2603";

/// 403 and 409: those that every given filter wants.
pub fn find(registry: &Registry, call: &AdmittedCall) -> Answer<CategoryRegistrationsReply> {
    let model_code = call.given("model_number_code");
    let id = call.given("category_reg_id");
    those(registry, call, |one| {
        call.given("idcode_of_category").is_none_or(|text| one.is_named(text))
            && model_code.is_none_or(|code| one.model_code == code)
            && id.is_none_or(|id| one.id == id)
    })
}

/// 404 and 410.
pub fn list(registry: &Registry, call: &AdmittedCall) -> Answer<CategoryRegistrationsReply> {
    those(registry, call, |one| match call.or_default("search_type") {
        "1" => one.kind == ApplicationType::Registration,
        "2" => one.kind == ApplicationType::Filing,
        _ => true,
    })
}

fn those(
    registry: &Registry,
    call: &AdmittedCall,
    is_wanted: impl Fn(&Registration) -> bool,
) -> Answer<CategoryRegistrationsReply> {
    let unit = registry.unit(call)?;
    let is_detailed = matches!(
        call.endpoint.id,
        endpoints::FIND_DETAILED_CATEGORY_REGISTRATIONS
            | endpoints::LIST_DETAILED_CATEGORY_REGISTRATIONS
    );
    let found = registry.registrations.iter();
    let found = found.filter(|one| one.unit_code == unit.code() && is_wanted(one));
    let mut reply = CategoryRegistrationsReply::default();
    reply.registrations = found.map(|one| model(one, is_detailed)).collect();
    Ok(reply)
}

fn model(one: &Registration, is_detailed: bool) -> CategoryRegistration {
    let mut model = CategoryRegistration::default();
    model.category_registration_id = Some(one.id.as_str().into());
    model.category_registration_id_text = Some(one.id.as_str().into());
    model.unit_id.clone_from(&one.unit_id);
    model.unit_id_text.clone_from(&one.unit_id);
    model.bill_number = Some(format!("B{}", one.id).into());
    model.serial_number = Some(format!("G{}", one.id).into());
    model.code_use_id = Some(one.code_use_id.into());
    model.category_code = Some(one.category_code.as_str().into());
    model.category_memo.clone_from(&one.category_memo);
    model.model = Some(one.model.clone());
    model.model_code = Some(one.model_code.clone());
    model.application_type = Some(one.kind.clone());
    model.model_en.clone_from(&one.model_en);
    model.introduction.clone_from(&one.introduction);
    model.category_idcode = Some(one.complete_code().into());
    model.registration_type = is_detailed.then(|| registration_type(one));
    model
}

fn registration_type(one: &Registration) -> RegistrationType {
    match &one.kind {
        ApplicationType::Filing => RegistrationType::Filing,
        _ if one.category_code.starts_with(PESTICIDES) => RegistrationType::Pesticide,
        _ if one.is_product() => RegistrationType::Goods,
        _ => RegistrationType::General,
    }
}
