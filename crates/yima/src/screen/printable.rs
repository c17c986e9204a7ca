//! Text from outside, made harmless for a terminal.

use std::fmt::Write;

/// The text with control characters, and characters that change the direction of writing, as escapes
/// such as `\u{1b}`: a terminal obeys them otherwise.
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_obeyed(letter) {
            // Writing into a string does not fail.
            let _ = write!(shown, "{}", letter.escape_unicode());
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// The same for messages, whose lines stay lines.
pub fn printable_lines(text: &str) -> String {
    text.split('\n').map(printable).collect::<Vec<_>>().join("\n")
}

fn is_obeyed(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{printable, printable_lines};

    #[test]
    fn control_characters_are_escaped_and_all_others_kept() {
        for (text, shown) in [
            ("支架 2.5×18 mm", "支架 2.5×18 mm"),
            ("\u{1b}[31mred", "\\u{1b}[31mred"),
            ("a\nb\r\tc", "a\\u{a}b\\u{d}\\u{9}c"),
            ("\u{9b}2J\u{7f}", "\\u{9b}2J\\u{7f}"),
            ("(10)A1\u{1d}(21)7", "(10)A1\\u{1d}(21)7"),
            ("\u{202e}gnp.exe", "\\u{202e}gnp.exe"),
        ] {
            assert_eq!(printable(text), shown);
        }
    }

    #[test]
    fn lines_of_messages_stay_lines() {
        assert_eq!(printable_lines("first\nsec\u{7}ond"), "first\nsec\\u{7}ond");
    }
}
