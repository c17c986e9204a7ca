//! 601, 310 and the page of 607: units that log in.

use idcode_types::{ResultCode, UnitPictureReply, UnitReply, UrlStatus};

use super::picture_file;
use crate::call::{AdmittedCall, Answer};
use crate::registration::is_well_formed;
use crate::registry::{Registry, Unit};

/// The place of the unit with this login.
pub fn page_login(registry: &Registry, login_name: &str, password: &str) -> Option<usize> {
    let is_right = |unit: &Unit| unit.login_name == login_name && unit.password == password;
    registry.units.iter().position(is_right)
}

/// 601.
pub fn verify_login(registry: &Registry, call: &AdmittedCall) -> Answer<UnitReply> {
    let found = page_login(registry, call.text("login_name"), call.text("login_pswd"));
    let unit = found.and_then(|index| registry.units.get(index)).ok_or(ResultCode::BadLogin)?;
    Ok(unit.reply(call.now, call.settings.examination_delay))
}

/// 310. A requested logo must be sent now or have been sent before (40004); a URL alone needs none.
pub fn update_logo(registry: &mut Registry, call: &AdmittedCall) -> Answer<UnitPictureReply> {
    let found = page_login(registry, call.text("login_name"), call.text("login_pwd"));
    let unit = found.and_then(|index| registry.units.get_mut(index)).ok_or(ResultCode::BadLogin)?;
    let url = call.given("gotourl");
    if url.is_some_and(|url| !is_well_formed(url)) {
        return Err(ResultCode::ResolutionUrlInvalid.into());
    }
    let has_new_logo = picture_file::has_picture(call, "unit_icon")?;
    let is_asked_for = call.given("qrcode_logo") == Some("1");
    if is_asked_for && !has_new_logo && !unit.has_logo {
        return Err(ResultCode::LogoMissing.into());
    }
    picture_file::keep_settings(unit, call, has_new_logo);
    if let Some(url) = url {
        unit.data.resolution_url = Some(url.to_owned());
        unit.data.url_status = Some(UrlStatus::Enabled);
    }
    let mut reply = UnitPictureReply::default();
    reply.unit_picture = Some(picture_file::unit_picture(unit, call)?);
    Ok(reply)
}
