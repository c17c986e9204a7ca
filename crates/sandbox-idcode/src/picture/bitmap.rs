//! A picture of two colors, and its PNG file.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::format::png;

/// Red, green and blue.
pub type Rgb = [u8; 3];

pub const WHITE: Rgb = [255; 3];
pub const BLACK: Rgb = [0; 3];

/// A square part of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Square {
    pub x: u32,
    pub y: u32,
    pub side: u32,
}

impl Square {
    /// The square with this side and the same center.
    pub fn centered(self, side: u32) -> Self {
        self.inset((self.side - side.min(self.side)) / 2).with_side(side.min(self.side))
    }

    /// The square inside a margin.
    pub fn inset(self, margin: u32) -> Self {
        let margin = margin.min(self.side / 2);
        Self { x: self.x + margin, y: self.y + margin, side: self.side - 2 * margin }
    }

    fn with_side(self, side: u32) -> Self {
        Self { side, ..self }
    }
}

/// A picture whose pixels are dark or light.
pub struct Bitmap {
    width: u32,
    height: u32,
    /// Eight pixels to a byte, each row in bytes of its own, as PNG has them.
    rows: Vec<Vec<u8>>,
}

impl Bitmap {
    /// A light picture.
    pub fn new(width: u32, height: u32) -> Self {
        let row = vec![0; width.div_ceil(8) as usize];
        Self { width, height, rows: vec![row; height as usize] }
    }

    /// The whole of a square picture.
    pub fn whole(&self) -> Square {
        Square { x: 0, y: 0, side: self.width.min(self.height) }
    }

    /// Makes the pixels of a square dark or light; what is outside the picture is ignored.
    pub fn fill(&mut self, square: Square, is_dark: bool) {
        let Square { x, y, side } = square;
        for row in self.rows.iter_mut().skip(y as usize).take(side as usize) {
            for column in x..x.saturating_add(side).min(self.width) {
                let bit = 0x80 >> (column % 8);
                if let Some(byte) = row.get_mut((column / 8) as usize) {
                    *byte = if is_dark { *byte | bit } else { *byte & !bit };
                }
            }
        }
    }

    /// Draws the outline of a square.
    pub fn outline(&mut self, square: Square, thickness: u32) {
        self.fill(square, true);
        self.fill(square.inset(thickness), false);
    }

    /// The picture as a PNG file, with the colors of light and dark pixels.
    pub fn to_png(&self, [light, dark]: [Rgb; 2]) -> Vec<u8> {
        const BITS_PER_PIXEL: u8 = 1;
        const INDEXED: u8 = 3;
        let mut header = [self.width.to_be_bytes(), self.height.to_be_bytes()].concat();
        header.extend([BITS_PER_PIXEL, INDEXED, 0, 0, 0]);
        png::file(&[
            (b"IHDR", &header),
            (b"PLTE", &[light, dark].concat()),
            (b"IDAT", &self.pack()),
        ])
    }

    fn pack(&self) -> Vec<u8> {
        const NO_FILTER: &[u8] = &[0];
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        for row in &self.rows {
            // A vector takes all that is written.
            _ = encoder.write_all(NO_FILTER).and_then(|()| encoder.write_all(row));
        }
        encoder.finish().unwrap_or_default()
    }
}
