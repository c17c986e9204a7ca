//! Pictures as base64 text, in fields of requests and replies.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, general_purpose};

use super::{Logo, LogoError, MAX_LOGO_BYTES, decode_logo};

/// Standard base64, with its padding or without.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The picture in a field like `unit_icon`: [`decode_logo`] of base64 text, whose lines may be
/// broken.
///
/// # Errors
/// As [`decode_logo`]; [`LogoError::Format`] when it is no base64 text.
pub fn decode_base64_logo(text: &str) -> Result<Logo, LogoError> {
    let text: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    if text.len() > MAX_LOGO_BYTES.div_ceil(3) * 4 {
        return Err(LogoError::TooLarge);
    }
    decode_logo(&BASE64.decode(text).map_err(|_| LogoError::Format)?)
}

/// A picture as the base64 text of a reply.
pub fn to_base64(png: &[u8]) -> String {
    general_purpose::STANDARD.encode(png)
}
