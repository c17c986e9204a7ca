//! Unified social credit codes (GB 32100): 17 characters and a check character.
//!
//! The codes are valid in form, and invented: their organization codes start with `MY`, a range
//! far behind those in use.

/// The 31 characters of a credit code, in the order of their values. I, O, S, V and Z are left
/// out because they look like others.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The credit code of a body of an administrative division, for a number. The kind is the two
/// characters for the registering authority and the class; an enterprise is `91`.
pub fn invented(kind: &str, division: &str, number: u64) -> String {
    let mut organization = String::from("MY");
    let mut rest = number;
    for _ in 0..6 {
        let value = usize::try_from(rest % 31).unwrap_or(0);
        organization.push(char::from(ALPHABET[value]));
        rest /= 31;
    }
    organization.push(organization_check(&organization));
    let body = format!("{kind}{division}{organization}");
    let check = check_character(&body).unwrap_or('0');
    format!("{body}{check}")
}

/// The check character of the first 17 characters: weights are powers of 3 modulo 31. None if
/// there is a character that a credit code cannot have.
fn check_character(body: &str) -> Option<char> {
    let (mut sum, mut weight) = (0, 1);
    for byte in body.bytes() {
        sum += weight * ALPHABET.iter().position(|&known| known == byte)?;
        weight = weight * 3 % 31;
    }
    Some(char::from(ALPHABET[(31 - sum % 31) % 31]))
}

/// The check character of an organization code of 8 characters (GB 11714).
fn organization_check(code: &str) -> char {
    let weights = [3, 7, 9, 10, 5, 8, 4, 2];
    let values = code.chars().filter_map(|character| character.to_digit(36));
    let sum: u32 = values.zip(weights).map(|(value, weight)| value * weight).sum();
    match (11 - sum % 11) % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}

/// Whether the last character is the right check character for the others.
pub fn is_valid(code: &str) -> bool {
    let Some((body, check)) = code.split_at_checked(17) else { return false };
    code.len() == 18 && check_character(body).is_some_and(|expected| check.starts_with(expected))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_example_of_the_standard_is_valid() {
        assert_eq!(check_character("91350100M000100Y4"), Some('3'));
        assert!(is_valid("91350100M000100Y43"));
        assert!(!is_valid("91350100M000100Y44"));
        assert!(!is_valid("91350100M000100YO3"));
        assert!(!is_valid(""));
    }

    #[test]
    fn codes_that_two_well_known_enterprises_publish_are_valid() {
        assert!(is_valid("914403001922038216"));
        assert!(is_valid("9144030071526726XG"));
    }

    #[test]
    fn agrees_with_an_independent_computation() {
        // Computed with python3: A[-sum(A.index(c) * 3**i for i, c in enumerate(s)) % 31]
        for (body, check) in
            [("91320500MY12AB3C0", 'U'), ("91110114MYAAAAAA1", 'W'), ("91440300MYXWUT987", 'L')]
        {
            assert_eq!(check_character(body), Some(check), "{body}");
        }
    }

    #[test]
    fn the_organization_code_has_its_own_check_character() {
        // D2143569-X is the example of GB 11714; M000100Y-4 is part of the one of GB 32100; the
        // others were computed with python3.
        for (code, check) in
            [("D2143569", 'X'), ("M000100Y", '4'), ("MYAAAAAA", '9'), ("MYXWUT98", '9')]
        {
            assert_eq!(organization_check(code), check, "{code}");
        }
    }

    #[test]
    fn invented_codes_are_valid_and_differ() {
        let first = invented("91", "320500", 1);
        assert_eq!(first.len(), 18);
        assert!(first.starts_with("91320500MY1"));
        assert!(is_valid(&first));
        assert!(is_valid(&invented("12", "110114", u64::MAX)));
        assert_ne!(first, invented("91", "320500", 2));
    }
}
