//! 603, 604, 605 and 701: code pictures and authentication pictures.

use bytes::Bytes;
use idcode_types::{
    AuthenticationPictureReply, BackgroundColor, CodePictureReply, CodePictureUrlReply,
    Environment, Idcode, MarginCategory, MarginType, PictureSymbology, PrintSize, QualitySymbology,
    RequestColor,
};

use crate::call::{AdmittedCall, Answer, Failure};
use crate::picture::{
    AuthenticationPicture, Picture, PictureError, Symbology, has_border, hex_color, is_pale,
    print_pixels, request_color, to_base64,
};
use crate::registry::Registry;
use crate::unit::has_picture;

/// Side of pictures of 603 when the call does not say.
const PIXELS: u32 = 300;

/// Sides that 604 has frames for.
const FRAMED: [u32; 3] = [400, 600, 800];

/// 603.
pub fn plain(registry: &mut Registry, call: &AdmittedCall) -> Answer<CodePictureUrlReply> {
    let symbology = match call.given("code_type").map(PictureSymbology::from) {
        None => Symbology::Qr,
        Some(kind) => listed(call, "code_type", Symbology::from_picture(&kind))?,
    };
    let pixels = if call.given("pic_size").is_some() { pixels(call, "pic_size")? } else { PIXELS };
    let picture = Picture::new(content(call)?, symbology, pixels);
    let png = picture.draw().map_err(|error| refused(call, "pic_size", &error))?;
    let mut reply = CodePictureUrlReply::default();
    reply.picture_url = Some(publish(registry, png));
    Ok(reply)
}

/// 604.
pub fn framed(call: &AdmittedCall) -> Answer<CodePictureReply> {
    let pixels = pixels(call, "qrcode_size")?;
    let has_border = call.text("is_margin") == "1";
    if has_border && !FRAMED.contains(&pixels) {
        return Err(call.bad("qrcode_size", "must be 400, 600 or 800 with a frame"));
    }
    let color = request_color(&RequestColor::from(call.text("color")));
    let picture = Picture {
        color: listed(call, "color", color)?,
        has_border,
        has_logo: has_picture(call, "unit_icon")?,
        ..Picture::new(call.text("code"), Symbology::Qr, pixels)
    };
    drawn(call, "qrcode_size", &picture)
}

/// 605.
pub fn quality(registry: &Registry, call: &AdmittedCall) -> Answer<CodePictureReply> {
    registry.unit(call)?;
    let symbology = Symbology::from_quality(&QualitySymbology::from(call.text("code_type")));
    let symbology = listed(call, "code_type", symbology)?;
    let pixels = print_pixels(&PrintSize::from(call.text("code_size")));
    let margin = MarginType::from(call.text("margin_type"));
    let category = call.given("category_id").map(MarginCategory::from);
    let border = has_border(&margin, category.as_ref(), call.number("margin_type_lv2"));
    let color = call.given("code_color").map(|hex| listed(call, "code_color", hex_color(hex)));
    let color = color.transpose()?;
    if symbology == Symbology::Qr && color.is_some_and(is_pale) {
        return Err(call.bad("code_color", "is too light to be read on white"));
    }
    let has_logo = has_picture(call, "unit_logo")?;
    let wants_logo = call.text("use_logo") == "1";
    if wants_logo && !has_logo {
        return Err(call.bad("unit_logo", "is required when use_logo is 1"));
    }
    let plain = Picture::new(content(call)?, symbology, listed(call, "code_size", pixels)?);
    let picture = Picture {
        color: color.unwrap_or(plain.color),
        has_border: listed(call, "category_id", border)?,
        has_logo: wants_logo,
        ..plain
    };
    drawn(call, "code_size", &picture)
}

/// 701.
pub fn authentication(
    registry: &mut Registry,
    call: &AdmittedCall,
) -> Answer<AuthenticationPictureReply> {
    let background = BackgroundColor::from(call.text("bgimage"));
    let picture = AuthenticationPicture {
        background: listed(call, "bgimage", AuthenticationPicture::background(&background))?,
        system_name: (call.text("ismarkname") == "1").then(|| call.account.system_name.clone()),
    };
    let png = picture.draw().map_err(|error| refused(call, "ismarkname", &error))?;
    let mut reply = AuthenticationPictureReply::default();
    reply.picture_url = Some(publish(registry, png));
    Ok(reply)
}

/// What a scanner reads: the address of the resolver and the code.
fn content(call: &AdmittedCall) -> Answer<String> {
    let code: Result<Idcode, _> = call.text("code").parse();
    let code = code.map_err(|error| call.bad("code", &format!("is refused: {error}")))?;
    Ok(code.content(Environment::Test))
}

fn pixels(call: &AdmittedCall, name: &str) -> Answer<u32> {
    let pixels = call.number(name).and_then(|pixels| u32::try_from(pixels).ok());
    pixels.ok_or_else(|| call.bad(name, "is too large"))
}

fn listed<T>(call: &AdmittedCall, name: &str, value: Option<T>) -> Answer<T> {
    value.ok_or_else(|| call.bad(name, "is not a value of the document"))
}

/// Blames the parameter that is the most likely reason.
fn refused(call: &AdmittedCall, size: &str, error: &PictureError) -> Failure {
    let name = if *error == PictureError::ContentTooLong { "code" } else { size };
    call.bad(name, &format!("is refused: {error}"))
}

fn drawn(call: &AdmittedCall, size: &str, picture: &Picture) -> Answer<CodePictureReply> {
    let png = picture.draw().map_err(|error| refused(call, size, &error))?;
    let mut reply = CodePictureReply::default();
    reply.picture = Some(to_base64(&png).into());
    Ok(reply)
}

/// Where a picture can be downloaded from now on.
fn publish(registry: &mut Registry, png: Vec<u8>) -> String {
    let name = format!("{:016x}.png", registry.draw());
    let url = format!("{}/sandbox/idcode/pictures/{name}", registry.base_url);
    registry.pictures.insert(name, Bytes::from(png));
    url
}
