//! From the values of requests to what is drawn. All return `None` for values that the document does
//! not list.

use idcode_types::{
    MarginCategory, MarginType, PictureSymbology, PresetSize, PrintSize, QualitySymbology,
    RequestColor,
};

use super::Symbology;
use super::bitmap::{BLACK, Rgb};

/// Color of 彩色, which the document does not define.
const BLUE: Rgb = [0x0B, 0x4F, 0xA8];

/// Lightest color of a code: with more, its contrast with white is less than 40 %, the minimum for
/// the third best grade of print quality.
const LIGHTEST: u32 = 153;

impl Symbology {
    /// `code_type` of 603.
    pub fn from_picture(value: &PictureSymbology) -> Option<Self> {
        match value {
            PictureSymbology::Qr => Some(Self::Qr),
            PictureSymbology::LongBei => Some(Self::LongBei),
            _ => None,
        }
    }

    /// `code_type` of 605.
    pub fn from_quality(value: &QualitySymbology) -> Option<Self> {
        match value {
            QualitySymbology::Qr => Some(Self::Qr),
            QualitySymbology::LongBei => Some(Self::LongBei),
            QualitySymbology::DataMatrix => Some(Self::DataMatrix),
            QualitySymbology::HanXin => Some(Self::HanXin),
            QualitySymbology::GridMatrix => Some(Self::GridMatrix),
            _ => None,
        }
    }
}

/// `qrcode_color` of 309 and 310 and `color` of 604.
pub fn request_color(value: &RequestColor) -> Option<Rgb> {
    match value {
        RequestColor::Color => Some(BLUE),
        RequestColor::Black => Some(BLACK),
        _ => None,
    }
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

/// Whether `margin_type` of 605 means a border. A round one needs a `category_id`, a square one has
/// style 1 of 7 unless `margin_type_lv2` says otherwise.
pub fn has_border(
    margin: &MarginType,
    category: Option<&MarginCategory>,
    style: Option<u64>,
) -> Option<bool> {
    use MarginCategory::{ElectronicTicket, Information, InternalControl, Tracing};
    match margin {
        MarginType::None => Some(false),
        MarginType::Round => {
            let is_listed =
                matches!(category?, Tracing | Information | InternalControl | ElectronicTicket);
            is_listed.then_some(true)
        }
        MarginType::Square => (1..=7).contains(&style.unwrap_or(1)).then_some(true),
        _ => None,
    }
}

/// Pixels of `qrcode_size` of 309 and 310.
pub fn preset_pixels(value: &PresetSize) -> Option<u32> {
    match value {
        PresetSize::Px400 => Some(400),
        PresetSize::Px600 => Some(600),
        PresetSize::Px800 => Some(800),
        _ => None,
    }
}

/// Pixels of `code_size` of 605 at 300 dots per inch: the document states centimeters only.
pub fn print_pixels(value: &PrintSize) -> Option<u32> {
    match value {
        PrintSize::Cm3 => Some(354),
        PrintSize::Cm5 => Some(591),
        PrintSize::Cm10 => Some(1181),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_need_what_the_table_says() {
        let square = |style| has_border(&MarginType::Square, None, style);
        assert_eq!([square(None), square(Some(1)), square(Some(7))], [Some(true); 3]);
        assert_eq!([square(Some(0)), square(Some(8))], [None; 2]);
        let category = Some(&MarginCategory::Tracing);
        let round = |category| has_border(&MarginType::Round, category, Some(9));
        assert_eq!((round(category), round(None)), (Some(true), None));
        assert_eq!(has_border(&MarginType::None, category, None), Some(false));
    }

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
