//! 305 and 304: completing the data of a unit, and having it verified.

use idcode_types::{AcknowledgementReply, CertificateType, ResultCode, UnitSize, UrlStatus};

use super::picture_file::check_file;
use crate::call::{AdmittedCall, Answer};
use crate::catalog::is_unit_type;
use crate::data::trades;
use crate::picture::UploadProblem;
use crate::registration::is_well_formed;
use crate::registry::{Registry, Review, Stage};

/// 305.
pub fn complete(registry: &mut Registry, call: &AdmittedCall) -> Answer<AcknowledgementReply> {
    check_details(registry, call)?;
    // The table has no code for a bad picture (decision I33).
    let bad_logo = |error: UploadProblem| call.bad("unit_logo", &format!("is refused: {error}"));
    call.file("unit_logo").map(check_file).transpose().map_err(bad_logo)?;
    let unit = registry.unit_mut(call)?;
    unit.is_complete = true;
    let data = &mut unit.data;
    let count = |name: &str| call.number(name).map(Into::into);
    let text = |name: &str| call.kept(name);
    let kept = [
        (&mut data.name, text("organunit_name")),
        (&mut data.name_en, text("organunit_name_en")),
        (&mut data.address, text("organunit_address")),
        (&mut data.address_en, text("organunit_address_en")),
        (&mut data.email, text("email")),
        (&mut data.contact_name, text("linkman")),
        (&mut data.contact_name_en, text("linkman_en")),
        (&mut data.contact_phone, text("linkphone")),
        (&mut data.landline, text("fax")),
        (&mut data.office_address, text("unit_workaddress")),
        (&mut data.office_address_en, text("unit_workaddress_en")),
        (&mut data.resolution_url, text("gotourl")),
    ];
    for (field, value) in kept {
        *field = value.or(field.take());
    }
    data.trade_id = call.number("trade_id").map(Into::into);
    let unit_type = call.number("unittype_id").map(Into::into);
    data.unit_type = unit_type.or(data.unit_type.take());
    data.registered_capital = count("registered_capital").or(data.registered_capital.take());
    data.unit_size = Some(UnitSize::from(call.or_default("unit_size_type")));
    if data.resolution_url.is_some() {
        data.url_status = Some(UrlStatus::Enabled);
    }
    if let Some(file) = call.file("unit_logo") {
        data.logo_name = Some(file.file_name.as_str().into());
    }
    unit.has_logo |= call.file("unit_logo").is_some();
    Ok(AcknowledgementReply::default())
}

fn check_details(registry: &Registry, call: &AdmittedCall) -> Answer<()> {
    let unit = registry.unit(call)?;
    if !call.number("trade_id").is_some_and(trades::is_listed) {
        return Err(call.bad("trade_id", "is not a trade, see 103 and 104"));
    }
    if call.number("unittype_id").is_some_and(|code| !is_unit_type(code)) {
        return Err(call.bad("unittype_id", "is not a nature of units, see 105"));
    }
    if let Some(name) = call.given("organunit_name").filter(|name| *name != unit.name()) {
        let stage = unit.review.stage(call.now, call.settings.examination_delay);
        if matches!(stage, Stage::InProgress | Stage::Passed(_)) {
            return Err(ResultCode::UnitNameFixed.into());
        }
        if registry.units.iter().any(|other| other.name() == name) {
            return Err(ResultCode::UnitNameTaken.into());
        }
    }
    if call.given("gotourl").is_some_and(|url| !is_well_formed(url)) {
        return Err(ResultCode::ResolutionUrlInvalid.into());
    }
    Ok(())
}

/// 304. A unit that failed its review can try again.
pub fn verify(registry: &mut Registry, call: &AdmittedCall) -> Answer<AcknowledgementReply> {
    let certificate = CertificateType::from(call.text("code_pay_type"));
    if !matches!(certificate, CertificateType::CreditCode | CertificateType::Other) {
        return Err(call.bad("code_pay_type", "must be one of 2, 0"));
    }
    let unit = registry.unit_mut(call)?;
    if !unit.is_complete {
        return Err(ResultCode::UnitIncomplete.into());
    }
    let file = call.file("file1").ok_or(ResultCode::FileFormat)?;
    check_file(file).map_err(UploadProblem::result_code)?;
    let stage = unit.review.stage(call.now, call.settings.examination_delay);
    if matches!(stage, Stage::NotSubmitted | Stage::Rejected(_)) {
        unit.review = Review::started(call.now);
    }
    unit.data.certificate_type = Some(certificate);
    unit.data.certificate_number = call.kept("organization_code");
    Ok(AcknowledgementReply::default())
}
