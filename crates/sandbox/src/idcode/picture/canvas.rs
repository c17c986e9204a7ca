//! A picture in the making.

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};

use super::PictureError;
use super::color::Ink;
use super::font;

/// A square part of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Square {
    pub x: u32,
    pub y: u32,
    pub side: u32,
}

impl Square {
    /// The square with this side that has the same centre.
    pub(super) fn centred(self, side: u32) -> Self {
        let side = side.min(self.side);
        let inset = (self.side - side) / 2;
        Self { x: self.x + inset, y: self.y + inset, side }
    }
}

/// A picture in the making. What is outside of it is not drawn.
#[derive(Clone, PartialEq)]
pub(super) struct Canvas {
    image: RgbImage,
}

impl Canvas {
    pub(super) fn new(width: u32, height: u32, background: Rgb<u8>) -> Self {
        Self { image: RgbImage::from_pixel(width, height, background) }
    }

    pub(super) fn size(&self) -> (u32, u32) {
        self.image.dimensions()
    }

    /// The whole of a square picture.
    pub(super) fn whole(&self) -> Square {
        Square { x: 0, y: 0, side: self.image.width().min(self.image.height()) }
    }

    pub(super) fn set(&mut self, x: u32, y: u32, color: Rgb<u8>) {
        if let Some(pixel) = self.image.get_pixel_mut_checked(x, y) {
            *pixel = color;
        }
    }

    pub(super) fn fill(&mut self, x: u32, y: u32, width: u32, height: u32, ink: Ink) {
        for y in y..y.saturating_add(height).min(self.image.height()) {
            for x in x..x.saturating_add(width).min(self.image.width()) {
                self.set(x, y, ink.at(x, y));
            }
        }
    }

    /// Draws a text with its middle at this column and its top at this row.
    pub(super) fn text(&mut self, text: &str, middle: u32, top: u32, scale: u32, ink: Ink) {
        let left = middle.saturating_sub(font::width(text, scale) / 2);
        font::dots(text, scale, |x, y, side| self.fill(left + x, top + y, side, side, ink));
    }

    /// The picture as a PNG file.
    pub(super) fn into_png(self) -> Result<Vec<u8>, PictureError> {
        let mut png = Vec::new();
        let (width, height) = self.size();
        PngEncoder::new(&mut png)
            .write_image(self.image.as_raw(), width, height, ExtendedColorType::Rgb8)
            .map_err(|_| PictureError::Encoder)?;
        Ok(png)
    }
}
