//! GTIN-14: one indicator digit, twelve digits of the item, one check digit (GS1).

/// Digits of the item between indicator and check digit.
pub(crate) const ITEM_DIGITS: u64 = 1_000_000_000_000;

/// The check digit of a GTIN, GLN or SSCC without it: weights 3 and 1 from the right.
pub(crate) fn check_digit(digits: impl DoubleEndedIterator<Item = u8>) -> u8 {
    let weighted = digits.rev().enumerate().map(|(place, digit)| {
        let weight = if place % 2 == 0 { 3 } else { 1 };
        u32::from(digit) * weight
    });
    let rest = weighted.sum::<u32>() % 10;
    u8::try_from((10 - rest) % 10).unwrap_or(0)
}

/// The GTIN-14 of an indicator digit and a twelve-digit item.
pub(crate) fn format(indicator: u8, item: u64) -> String {
    let body = format!("{}{:012}", indicator % 10, item % ITEM_DIGITS);
    let check = check_digit(body.bytes().map(|byte| byte - b'0'));
    format!("{body}{check}")
}

/// Indicator digit and item of a GTIN-14; none if it is not one or its check digit is wrong.
pub(crate) fn parse(gtin: &str) -> Option<(u8, u64)> {
    if gtin.len() != 14 || !gtin.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let indicator = gtin[..1].parse().ok()?;
    let item = gtin[1..13].parse().ok()?;
    (format(indicator, item) == gtin).then_some((indicator, item))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(digits: &str) -> u8 {
        check_digit(digits.bytes().map(|byte| byte - b'0'))
    }

    #[test]
    fn the_printed_example_of_gs1_has_check_digit_3() {
        // GS1's page on check digits computes the GTIN-13 6291041500213.
        assert_eq!(check("629104150021"), 3);
    }

    #[test]
    fn check_digits_agree_with_an_independent_computation() {
        // Computed with python3: -sum(int(d) * (3, 1)[i % 2] for i, d in enumerate(s[::-1])) % 10
        for (digits, expected) in [
            ("0690123456789", 2),
            ("1690123456789", 9),
            ("2699999999999", 1),
            ("8695000000001", 5),
            ("0000000000000", 0),
            ("3461234500001", 9),
        ] {
            assert_eq!(check(digits), expected, "{digits}");
        }
    }

    #[test]
    fn formats_and_parses() {
        assert_eq!(format(0, 690_123_456_789), "06901234567892");
        assert_eq!(parse("06901234567892"), Some((0, 690_123_456_789)));
        assert_eq!(parse("06901234567893"), None);
        assert_eq!(parse("6901234567892"), None);
        assert_eq!(parse("0690123456789٢"), None);
        assert_eq!(parse(""), None);
    }

    #[test]
    fn every_altered_digit_is_refused() {
        let gtin = format(1, 695_123_400_567);
        for place in 0..14 {
            for digit in b'0'..=b'9' {
                let mut altered = gtin.clone().into_bytes();
                altered[place] = digit;
                let altered = String::from_utf8(altered).unwrap();
                assert_eq!(parse(&altered).is_some(), altered == gtin, "{altered}");
            }
        }
    }
}
