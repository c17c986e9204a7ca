//! Checks of uploaded pictures, like logos and licenses.

use std::fmt;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, general_purpose};
use idcode_types::ResultCode;

use super::format::Format;

/// Largest file: 5 MB, as the document says (上传图片大小不能超过 5M).
pub const MAX_BYTES: usize = 5 * 1024 * 1024;
/// Longest side. Not in the document, like the next: small files can claim to be huge pictures.
const MAX_SIDE: u32 = 10_000;
/// Most pixels: those of a camera.
const MAX_AREA: u64 = 32_000_000;

/// Standard base64, with or without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What is wrong with an uploaded picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UploadProblem {
    /// More than 5 MB, or too many pixels.
    TooLarge,
    /// Neither bmp, png, jpg nor gif by its content, or not base64 text.
    Format,
    /// It begins like one of them but is truncated or broken.
    Damaged,
}

impl UploadProblem {
    /// 40001, 40002 or 40003; endpoints without these have 40005 instead.
    pub fn result_code(self) -> ResultCode {
        match self {
            Self::TooLarge => ResultCode::PictureTooLarge,
            Self::Format => ResultCode::FileFormat,
            Self::Damaged => ResultCode::FileDamaged,
        }
    }
}

impl fmt::Display for UploadProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "the picture is too large",
            Self::Format => "the picture is neither bmp, png, jpg nor gif",
            Self::Damaged => "the picture is damaged",
        })
    }
}

/// Checks size, format and completeness of a picture.
///
/// # Errors
/// What is wrong with it.
pub fn check_picture(bytes: &[u8]) -> Result<(), UploadProblem> {
    if bytes.len() > MAX_BYTES {
        return Err(UploadProblem::TooLarge);
    }
    let format = Format::of(bytes).ok_or(UploadProblem::Format)?;
    let (width, height) = format.dimensions(bytes).ok_or(UploadProblem::Damaged)?;
    let area = u64::from(width) * u64::from(height);
    if width.max(height) > MAX_SIDE || area > MAX_AREA {
        return Err(UploadProblem::TooLarge);
    }
    if format.is_complete(bytes) { Ok(()) } else { Err(UploadProblem::Damaged) }
}

/// Checks a picture in a field like `unit_icon`: base64 text, whose lines may be broken.
///
/// # Errors
/// As [`check_picture`]; [`UploadProblem::Format`] if it is not base64 text.
pub fn check_base64_picture(text: &str) -> Result<(), UploadProblem> {
    let text: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    if text.len() > MAX_BYTES.div_ceil(3) * 4 {
        return Err(UploadProblem::TooLarge);
    }
    check_picture(&BASE64.decode(text).map_err(|_| UploadProblem::Format)?)
}

/// A picture as the base64 text of a reply.
pub fn to_base64(png: &[u8]) -> String {
    general_purpose::STANDARD.encode(png)
}
