//! From the values of requests to what is drawn. All give `None` for values that the document does
//! not list.

use idcode_types::{
    BackgroundColor, MarginCategory, MarginType, PictureSymbology, PresetSize, PrintSize,
    QualitySymbology, RequestColor,
};

use super::{Background, Border, Color, Picture, RoundText, SquareStyle, Symbology};

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

impl Color {
    /// `qrcode_color` of 309 and 310 and `color` of 604.
    pub fn from_request(value: &RequestColor) -> Option<Self> {
        match value {
            RequestColor::Color => Some(Self::Colorful),
            RequestColor::Black => Some(Self::Black),
            _ => None,
        }
    }
}

impl RoundText {
    /// `category_id` of 605.
    pub fn from_category(value: &MarginCategory) -> Option<Self> {
        match value {
            MarginCategory::Tracing => Some(Self::Tracing),
            MarginCategory::Information => Some(Self::Information),
            MarginCategory::InternalControl => Some(Self::InternalControl),
            MarginCategory::ElectronicTicket => Some(Self::ElectronicTicket),
            _ => None,
        }
    }
}

impl Border {
    /// `margin_type`, `category_id` and `margin_type_lv2` of 605: a round border needs a category,
    /// a square one has style 1 unless told.
    pub fn from_margin(
        margin: &MarginType,
        category: Option<&MarginCategory>,
        style: Option<i64>,
    ) -> Option<Self> {
        match margin {
            MarginType::None => Some(Self::None),
            MarginType::Round => RoundText::from_category(category?).map(Self::Round),
            MarginType::Square => style
                .map_or_else(|| Some(SquareStyle::default()), SquareStyle::new)
                .map(Self::Square),
            _ => None,
        }
    }
}

impl Background {
    /// `bgimage` of 701.
    pub fn from_color(value: &BackgroundColor) -> Option<Self> {
        match value {
            BackgroundColor::LightBlue => Some(Self::LightBlue),
            BackgroundColor::Red => Some(Self::Red),
            BackgroundColor::Yellow => Some(Self::Yellow),
            BackgroundColor::Orange => Some(Self::Orange),
            BackgroundColor::Blue => Some(Self::Blue),
            BackgroundColor::Green => Some(Self::Green),
            BackgroundColor::LightGrey => Some(Self::LightGrey),
            BackgroundColor::DarkGrey => Some(Self::DarkGrey),
            BackgroundColor::DarkGrey2 => Some(Self::DarkGrey2),
            BackgroundColor::Purple => Some(Self::Purple),
            _ => None,
        }
    }
}

impl Picture {
    /// Pixels of `qrcode_size` of 309 and 310.
    pub fn preset_pixels(value: &PresetSize) -> Option<u32> {
        match value {
            PresetSize::Px400 => Some(400),
            PresetSize::Px600 => Some(600),
            PresetSize::Px800 => Some(800),
            _ => None,
        }
    }

    /// Pixels of `code_size` of 605 in print, at 300 dots an inch: the document names centimetres
    /// only.
    pub fn print_pixels(value: &PrintSize) -> Option<u32> {
        match value {
            PrintSize::Cm3 => Some(354),
            PrintSize::Cm5 => Some(591),
            PrintSize::Cm10 => Some(1181),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_need_what_the_table_says() {
        let square = |style| Border::from_margin(&MarginType::Square, None, style);
        assert_eq!(square(None), SquareStyle::new(1).map(Border::Square));
        assert_eq!(square(Some(7)), SquareStyle::new(7).map(Border::Square));
        assert_eq!(square(Some(8)), None);
        let category = Some(&MarginCategory::Tracing);
        let round = |category| Border::from_margin(&MarginType::Round, category, Some(9));
        assert_eq!(round(category), Some(Border::Round(RoundText::Tracing)));
        assert_eq!(round(None), None);
        assert_eq!(Border::from_margin(&MarginType::None, category, None), Some(Border::None));
    }
}
