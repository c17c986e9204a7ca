//! From the values of requests to what is drawn. Admission has refused values that the document does
//! not list.

use idcode_types::{PictureSymbology, PresetSize, PrintSize, QualitySymbology, RequestColor};

use super::Symbology;
use super::bitmap::{BLACK, Rgb};

/// Color of 彩色, which the document does not define.
const BLUE: Rgb = [0x0B, 0x4F, 0xA8];

/// Lightest color of a code: with more, its contrast with white is less than 40 %, the minimum for
/// the third best grade of print quality.
const LIGHTEST: u32 = 153;

impl Symbology {
    /// `code_type` of 603.
    pub fn from_picture(value: &PictureSymbology) -> Self {
        if *value == PictureSymbology::LongBei { Self::LongBei } else { Self::Qr }
    }

    /// `code_type` of 605.
    pub fn from_quality(value: &QualitySymbology) -> Self {
        match value {
            QualitySymbology::LongBei => Self::LongBei,
            QualitySymbology::DataMatrix => Self::DataMatrix,
            QualitySymbology::HanXin => Self::HanXin,
            QualitySymbology::GridMatrix => Self::GridMatrix,
            _ => Self::Qr,
        }
    }
}

/// `qrcode_color` of 309 and 310 and `color` of 604.
pub fn request_color(value: &RequestColor) -> Rgb {
    if *value == RequestColor::Black { BLACK } else { BLUE }
}

/// `code_color` of 605 like `1E90FF`, with or without `#` in front.
pub fn hex_color(text: &str) -> Option<Rgb> {
    let digits = text.strip_prefix('#').unwrap_or(text);
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let [_, rgb @ ..] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some(rgb)
}

/// Whether a code of this color has too little contrast with white to be read.
pub fn is_pale([red, green, blue]: Rgb) -> bool {
    let lightness = u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114;
    lightness / 1000 > LIGHTEST
}

/// Pixels of `qrcode_size` of 309 and 310.
pub fn preset_pixels(value: &PresetSize) -> u32 {
    match value {
        PresetSize::Px600 => 600,
        PresetSize::Px800 => 800,
        _ => 400,
    }
}

/// Pixels of `code_size` of 605 at 300 dots per inch: the document states centimeters only.
pub fn print_pixels(value: &PrintSize) -> u32 {
    match value {
        PrintSize::Cm3 => 354,
        PrintSize::Cm10 => 1181,
        _ => 591,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_six_digits() {
        assert_eq!(hex_color("1E90ff"), Some([0x1E, 0x90, 0xFF]));
        assert_eq!(hex_color("#000000"), Some([0; 3]));
        for wrong in ["", "#", "000", "0000000", "+00000", "GGGGGG", "##00000", "黑色"] {
            assert_eq!(hex_color(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn light_colors_are_pale() {
        let is_pale = |text| hex_color(text).map(is_pale);
        for light in ["FFFFFF", "FFFF00", "00FFFF", "C0C0C0"] {
            assert_eq!(is_pale(light), Some(true), "{light}");
        }
        for dark in ["000000", "FF0000", "00FF00", "0000FF", "FF8000", "808080"] {
            assert_eq!(is_pale(dark), Some(false), "{dark}");
        }
    }
}
