//! Pictures that come with a call, as files and as base64 text, and the one that is returned.

use idcode_types::{
    Base64Image, Environment, Idcode, LogoUse, PresetSize, ReplyColor, RequestColor, ResultCode,
};

use crate::call::{AdmittedCall, Answer};
use crate::intake::{Content, UploadedFile};
use crate::picture::{
    Picture, Symbology, UploadProblem, check_base64_picture, check_picture, preset_pixels,
    request_color, to_base64,
};
use crate::registry::Unit;

/// 支持的图片上传格式包括 bmp png jpg jpeg gif.
const ENDINGS: [&str; 5] = ["bmp", "png", "jpg", "jpeg", "gif"];

/// Checks the picture in a file of the form: its name and its content must be right.
pub fn check_file(file: &UploadedFile) -> Result<(), UploadProblem> {
    let Content::Picture(bytes) = &file.content else { return Err(UploadProblem::Format) };
    let (_, ending) = file.file_name.rsplit_once('.').ok_or(UploadProblem::Format)?;
    if !ENDINGS.contains(&ending.to_ascii_lowercase().as_str()) {
        return Err(UploadProblem::Format);
    }
    check_picture(bytes.as_ref().ok_or(UploadProblem::TooLarge)?)
}

/// Whether a base64 parameter holds a picture; code 40005 if it holds something else.
pub fn has_picture(call: &AdmittedCall, name: &str) -> Answer<bool> {
    let picture = call.given(name).map(check_base64_picture).transpose();
    picture.map(|found| found.is_some()).map_err(|_| ResultCode::LogoUploadFailed.into())
}

/// Whether the picture shows the logo, if there is one: only 0 says no.
fn wants_logo(call: &AdmittedCall) -> bool {
    call.given("qrcode_logo") != Some("0")
}

fn color(call: &AdmittedCall) -> RequestColor {
    RequestColor::from(call.or_default("qrcode_color"))
}

/// Keeps what a call says about the unit's code picture. Replies number colors the other way round
/// (decision I40).
pub fn keep_settings(unit: &mut Unit, call: &AdmittedCall, has_new_logo: bool) {
    if has_new_logo {
        let id = unit.id().unwrap_or_default();
        unit.data.logo_name = Some(format!("{id}.png").into());
        unit.has_logo = true;
    }
    let is_black = color(call) == RequestColor::Black;
    let color = if is_black { ReplyColor::Black } else { ReplyColor::Color };
    unit.data.picture_color = Some(color);
    let shows_logo = wants_logo(call) && unit.has_logo;
    unit.data.logo_use = Some(if shows_logo { LogoUse::Used } else { LogoUse::NotUsed });
}

/// The unit's code picture as base64 text.
pub fn unit_picture(unit: &Unit, call: &AdmittedCall) -> Answer<Base64Image> {
    let code: Idcode = unit.code().parse().map_err(|_| ResultCode::BadParameter)?;
    let size = PresetSize::from(call.or_default("qrcode_size"));
    let plain = Picture::new(code.content(Environment::Test), Symbology::Qr, preset_pixels(&size));
    let picture = Picture {
        color: request_color(&color(call)),
        has_logo: unit.has_logo && wants_logo(call),
        ..plain
    };
    let png = picture.draw().map_err(|error| call.bad("qrcode_size", &error.to_string()))?;
    Ok(to_base64(&png).into())
}
