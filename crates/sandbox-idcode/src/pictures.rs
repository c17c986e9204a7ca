//! 603, 604, 605 and 701: code pictures and authentication pictures.

use bytes::Bytes;
use idcode_types::{
    AuthenticationPictureReply, BackgroundColor, CodePictureReply, CodePictureUrlReply,
    Environment, Idcode, MarginType, PictureSymbology, PrintSize, QualitySymbology, RequestColor,
};

use crate::call::{AdmittedCall, Answer, Failure};
use crate::picture::{
    AuthenticationPicture, Picture, PictureError, Symbology, hex_color, is_pale, print_pixels,
    request_color, to_base64,
};
use crate::registry::Registry;
use crate::unit::has_picture;

/// Side of pictures of 603 when the call does not say.
const PIXELS: u32 = 300;

/// 603.
pub fn plain(registry: &mut Registry, call: &AdmittedCall) -> Answer<CodePictureUrlReply> {
    let symbology = Symbology::from_picture(&PictureSymbology::from(call.text("code_type")));
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
    let picture = Picture {
        color: request_color(&RequestColor::from(call.text("color"))),
        has_border: call.text("is_margin") == "1",
        has_logo: has_picture(call, "unit_icon")?,
        ..Picture::new(call.text("code"), Symbology::Qr, pixels)
    };
    drawn(call, "qrcode_size", &picture)
}

/// 605.
pub fn quality(registry: &Registry, call: &AdmittedCall) -> Answer<CodePictureReply> {
    registry.unit(call)?;
    let symbology = Symbology::from_quality(&QualitySymbology::from(call.text("code_type")));
    let pixels = print_pixels(&PrintSize::from(call.text("code_size")));
    let color = call.given("code_color").map(|hex| {
        hex_color(hex).ok_or_else(|| call.bad("code_color", "is not a color like 1E90FF"))
    });
    let color = color.transpose()?;
    if symbology == Symbology::Qr && color.is_some_and(is_pale) {
        return Err(call.bad("code_color", "is too light to be read on white"));
    }
    let has_logo = has_picture(call, "unit_logo")?;
    let plain = Picture::new(content(call)?, symbology, pixels);
    let picture = Picture {
        color: color.unwrap_or(plain.color),
        has_border: MarginType::from(call.text("margin_type")) != MarginType::None,
        has_logo: has_logo && call.text("use_logo") == "1",
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
        background: AuthenticationPicture::background(&background),
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
