//! 301 and 309: registration.

use idcode_types::{
    ExistingUnit, LogoUse, PlatformRole, ProviderStatus, ReplyColor, ResultCode,
    UnitRegistrationReply, UnitRegistrationWithPictureReply, UrlStatus,
};

use super::{picture_file, sms};
use crate::call::{AdmittedCall, Answer, Failure};
use crate::catalog::is_unit_type;
use crate::data::regions;
use crate::registration::is_well_formed;
use crate::registry::{Registry, Review, Unit};

/// Main codes of units are numbered from here.
const FIRST_NUMBER: usize = 1001;

/// 301.
pub fn register(registry: &mut Registry, call: &AdmittedCall) -> Answer<UnitRegistrationReply> {
    let area = check(registry, call).map_err(|failure| as_in_sample(call, failure))?;
    sms::check(registry, call)?;
    let unit = new_unit(registry, call, area, call.text("login_password"));
    let mut reply = UnitRegistrationReply::default();
    reply.unit_code.clone_from(&unit.data.unit_code);
    registry.units.push(unit);
    Ok(reply)
}

/// 309. The password is the last six characters of the number of the business license.
pub fn register_with_picture(
    registry: &mut Registry,
    call: &AdmittedCall,
) -> Answer<UnitRegistrationWithPictureReply> {
    let area = check(registry, call).map_err(|failure| Failure { existing: None, ..failure })?;
    let url = call.given("gotourl");
    if url.is_some_and(|url| !is_well_formed(url)) {
        return Err(ResultCode::ResolutionUrlInvalid.into());
    }
    let has_logo = picture_file::has_picture(call, "unit_icon")?;
    let login_name = call.text("login_name");
    let skipped = login_name.chars().count().saturating_sub(6);
    let password: String = login_name.chars().skip(skipped).collect();
    let mut unit = new_unit(registry, call, area, &password);
    picture_file::keep_settings(&mut unit, call, has_logo);
    if let Some(url) = url {
        unit.data.resolution_url = Some(url.to_owned());
        unit.data.url_status = Some(UrlStatus::Enabled);
    }
    let mut reply = UnitRegistrationWithPictureReply::default();
    reply.unit_code.clone_from(&unit.data.unit_code);
    reply.login_name = Some(login_name.to_owned());
    reply.unit_picture = Some(picture_file::unit_picture(&unit, call)?);
    registry.units.push(unit);
    Ok(reply)
}

/// The district, if nothing prevents the registration.
fn check(registry: &Registry, call: &AdmittedCall) -> Answer<u64> {
    if !call.number("code").is_some_and(is_unit_type) {
        return Err(call.bad("code", "is not a nature of units, see 105"));
    }
    let area = regions::check(call)?;
    let mut units = registry.units.iter();
    if let Some(unit) = units.find(|unit| unit.name() == call.text("organunit_name")) {
        return Err(in_the_way(ResultCode::DuplicateUnit, unit));
    }
    let mut units = registry.units.iter();
    if let Some(unit) = units.find(|unit| unit.login_name == call.text("login_name")) {
        return Err(in_the_way(ResultCode::DuplicateLogin, unit));
    }
    Ok(area)
}

/// The sample of a failure has another code than the table (decision I18).
fn as_in_sample(call: &AdmittedCall, failure: Failure) -> Failure {
    match failure.code {
        ResultCode::DuplicateUnit if call.settings.code_2_for_taken_name => {
            Failure { code: ResultCode::DuplicateNameOld, ..failure }
        }
        _ => failure,
    }
}

fn in_the_way(code: ResultCode, unit: &Unit) -> Failure {
    let mut existing = ExistingUnit::default();
    existing.name.clone_from(&unit.data.name);
    existing.contact_name.clone_from(&unit.data.contact_name);
    existing.landline.clone_from(&unit.data.landline);
    existing.contact_phone.clone_from(&unit.data.contact_phone);
    Failure { existing: Some(Box::new(existing)), ..Failure::from(code) }
}

fn new_unit(registry: &Registry, call: &AdmittedCall, area: u64, password: &str) -> Unit {
    let region = |name: &str| call.number(name).map(Into::into);
    let number = FIRST_NUMBER + registry.units.len();
    let id = registry.next_unit_id();
    let mut data = idcode_types::Unit::default();
    data.unit_id = Some(id.as_str().into());
    data.unit_id_text = Some(id.into());
    data.unit_code = Some(format!("{}{area}.{number}", call.account.scheme.prefix()).into());
    data.platform_role = Some(PlatformRole::Unit);
    data.provider_status = Some(ProviderStatus::NotApplied);
    data.province_id = region("province_id");
    data.city_id = region("city_id");
    data.area_id = region("area_id");
    data.unit_type = call.number("code").map(Into::into);
    data.name = call.kept("organunit_name");
    data.name_en = call.kept("organunit_name_en");
    data.email = call.kept("email");
    data.contact_name = call.kept("linkman");
    data.contact_name_en = call.kept("linkman_en");
    data.contact_phone = call.kept("linkphone");
    data.picture_color = Some(ReplyColor::Color);
    data.logo_use = Some(LogoUse::NotUsed);
    Unit {
        data,
        login_name: call.text("login_name").to_owned(),
        password: password.to_owned(),
        registered_by: call.account.access_token.clone(),
        is_complete: false,
        review: Review::default(),
        has_logo: false,
    }
}
