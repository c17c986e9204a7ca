//! Code pictures (码图) and authentication pictures (认证图片), drawn as PNG.
//!
//! What a picture shows is real where a reader can check it: QR codes and Data Matrix symbols scan
//! to the [content](Picture::content). The other symbologies of the document (Lonbei, Han Xin and
//! Grid Matrix) are placeholders, a frame with the name of the symbology in it: no scanner reads
//! them. The document's own pictures (of borders, backgrounds and of what 彩色 looks like) are
//! absent from its text, so how they look here is invented: only that the seven square borders and
//! the ten backgrounds differ from each other is certain.
//!
//! Nothing here has state or reads a file. Whatever is passed in, the answer is a picture or an
//! error.

mod authentication;
mod canvas;
mod color;
mod convert;
mod font;
mod frame;
mod glyphs;
mod jpeg;
mod logo;
mod symbol;
#[cfg(test)]
mod tests;
mod text;

pub use authentication::{AuthenticationPicture, Background, draw_authentication};
pub use color::Color;
pub use frame::{Border, RoundText, SquareStyle};
pub use logo::{Logo, LogoError, MAX_LOGO_BYTES, decode_logo};
pub use symbol::Symbology;
pub use text::{decode_base64_logo, to_base64};

use std::fmt;

use canvas::Canvas;
use color::{Ink, WHITE};

/// Longest side of a picture in pixels. The document names no bound.
pub const MAX_PIXELS: u32 = 4096;

/// What a code picture looks like.
#[derive(Clone, Debug)]
pub struct Picture {
    /// What a scanner reads.
    pub content: String,
    /// Kind of code (码制).
    pub symbology: Symbology,
    /// Side of the whole picture with its border.
    pub pixels: u32,
    /// Colour of code and border. Codes that are no QR codes are black, as the document says.
    pub color: Color,
    /// What is around the code (边框).
    pub border: Border,
    /// What is in the middle of the code. Only QR codes show it: they can be made redundant enough
    /// to lose their middle.
    pub logo: Option<Logo>,
}

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PictureError {
    /// The content is longer than the largest symbol holds.
    TooLong,
    /// The picture would be larger than [`MAX_PIXELS`].
    TooLarge,
    /// The code needs more pixels than the picture leaves inside of its border.
    TooSmall {
        /// Least side of the code with its quiet zone.
        needed: u32,
        /// Side that is left inside of the border.
        left: u32,
    },
    /// The colour is so light that no scanner tells it from white.
    Pale,
    /// The encoder of PNG files failed.
    Encoder,
}

impl fmt::Display for PictureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => f.write_str("the content is too long for this symbology"),
            Self::TooLarge => write!(f, "pictures have at most {MAX_PIXELS} pixels a side"),
            Self::TooSmall { needed, left } => {
                write!(f, "the code needs {needed} pixels a side, the picture leaves {left}")
            }
            Self::Pale => f.write_str("the colour is too light to be read on white"),
            Self::Encoder => f.write_str("the picture cannot be written as PNG"),
        }
    }
}

impl std::error::Error for PictureError {}

impl Picture {
    /// A black picture without border and logo.
    pub fn new(content: impl Into<String>, symbology: Symbology, pixels: u32) -> Self {
        Self {
            content: content.into(),
            symbology,
            pixels,
            color: Color::Black,
            border: Border::None,
            logo: None,
        }
    }
}

/// The picture as a PNG file.
///
/// Codes keep their quiet zone inside of the border, and their modules are whole pixels. A QR code
/// with a logo has error correction level H, others M; the logo covers at most a fifth of its width.
///
/// A picture is as small as one pixel a module, because nothing is known of a least size. Scanners
/// want two at least.
///
/// # Errors
/// When the content does not fit the symbology or the size, or the colour cannot be read.
pub fn draw(picture: &Picture) -> Result<Vec<u8>, PictureError> {
    let side = picture.pixels;
    if side > MAX_PIXELS {
        return Err(PictureError::TooLarge);
    }
    let ink = match picture.symbology {
        Symbology::Qr => Ink::new(picture.color, side)?,
        _ => Ink::BLACK,
    };
    let mut canvas = Canvas::new(side, side, WHITE);
    let area = frame::draw(&mut canvas, picture.border, ink);
    symbol::draw(&mut canvas, area, picture, ink)?;
    canvas.into_png()
}
