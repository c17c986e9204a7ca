//! Colours of codes and borders.

use image::Rgb;

use super::PictureError;

pub(super) const WHITE: Rgb<u8> = Rgb([255; 3]);
pub(super) const BLACK: Rgb<u8> = Rgb([0; 3]);

/// Both ends of the colours of 彩色, as different as dark colours can be.
const BLEND: [Rgb<u8>; 2] = [Rgb([0x0B, 0x4F, 0xA8]), Rgb([0x8E, 0x1B, 0x5C])];

/// Lightest colour of a code: with more, its contrast with white is less than 40 %, the least for
/// the third best of the grades of print quality.
const LIGHTEST: u32 = 153;

/// Colour of a code picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    /// 黑色.
    #[default]
    Black,
    /// 彩色: which colours is not stated; here a blend from blue to purple.
    Colorful,
    /// Red, green and blue (码图颜色值).
    Value([u8; 3]),
}

impl Color {
    /// The colour of a value like `1E90FF`, with or without `#` in front.
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let [_, rgb @ ..] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self::Value(rgb))
    }
}

/// What a code is drawn with: a colour for each pixel.
#[derive(Clone, Copy)]
pub(super) enum Ink {
    /// The same everywhere.
    Flat(Rgb<u8>),
    /// From corner to corner of a square of this side.
    Blend(u32),
}

impl Ink {
    pub(super) const BLACK: Self = Self::Flat(BLACK);

    /// The ink for a picture of this side.
    pub(super) fn new(color: Color, side: u32) -> Result<Self, PictureError> {
        match color {
            Color::Black => Ok(Self::BLACK),
            Color::Colorful => Ok(Self::Blend(side)),
            Color::Value(rgb) if lightness(Rgb(rgb)) > LIGHTEST => Err(PictureError::Pale),
            Color::Value(rgb) => Ok(Self::Flat(Rgb(rgb))),
        }
    }

    pub(super) fn at(self, x: u32, y: u32) -> Rgb<u8> {
        match self {
            Self::Flat(color) => color,
            Self::Blend(side) => {
                let share = (x + y) * 255 / (2 * side).max(1);
                mix(BLEND[0], BLEND[1], u8::try_from(share).unwrap_or(u8::MAX))
            }
        }
    }
}

/// How light a colour looks, 0 to 255.
pub(super) fn lightness(Rgb([red, green, blue]): Rgb<u8>) -> u32 {
    (u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000
}

/// Both colours mixed, with this share of 255 of the second.
pub(super) fn mix(Rgb(first): Rgb<u8>, Rgb(second): Rgb<u8>, share: u8) -> Rgb<u8> {
    let mut mixed = first;
    for (mixed, second) in mixed.iter_mut().zip(second) {
        let sum = u32::from(*mixed) * u32::from(255 - share) + u32::from(second) * u32::from(share);
        *mixed = u8::try_from(sum / 255).unwrap_or(u8::MAX);
    }
    Rgb(mixed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_six_digits() {
        assert_eq!(Color::from_hex("1E90ff"), Some(Color::Value([0x1E, 0x90, 0xFF])));
        assert_eq!(Color::from_hex("#000000"), Some(Color::Value([0; 3])));
        for wrong in ["", "#", "000", "0000000", "+00000", "GGGGGG", "##00000", "黑色"] {
            assert_eq!(Color::from_hex(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn light_colours_are_refused() {
        for light in ["FFFFFF", "FFFF00", "00FFFF", "C0C0C0"] {
            let color = Color::from_hex(light).unwrap_or_default();
            assert!(matches!(Ink::new(color, 1), Err(PictureError::Pale)), "{light}");
        }
        for dark in ["000000", "FF0000", "00FF00", "0000FF", "FF8000", "808080"] {
            let color = Color::from_hex(dark).unwrap_or_default();
            assert!(Ink::new(color, 1).is_ok(), "{dark}");
        }
    }

    #[test]
    fn blends_are_dark_everywhere() {
        for at in 0..100 {
            assert!(lightness(Ink::Blend(100).at(at, at)) < 100);
        }
        assert_eq!(mix(WHITE, BLACK, 255), BLACK);
        assert_eq!(mix(WHITE, BLACK, 0), WHITE);
    }
}
