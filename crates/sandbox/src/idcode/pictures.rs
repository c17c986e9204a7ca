//! 603, 604, 605 and 701: code pictures and authentication pictures.

use bytes::Bytes;
use idcode_types::{
    AuthenticationPictureReply, BackgroundColor, CodePictureReply, CodePictureUrlReply,
    Environment, Idcode, MarginCategory, MarginType, PictureSymbology, PrintSize, QualitySymbology,
    RequestColor,
};

use super::call::{Answer, Call, Failure};
use super::lookup::Registry;
use super::picture::{
    AuthenticationPicture, Background, Border, Color, Picture, PictureError, SquareStyle,
    Symbology, draw, draw_authentication, to_base64,
};
use super::unit::decode_parameter;

/// Side of pictures of 603 when the call does not say.
const PIXELS: u32 = 300;

/// Sides that 604 has frames for.
const FRAMED: [u32; 3] = [400, 600, 800];

/// 603.
pub fn plain(registry: &mut Registry, call: &Call) -> Answer<CodePictureUrlReply> {
    let symbology = match call.given("code_type").map(PictureSymbology::from) {
        None => Symbology::Qr,
        Some(kind) => listed(call, "code_type", Symbology::from_picture(&kind))?,
    };
    let pixels = if call.given("pic_size").is_some() { pixels(call, "pic_size")? } else { PIXELS };
    let picture = Picture::new(content(call)?, symbology, pixels);
    let png = draw(&picture).map_err(|error| refused(call, "pic_size", &error))?;
    let mut reply = CodePictureUrlReply::default();
    reply.picture_url = Some(publish(registry, png));
    Ok(reply)
}

/// 604. Its frame is the first of the square ones of 605.
pub fn framed(call: &Call) -> Answer<CodePictureReply> {
    let pixels = pixels(call, "qrcode_size")?;
    let has_frame = call.text("is_margin") == "1";
    if has_frame && !FRAMED.contains(&pixels) {
        return Err(call.bad("qrcode_size", "must be 400, 600 or 800 with a frame"));
    }
    let color = Color::from_request(&RequestColor::from(call.text("color")));
    let picture = Picture {
        color: listed(call, "color", color)?,
        border: if has_frame { Border::Square(SquareStyle::default()) } else { Border::None },
        logo: decode_parameter(call, "unit_icon")?,
        ..Picture::new(call.text("code"), Symbology::Qr, pixels)
    };
    drawn(call, "qrcode_size", &picture)
}

/// 605.
pub fn quality(registry: &Registry, call: &Call) -> Answer<CodePictureReply> {
    registry.unit(call)?;
    let symbology = Symbology::from_quality(&QualitySymbology::from(call.text("code_type")));
    let pixels = Picture::print_pixels(&PrintSize::from(call.text("code_size")));
    let margin = MarginType::from(call.text("margin_type"));
    let category = call.given("category_id").map(MarginCategory::from);
    let style = call.number("margin_type_lv2").and_then(|style| i64::try_from(style).ok());
    let border = Border::from_margin(&margin, category.as_ref(), style);
    let color =
        call.given("code_color").map(|hex| listed(call, "code_color", Color::from_hex(hex)));
    let logo = decode_parameter(call, "unit_logo")?;
    let wants_logo = call.text("use_logo") == "1";
    if wants_logo && logo.is_none() {
        return Err(call.bad("unit_logo", "is required when use_logo is 1"));
    }
    let picture = Picture {
        color: color.transpose()?.unwrap_or_default(),
        border: listed(call, "category_id", border)?,
        logo: logo.filter(|_| wants_logo),
        ..Picture::new(
            content(call)?,
            listed(call, "code_type", symbology)?,
            listed(call, "code_size", pixels)?,
        )
    };
    drawn(call, "code_color", &picture)
}

/// 701.
pub fn authentication(registry: &mut Registry, call: &Call) -> Answer<AuthenticationPictureReply> {
    let background = Background::from_color(&BackgroundColor::from(call.text("bgimage")));
    let picture = AuthenticationPicture {
        background: listed(call, "bgimage", background)?,
        system_name: (call.text("ismarkname") == "1").then(|| call.account.system_name.clone()),
    };
    let png = draw_authentication(&picture).map_err(|error| refused(call, "bgimage", &error))?;
    let mut reply = AuthenticationPictureReply::default();
    reply.picture_url = Some(publish(registry, png));
    Ok(reply)
}

/// What a scanner reads: the address of the resolver and the code.
fn content(call: &Call) -> Answer<String> {
    let code: Result<Idcode, _> = call.text("code").parse();
    let code = code.map_err(|error| call.bad("code", &format!("is refused: {error}")))?;
    Ok(Environment::Test.content_of(&code))
}

fn pixels(call: &Call, name: &str) -> Answer<u32> {
    let pixels = call.number(name).and_then(|pixels| u32::try_from(pixels).ok());
    pixels.ok_or_else(|| call.bad(name, "is too large"))
}

fn listed<T>(call: &Call, name: &str, value: Option<T>) -> Answer<T> {
    value.ok_or_else(|| call.bad(name, "is none of the values of the document"))
}

/// Names the parameter that is most likely the reason.
fn refused(call: &Call, size: &str, error: &PictureError) -> Failure {
    let name = if *error == PictureError::TooLong { "code" } else { size };
    call.bad(name, &format!("is refused: {error}"))
}

fn drawn(call: &Call, size: &str, picture: &Picture) -> Answer<CodePictureReply> {
    let png = draw(picture).map_err(|error| refused(call, size, &error))?;
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
