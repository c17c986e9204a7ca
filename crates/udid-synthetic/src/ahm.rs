//! AHM identifiers. Their form is not public; 16 digits that begin with 8 represent it here.

use super::check_digit::iso_7064_mod_11_10;

/// An identifier: 8, pack level, three digits of the seed's, ten digits of the item, check digit.
pub(crate) fn format(level: u8, tag: u32, number: u64) -> String {
    let body = format!("8{level}{tag:03}{number:010}");
    let check = iso_7064_mod_11_10(&body);
    format!("{body}{check}")
}

/// Pack level and number of an identifier; none if it has another form or check digit.
pub(crate) fn parse(text: &str) -> Option<(u8, u64)> {
    if text.len() != 16 || !text.starts_with('8') || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (body, check) = text.split_at(15);
    if !check.starts_with(iso_7064_mod_11_10(body)) {
        return None;
    }
    Some((text[1..2].parse().ok()?, text[5..15].parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_both_ways() {
        let text = format(2, 45, 1_234_567_890);
        assert_eq!(text.len(), 16);
        assert_eq!(parse(&text), Some((2, 1_234_567_890)));
    }

    #[test]
    fn altered_digits_and_other_texts_are_refused() {
        let text = format(2, 45, 1_234_567_890);
        for place in 0..16 {
            let mut altered = text.clone().into_bytes();
            altered[place] = if altered[place] == b'9' { b'0' } else { altered[place] + 1 };
            assert_eq!(parse(&String::from_utf8(altered).unwrap()), None);
        }
        assert_eq!(parse(""), None);
        assert_eq!(parse("8医疗器械医"), None);
    }
}
