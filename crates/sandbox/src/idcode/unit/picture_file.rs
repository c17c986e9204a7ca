//! Pictures that come with a call, as files and as base64 text, and the one that goes back.

use idcode_types::{
    Base64Image, Environment, Idcode, LogoUse, PresetSize, ReplyColor, RequestColor, ResultCode,
};

use super::Unit;
use crate::idcode::call::{Answer, Call};
use crate::idcode::intake::{Content, UploadedFile};
use crate::idcode::picture::{
    Color, Logo, LogoError, Picture, Symbology, decode_base64_logo, decode_logo, draw, to_base64,
};

/// 支持的图片上传格式包括 bmp png jpg jpeg gif.
const ENDINGS: [&str; 5] = ["bmp", "png", "jpg", "jpeg", "gif"];

/// The picture in a file that came as a part of the form; name and content must be right.
pub fn read_file(file: &UploadedFile) -> Result<Logo, LogoError> {
    let Content::Picture(bytes) = &file.content else { return Err(LogoError::Format) };
    let (_, ending) = file.file_name.rsplit_once('.').ok_or(LogoError::Format)?;
    if !ENDINGS.contains(&ending.to_ascii_lowercase().as_str()) {
        return Err(LogoError::Format);
    }
    decode_logo(bytes.as_ref().ok_or(LogoError::TooLarge)?)
}

/// The picture in a base64 parameter; code 40005 if there is none in it.
pub fn decode_parameter(call: &Call, name: &str) -> Answer<Option<Logo>> {
    let logo = call.given(name).map(decode_base64_logo).transpose();
    logo.map_err(|_| ResultCode::LogoUploadFailed.into())
}

/// Whether the logo goes into the picture, if there is one: only 0 says no.
fn wants_logo(call: &Call) -> bool {
    call.given("qrcode_logo") != Some("0")
}

fn is_black(call: &Call) -> bool {
    RequestColor::from(call.or_default("qrcode_color")) == RequestColor::Black
}

/// Keeps what a call says of the unit's code picture. Colours are the other way round in replies
/// (decision I40).
pub fn keep_settings(unit: &mut Unit, call: &Call, logo: Option<Logo>) {
    if logo.is_some() {
        let id = unit.id().unwrap_or_default();
        unit.data.logo_name = Some(format!("{id}.png").into());
        unit.logo = logo;
    }
    let color = if is_black(call) { ReplyColor::Black } else { ReplyColor::Color };
    unit.data.picture_color = Some(color);
    let has_logo = wants_logo(call) && unit.logo.is_some();
    unit.data.with_logo = Some(if has_logo { LogoUse::Used } else { LogoUse::NotUsed });
}

/// The unit's code picture as base64 text.
pub fn unit_picture(unit: &Unit, call: &Call) -> Answer<Base64Image> {
    let code: Idcode = unit.code().parse().map_err(|_| ResultCode::BadParameter)?;
    let size = PresetSize::from(call.or_default("qrcode_size"));
    let picture = Picture {
        color: if is_black(call) { Color::Black } else { Color::Colorful },
        logo: unit.logo.clone().filter(|_| wants_logo(call)),
        ..Picture::new(
            Environment::Test.content_of(&code),
            Symbology::Qr,
            Picture::preset_pixels(&size).unwrap_or(400),
        )
    };
    let png = draw(&picture).map_err(|error| call.bad("qrcode_size", &error.to_string()))?;
    Ok(to_base64(&png).into())
}
