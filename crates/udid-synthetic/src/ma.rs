//! MA (IDcode) identifiers: `MA.156.M0.<organization>.<pack level><item><check>`.

use super::check_digit::iso_7064_mod_11_10;

/// Issuing agency, country and trade (medical devices).
const PREFIX: &str = "MA.156.M0.";

/// An identifier of an organization. The item is a letter and ten digits.
pub(crate) fn format(organization: u32, level: u8, letter: char, number: u64) -> String {
    let body = format!("{PREFIX}{organization:06}.{level}{letter}{number:010}");
    let check = iso_7064_mod_11_10(&body);
    format!("{body}{check}")
}

/// Pack level and number of an identifier; none if it has another form or check digit.
pub(crate) fn parse(text: &str) -> Option<(u8, u64)> {
    let (organization, item) = text.strip_prefix(PREFIX)?.split_once('.')?;
    if organization.len() != 6 || item.len() != 13 || !text.is_ascii() {
        return None;
    }
    let digits = &item[2..12];
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (body, check) = text.split_at(text.len() - 1);
    if !check.starts_with(iso_7064_mod_11_10(body)) {
        return None;
    }
    Some((item[..1].parse().ok()?, digits.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_both_ways() {
        let text = format(123_456, 1, 'B', 7);
        assert_eq!(&text[..text.len() - 1], "MA.156.M0.123456.1B0000000007");
        assert_eq!(parse(&text), Some((1, 7)));
        assert_eq!(parse(&format(100_000, 4, 'X', 9_999_999_999)), Some((4, 9_999_999_999)));
    }

    #[test]
    fn the_check_digit_agrees_with_an_independent_computation() {
        // MOD 11,10 of the digits 156, 0, 123456, 1 and 0000000007, computed with python3.
        assert!(format(123_456, 1, 'B', 7).ends_with('6'));
    }

    #[test]
    fn every_altered_digit_is_refused() {
        let text = format(123_456, 1, 'B', 1_234_567_890);
        for (place, byte) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
            let mut altered = text.clone().into_bytes();
            altered[place] = if byte == b'9' { b'0' } else { byte + 1 };
            let altered = String::from_utf8(altered).unwrap();
            assert_eq!(parse(&altered), None, "{altered}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "MA.156.M0.", "MA.156.M0.123456", "MA.156.M0.123456.", "MA.156.M0.医.1"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse("MA.156.M0.123456.1医0123456789"), None);
    }
}
