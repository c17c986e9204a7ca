//! Authentication pictures (认证图片): a badge for a website.

use image::Rgb;

use super::canvas::Canvas;
use super::color::{BLACK, Ink, WHITE, lightness, mix};
use super::{PictureError, font};

const WIDTH: u32 = 400;
const HEIGHT: u32 = 160;
/// Characters of a system name that are shown (系统名称只能显示 15 个字符).
const NAME_CHARACTERS: usize = 15;

/// Background of an authentication picture (背景图片).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Background {
    /// 浅蓝色.
    #[default]
    LightBlue,
    /// 红色.
    Red,
    /// 黄色.
    Yellow,
    /// 橘色.
    Orange,
    /// 蓝色.
    Blue,
    /// 绿色.
    Green,
    /// 浅灰.
    LightGrey,
    /// 深灰.
    DarkGrey,
    /// 深灰2.
    DarkGrey2,
    /// 紫色.
    Purple,
}

/// What an authentication picture shows.
#[derive(Clone, Debug, Default)]
pub struct AuthenticationPicture {
    /// Its colour.
    pub background: Background,
    /// Name of the system, as a watermark; its first 15 characters are shown. Characters that are
    /// not ASCII are boxes with their code point.
    pub system_name: Option<String>,
}

impl Background {
    fn color(self) -> Rgb<u8> {
        Rgb(match self {
            Self::LightBlue => [0x87, 0xCE, 0xEB],
            Self::Red => [0xD9, 0x2B, 0x2B],
            Self::Yellow => [0xFF, 0xD8, 0x3B],
            Self::Orange => [0xF5, 0x8A, 0x1F],
            Self::Blue => [0x1F, 0x5F, 0xC4],
            Self::Green => [0x2E, 0x9E, 0x4A],
            Self::LightGrey => [0xD3, 0xD3, 0xD3],
            Self::DarkGrey => [0x69, 0x69, 0x69],
            Self::DarkGrey2 => [0x44, 0x44, 0x48],
            Self::Purple => [0x7B, 0x35, 0xA8],
        })
    }
}

/// The picture as a PNG file of 400 by 160 pixels: size and layout are not in the document.
///
/// # Errors
/// When the encoder fails.
pub fn draw_authentication(picture: &AuthenticationPicture) -> Result<Vec<u8>, PictureError> {
    let background = picture.background.color();
    let color = if lightness(background) > 140 { BLACK } else { WHITE };
    let mut canvas = Canvas::new(WIDTH, HEIGHT, mix(background, BLACK, 60));
    canvas.fill(4, 4, WIDTH - 8, HEIGHT - 8, Ink::Flat(background));
    canvas.text("IDCODE", WIDTH / 2, 20, 6, Ink::Flat(color));
    canvas.text("AUTHENTICATED", WIDTH / 2, 76, 3, Ink::Flat(color));
    if let Some(name) = &picture.system_name {
        let shown: String = name.chars().take(NAME_CHARACTERS).collect();
        let scale = if font::width(&shown, 4) < WIDTH - 16 { 4 } else { 3 };
        canvas.text(&shown, WIDTH / 2, 114, scale, Ink::Flat(mix(background, color, 110)));
    }
    canvas.into_png()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(background: Background, name: Option<&str>) -> Vec<u8> {
        let picture = AuthenticationPicture { background, system_name: name.map(str::to_owned) };
        draw_authentication(&picture).expect("a picture")
    }

    #[test]
    fn names_are_a_watermark_of_fifteen_characters() {
        let plain = draw(Background::Blue, None);
        assert_eq!(draw(Background::Blue, Some("")), plain);
        assert_ne!(draw(Background::Blue, Some("追溯系统")), plain);
        assert_ne!(
            draw(Background::Blue, Some("追溯系统")),
            draw(Background::Blue, Some("追溯平台"))
        );
        let fifteen = "一二三四五六七八九十一二三四五";
        let sixteen = format!("{fifteen}六");
        assert_eq!(draw(Background::Red, Some(fifteen)), draw(Background::Red, Some(&sixteen)));
        assert!(font::width(fifteen, 3) < WIDTH - 8);
        assert!(font::width(&"𠀀".repeat(NAME_CHARACTERS), 3) < WIDTH - 8);
    }
}
