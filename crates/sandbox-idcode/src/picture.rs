//! Code pictures (码图) and authentication pictures (认证图片), drawn as PNG, and checks of uploaded
//! pictures.
//!
//! QR codes and Data Matrix symbols scan to the [content](Picture::content). The other symbologies of
//! the document (Lonbei, Han Xin and Grid Matrix) are empty frames: no common scanner reads them. The
//! document's pictures of borders and backgrounds are absent from its text, so all borders look the
//! same here, and a logo is the white square that it would cover.

mod authentication;
mod bitmap;
mod format;
mod parameters;
mod symbol;
mod upload;

pub use authentication::AuthenticationPicture;
pub use parameters::{hex_color, is_pale, preset_pixels, print_pixels, request_color};
pub use symbol::Symbology;
pub use upload::{UploadProblem, check_base64_picture, check_picture, to_base64};

use std::fmt;

use bitmap::{BLACK, Bitmap, Rgb};

/// Maximum side of a picture in pixels. Not in the document.
pub const MAX_PIXELS: u32 = 4096;

/// What a code picture shows.
#[derive(Clone, Debug)]
pub struct Picture {
    /// What a scanner reads.
    pub content: String,
    /// Kind of code (码制).
    pub symbology: Symbology,
    /// Side of the whole picture with its border.
    pub pixels: u32,
    /// Color of code and border. Only QR codes have one; the document says that others are black.
    pub color: Rgb,
    /// Whether there is a border around the code (边框).
    pub has_border: bool,
    /// Whether a logo is in the middle of the code. Only QR codes have one.
    pub has_logo: bool,
}

/// Why a picture cannot be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureError {
    /// The content is longer than the largest symbol holds.
    ContentTooLong,
    /// The picture would be larger than [`MAX_PIXELS`].
    PictureTooLarge,
    /// The code needs more pixels than the picture leaves inside its border.
    PictureTooSmall {
        /// Minimum side of the code with its quiet zone.
        needed: u32,
        /// Side inside the border.
        left: u32,
    },
}

impl fmt::Display for PictureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ContentTooLong => f.write_str("the content is too long for this symbology"),
            Self::PictureTooLarge => write!(f, "pictures have at most {MAX_PIXELS} pixels a side"),
            Self::PictureTooSmall { needed, left } => {
                write!(f, "the code needs {needed} pixels a side, the picture leaves {left}")
            }
        }
    }
}

impl Picture {
    /// A black picture without border and logo.
    pub fn new(content: impl Into<String>, symbology: Symbology, pixels: u32) -> Self {
        Self {
            content: content.into(),
            symbology,
            pixels,
            color: BLACK,
            has_border: false,
            has_logo: false,
        }
    }

    /// Draws it as a PNG file.
    ///
    /// Codes keep their quiet zone inside the border, and their modules are whole pixels. A QR code
    /// with a logo has error correction level H, others M; the logo covers at most a fifth of its
    /// width.
    ///
    /// # Errors
    /// If the content does not fit the symbology or the size.
    pub fn draw(&self) -> Result<Vec<u8>, PictureError> {
        let side = self.pixels;
        if side > MAX_PIXELS {
            return Err(PictureError::PictureTooLarge);
        }
        let mut bitmap = Bitmap::new(side, side);
        let mut area = bitmap.whole();
        if self.has_border {
            // What borders are measured in.
            let unit = (side / 100).max(1);
            bitmap.outline(area.inset(unit), 2 * unit);
            area = area.inset(6 * unit);
        }
        let is_qr = self.symbology == Symbology::Qr;
        symbol::draw_symbol(&mut bitmap, area, self)?;
        Ok(bitmap.to_png([bitmap::WHITE, if is_qr { self.color } else { BLACK }]))
    }
}

#[cfg(test)]
mod tests;
