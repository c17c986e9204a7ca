//! Pictures that come from outside, like logos.

use std::fmt;
use std::io::Cursor;

use idcode_types::ResultCode;
use image::error::ImageError;
use image::imageops::FilterType;
use image::{DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb};

use super::canvas::{Canvas, Square};
use super::color::{WHITE, mix};
use super::jpeg;

/// Largest file: 5 MB, as the document says (上传图片大小不能超过 5M).
pub const MAX_LOGO_BYTES: usize = 5 * 1024 * 1024;
/// Longest side. Not in the document, like the next: small files can hold huge pictures.
const MAX_SIDE: u32 = 10_000;
/// Most pixels: those of a camera.
const MAX_AREA: u64 = 32_000_000;
/// Memory for decoding.
const MAX_MEMORY: u64 = 256 * 1024 * 1024;
/// Longest side of what is kept.
const KEPT_SIDE: u32 = 512;

/// A picture from outside that can be drawn, made smaller.
#[derive(Clone)]
pub struct Logo {
    image: DynamicImage,
}

/// What is wrong with a picture from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogoError {
    /// More than 5 MB, or more pixels than a sandbox decodes.
    TooLarge,
    /// None of bmp, png, jpg and gif by its content, or no base64 text.
    Format,
    /// It begins like one of them but is cut or broken.
    Damaged,
}

impl LogoError {
    /// 40001, 40002 or 40003; endpoints without these have 40005 instead.
    pub fn result_code(self) -> ResultCode {
        match self {
            Self::TooLarge => ResultCode::PictureTooLarge,
            Self::Format => ResultCode::FileFormat,
            Self::Damaged => ResultCode::FileDamaged,
        }
    }
}

impl fmt::Display for LogoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "the picture is too large",
            Self::Format => "the picture is none of bmp, png, jpg and gif",
            Self::Damaged => "the picture is damaged",
        })
    }
}

impl std::error::Error for LogoError {}

impl fmt::Debug for Logo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Logo({}x{})", self.image.width(), self.image.height())
    }
}

/// The picture in a file: bmp, png, jpg or the first of a gif, told by content and not by name.
///
/// # Errors
/// When it is too large, of another format, or damaged.
pub fn decode_logo(bytes: &[u8]) -> Result<Logo, LogoError> {
    if bytes.len() > MAX_LOGO_BYTES {
        return Err(LogoError::TooLarge);
    }
    let format = image::guess_format(bytes).map_err(|_| LogoError::Format)?;
    match format {
        ImageFormat::Bmp | ImageFormat::Png | ImageFormat::Gif => {}
        // The decoder fills up what is missing with grey.
        ImageFormat::Jpeg if jpeg::has_end(bytes) => {}
        ImageFormat::Jpeg => return Err(LogoError::Damaged),
        _ => return Err(LogoError::Format),
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|error| verdict(&error))?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(LogoError::Damaged);
    }
    if u64::from(width) * u64::from(height) > MAX_AREA {
        return Err(LogoError::TooLarge);
    }
    let image = DynamicImage::from_decoder(decoder).map_err(|error| verdict(&error))?;
    let image =
        if width.max(height) > KEPT_SIDE { image.thumbnail(KEPT_SIDE, KEPT_SIDE) } else { image };
    Ok(Logo { image: image.into_rgba8().into() })
}

fn verdict(error: &ImageError) -> LogoError {
    match error {
        ImageError::Limits(_) => LogoError::TooLarge,
        _ => LogoError::Damaged,
    }
}

impl Logo {
    /// Draws it as large as it fits into an area, on white.
    pub(super) fn draw(&self, canvas: &mut Canvas, area: Square) {
        if area.side == 0 {
            return;
        }
        let image = self.image.resize(area.side, area.side, FilterType::Triangle);
        let left = area.x + area.side.saturating_sub(image.width()) / 2;
        let top = area.y + area.side.saturating_sub(image.height()) / 2;
        for (x, y, pixel) in image.pixels() {
            let [red, green, blue, alpha] = pixel.0;
            canvas.set(left + x, top + y, mix(WHITE, Rgb([red, green, blue]), alpha));
        }
    }
}
