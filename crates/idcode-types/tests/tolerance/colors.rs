//! Colours: requests have 0 for colour, replies 1 (I40).

use idcode_types::{
    CreateFramedCodePictureRequest, ENDPOINTS, ReplyColor, RequestColor, UnitReply,
    UpdateUnitLogoRequest,
};
use wire::{Kind, ModelInfo};

use crate::checks::{decode, encode};

#[test]
fn the_mapping_is_inverted_between_request_and_reply() {
    assert_eq!((RequestColor::Color.as_str(), RequestColor::Black.as_str()), ("0", "1"));
    assert_eq!((ReplyColor::Color.as_str(), ReplyColor::Black.as_str()), ("1", "0"));
    for (wire, request, reply) in [
        ("0", RequestColor::Color, ReplyColor::Black),
        ("1", RequestColor::Black, ReplyColor::Color),
    ] {
        assert_eq!(RequestColor::from(wire), request);
        assert_eq!(ReplyColor::from(wire), reply);
        let sent: UpdateUnitLogoRequest = decode(&format!(r#"{{"qrcode_color": {wire}}}"#));
        assert_eq!(sent.picture_color, Some(request.clone()));
        assert_eq!(encode(&sent), format!(r#"{{"qrcode_color":{wire}}}"#));
        let sent: CreateFramedCodePictureRequest = decode(&format!(r#"{{"color": "{wire}"}}"#));
        assert_eq!(sent.picture_color, Some(request));
        let got: UnitReply = decode(&format!(r#"{{"qrcode_color": "{wire}"}}"#));
        assert_eq!(got.picture_color, Some(reply));
        assert_eq!(encode(&got), format!(r#"{{"qrcode_color":{wire}}}"#));
    }
    for (text, request, reply) in [
        ("彩色", RequestColor::Color, ReplyColor::Color),
        ("黑色", RequestColor::Black, ReplyColor::Black),
    ] {
        assert_eq!((RequestColor::from(text), ReplyColor::from(text)), (request, reply));
    }
}

/// Requests have the one, replies the other, everywhere.
#[test]
fn no_model_has_the_colour_of_the_other_side() {
    fn collect(model: &ModelInfo, into: &mut Vec<&'static str>) {
        for field in model.fields {
            match field.kind {
                Kind::Enum(list) if list.name.ends_with("Color") => into.push(list.name),
                Kind::Model(inner) | Kind::List(inner) | Kind::Json(inner) => collect(inner, into),
                _ => {}
            }
        }
    }
    let (mut sent, mut got) = (Vec::new(), Vec::new());
    for endpoint in &ENDPOINTS {
        collect(endpoint.request, &mut sent);
        collect(endpoint.reply, &mut got);
    }
    // 309, 310 and 604, and the background of 701; 306, 307, 601 and 607.
    assert_eq!(sent, ["RequestColor", "RequestColor", "RequestColor", "BackgroundColor"]);
    assert_eq!(got, ["ReplyColor"; 4]);
}
