//! Registration and filing numbers (注册证编号, 备案号): several in one text, spellings, parts.

mod parse;
mod split;

pub use parse::{Origin, RegistrationKind, RegistrationNumber};
pub use split::split_registration_numbers;

use wire::{half_width, is_invisible};

/// The key under which one registration number is stored and joined: sources write the same number
/// with full-width characters, blanks, brackets of all kinds, and with or without the closing 号.
/// `None` for a text that holds nothing.
///
/// ```
/// use udid_types::normalize_registration_number as normalize;
///
/// assert_eq!(normalize(" 国械注准 2023 1234 ").as_deref(), Some("国械注准20231234"));
/// assert_eq!(normalize("粤械备（2014）0023").as_deref(), Some("粤械备20140023"));
/// assert_eq!(normalize("粤械备【2014】0023号"), normalize("粤械备20140023"));
/// assert_eq!(normalize("  "), None);
/// ```
pub fn normalize_registration_number(text: &str) -> Option<String> {
    let kept = text.chars().map(half_width).filter(|letter| !is_dropped(*letter));
    let key: String = kept.collect();
    // In the old form 号 stands before the suffix and is part of the number.
    let is_new_form = key.contains("械注") || key.contains("械备");
    let key = if is_new_form { key.trim_end_matches('号') } else { &key };
    Some(key.to_owned()).filter(|key| !key.is_empty())
}

/// Brackets and what cannot be seen.
fn is_dropped(letter: char) -> bool {
    is_invisible(letter) || "()[]{}<>〔〕【】〖〗「」『』《》〈〉".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::normalize_registration_number;

    #[test]
    fn spellings_of_one_number_have_one_key() {
        for (text, key) in [
            (" 国械注准 2023 1234 ", "国械注准20231234"),
            ("国械注准〔2023〕1234", "国械注准20231234"),
            ("国械注准\t2023\n1234", "国械注准20231234"),
            ("国械注准２０２３１２３４", "国械注准20231234"),
            ("国械注准\u{3000}20231234\u{feff}", "国械注准20231234"),
            ("粤械备（2014）0023", "粤械备20140023"),
            ("粤械备(2014)0023", "粤械备20140023"),
            ("粤械备【2014】0023", "粤械备20140023"),
            ("粤械备20140023号", "粤械备20140023"),
            ("国食药监械(许)字2008第3220032号（更）", "国食药监械许字2008第3220032号更"),
            ("ＡＢ-12", "AB-12"),
        ] {
            assert_eq!(normalize_registration_number(text).as_deref(), Some(key), "{text}");
        }
    }

    #[test]
    fn a_text_that_holds_nothing_has_no_key() {
        for text in ["", "  ", "\u{3000}\t", "（）"] {
            assert_eq!(normalize_registration_number(text), None, "{text:?}");
        }
    }
}
