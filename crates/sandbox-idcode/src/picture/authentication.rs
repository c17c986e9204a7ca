//! Authentication pictures (认证图片): a badge for a website.

use idcode_types::BackgroundColor;

use super::bitmap::{BLACK, Bitmap, Rgb, WHITE};
use super::symbol::{Symbology, draw_symbol};
use super::{Picture, PictureError};

const WIDTH: u32 = 400;
const HEIGHT: u32 = 160;
/// Characters of a system name that are shown (系统名称只能显示 15 个字符).
const MAX_NAME: usize = 15;

/// What an authentication picture shows.
#[derive(Clone, Debug)]
pub struct AuthenticationPicture {
    /// Color of its background (背景图片).
    pub background: Rgb,
    /// Name of the system, as a QR code of its first 15 characters.
    pub system_name: Option<String>,
}

impl AuthenticationPicture {
    /// The background of 701's `bgimage`.
    pub fn background(value: &BackgroundColor) -> Rgb {
        match value {
            BackgroundColor::Red => [0xD9, 0x2B, 0x2B],
            BackgroundColor::Yellow => [0xFF, 0xD8, 0x3B],
            BackgroundColor::Orange => [0xF5, 0x8A, 0x1F],
            BackgroundColor::Blue => [0x1F, 0x5F, 0xC4],
            BackgroundColor::Green => [0x2E, 0x9E, 0x4A],
            BackgroundColor::LightGrey => [0xD3, 0xD3, 0xD3],
            BackgroundColor::DarkGrey => [0x69, 0x69, 0x69],
            BackgroundColor::DarkGrey2 => [0x44, 0x44, 0x48],
            BackgroundColor::Purple => [0x7B, 0x35, 0xA8],
            _ => [0x87, 0xCE, 0xEB],
        }
    }

    /// Draws it as a PNG file of 400 by 160 pixels: size and layout are not in the document.
    ///
    /// # Errors
    /// If the name does not fit into a QR code.
    pub fn draw(&self) -> Result<Vec<u8>, PictureError> {
        let mut bitmap = Bitmap::new(WIDTH, HEIGHT);
        if let Some(name) = &self.system_name {
            let shown: String = name.chars().take(MAX_NAME).collect();
            let area = bitmap.whole();
            draw_symbol(&mut bitmap, area, &Picture::new(shown, Symbology::Qr, HEIGHT))?;
        }
        let is_light = self.background.iter().map(|part| u32::from(*part)).sum::<u32>() > 400;
        Ok(bitmap.to_png([self.background, if is_light { BLACK } else { WHITE }]))
    }
}
