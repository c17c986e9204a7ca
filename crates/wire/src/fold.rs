//! Texts as they are compared when sources write one thing differently.

/// The half-width form of a full-width character.
pub fn half_width(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '\u{3000}' => ' ',
        other => other,
    }
}

/// Whether a character cannot be seen: blanks, control characters, marks of width zero.
pub fn is_invisible(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// A name or code as it is compared: half-width, without blanks. Dashes, brackets and title marks belong
/// to names and stay.
///
/// ```
/// assert_eq!(wire::folded("甲（中国） 有限公司"), wire::folded("甲(中国)有限公司"));
/// assert_ne!(wire::folded("一汽—大众"), wire::folded("一汽大众"));
/// ```
pub fn folded(text: &str) -> String {
    text.chars().map(half_width).filter(|letter| !is_invisible(*letter)).collect()
}
