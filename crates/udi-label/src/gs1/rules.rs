//! Rules for the content of components, one for each [`ContentRule`] of the spec.

use super::identifier::ContentRule;
use super::problem::ProblemKind;
use crate::check_digit;
use crate::date::LabelDate;
use crate::generated::gs1_table::{COUNTRIES, COUNTRIES_ALPHA_2, CURRENCIES};

/// A company prefix has at least this many digits.
const SHORTEST_COMPANY_PREFIX: usize = 4;

/// Applies a rule to a component whose characters and length are right.
pub(super) fn check(
    rule: ContentRule,
    part: &[u8],
    this_year: u16,
) -> Result<Option<LabelDate>, ProblemKind> {
    match rule {
        ContentRule::CheckDigit => check_digit_of(part).map(|()| None),
        ContentRule::CheckPair => check_pair_of(part).map(|()| None),
        ContentRule::DateYymmddOr00 => {
            LabelDate::from_yymmdd(part, this_year).map(Some).ok_or(ProblemKind::Date)
        }
        ContentRule::DateYymmdd => {
            let date = LabelDate::from_yymmdd(part, this_year);
            date.filter(|date| date.day_is_given()).map(Some).ok_or(ProblemKind::Date)
        }
        ContentRule::DateYyyymmdd => {
            LabelDate::from_yyyymmdd(part).map(Some).ok_or(ProblemKind::Date)
        }
        _ => match broken_rule(rule, part) {
            Some(reason) => Err(ProblemKind::Rule(reason)),
            None => Ok(None),
        },
    }
}

fn check_digit_of(part: &[u8]) -> Result<(), ProblemKind> {
    let Some((given, digits)) = part.split_last() else { return Ok(()) };
    match check_digit::gs1_of(digits) {
        Some(computed) if computed != given - b'0' => {
            Err(ProblemKind::CheckDigit { given: *given, computed: computed + b'0' })
        }
        _ => Ok(()),
    }
}

fn check_pair_of(part: &[u8]) -> Result<(), ProblemKind> {
    let Some((text, given)) = part.split_last_chunk::<2>() else {
        return Err(ProblemKind::TooShort);
    };
    match check_digit::gs1_pair_of(text) {
        Some(computed) if computed == *given => Ok(()),
        Some(computed) => Err(ProblemKind::CheckPair { computed }),
        None => Err(ProblemKind::TooShort),
    }
}

/// The reason why a component breaks the rule.
fn broken_rule(rule: ContentRule, part: &[u8]) -> Option<&'static str> {
    let (holds, reason) = match rule {
        ContentRule::CompanyPrefixAt1 => (has_company_prefix(part, 0), NO_COMPANY_PREFIX),
        ContentRule::CompanyPrefixAt2 => (has_company_prefix(part, 1), NO_COMPANY_PREFIX),
        ContentRule::Hour => (is_at_most(part, b"23"), "the hour is not one from 00 to 23"),
        ContentRule::Minute => (is_at_most(part, b"59"), "the minute is not one from 00 to 59"),
        ContentRule::Second => (is_at_most(part, b"59"), "the second is not one from 00 to 59"),
        ContentRule::HourMinute => (is_hour_minute(part), "the time is not one from 0000 to 2359"),
        ContentRule::Country => (is_in(&COUNTRIES, part), "not a country code of ISO 3166"),
        ContentRule::CountryOr999 => {
            (part == b"999" || is_in(&COUNTRIES, part), "not a country code of ISO 3166, nor 999")
        }
        ContentRule::CountryAlpha2 => {
            (is_in(&COUNTRIES_ALPHA_2, part), "not a two-letter country code of ISO 3166")
        }
        ContentRule::Currency => (is_in(&CURRENCIES, part), "not a currency code of ISO 4217"),
        _ => return broken_rule_of_values(rule, part),
    };
    (!holds).then_some(reason)
}

const NO_COMPANY_PREFIX: &str = "does not begin with a GS1 company prefix";

fn broken_rule_of_values(rule: ContentRule, part: &[u8]) -> Option<&'static str> {
    let is_zero = || part.iter().all(|byte| *byte == b'0');
    let (holds, reason) = match rule {
        ContentRule::Sex => {
            (matches!(part, b"0" | b"1" | b"2" | b"9"), "not 0, 1, 2 or 9 (ISO 5218)")
        }
        ContentRule::ZeroOrOne => (matches!(part, b"0" | b"1"), "not 0 or 1"),
        ContentRule::Winding => (matches!(part, b"0" | b"1" | b"9"), "not 0, 1 or 9"),
        ContentRule::Zero => (is_zero(), "not zero"),
        ContentRule::NotZero => (!is_zero(), "zero"),
        ContentRule::NoLeadingZero => (part.len() == 1 || part[0] != b'0', "begins with a zero"),
        ContentRule::NotOnlyDigits => {
            (!part.iter().all(u8::is_ascii_digit), "consists of digits only")
        }
        ContentRule::Latitude => (is_at_most(part, b"1800000000"), "more than 1800000000"),
        ContentRule::Longitude => (is_at_most(part, b"3600000000"), "more than 3600000000"),
        ContentRule::Hyphen => (part == b"-", "not a hyphen"),
        ContentRule::PieceOfTotal => (is_piece_of_total(part), "not a piece and a total above it"),
        ContentRule::PositionInSequence => {
            (is_position(part), "not a position and a total, as in 1/2")
        }
        ContentRule::Medium => (is_medium(part), "not a medium from 01 to 10 or 80 to 99"),
        ContentRule::Iban => (is_iban(part), "not a bank account number (IBAN)"),
        ContentRule::PercentEncoding => {
            (is_percent_encoded(part), "% without two hexadecimal digits")
        }
        ContentRule::ImporterIndex => {
            let is_index = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
            (part.iter().all(is_index), "not an importer index")
        }
        ContentRule::PackageType => {
            let is_code = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
            (part.iter().all(is_code), "not a package type")
        }
        ContentRule::Coupon => (part.iter().all(u8::is_ascii_digit), "not a coupon of digits"),
        _ => return None,
    };
    (!holds).then_some(reason)
}

fn has_company_prefix(part: &[u8], from: usize) -> bool {
    let prefix = part.get(from..from + SHORTEST_COMPANY_PREFIX);
    prefix.is_some_and(|prefix| prefix.iter().all(u8::is_ascii_digit))
}

/// Compares digits of one length, which is the same as comparing numbers.
fn is_at_most(part: &[u8], limit: &[u8]) -> bool {
    part.len() == limit.len() && part <= limit
}

fn is_hour_minute(part: &[u8]) -> bool {
    part.split_at_checked(2)
        .is_some_and(|(hour, minute)| is_at_most(hour, b"23") && is_at_most(minute, b"59"))
}

fn is_in(codes: &[&str], part: &[u8]) -> bool {
    codes.binary_search_by(|code| code.as_bytes().cmp(part)).is_ok()
}

fn is_piece_of_total(part: &[u8]) -> bool {
    part.split_at_checked(2).is_some_and(|(piece, total)| piece != b"00" && piece <= total)
}

fn is_position(part: &[u8]) -> bool {
    let [position, b'/', total] = part else { return false };
    position.is_ascii_digit() && total.is_ascii_digit() && *position != b'0' && position <= total
}

fn is_medium(part: &[u8]) -> bool {
    matches!(part, [b'0', b'1'..=b'9'] | b"10" | [b'8' | b'9', _])
}

fn is_percent_encoded(part: &[u8]) -> bool {
    let follows = |at: usize| part.get(at + 1..at + 3);
    let escapes = part.iter().enumerate().filter(|(_, byte)| **byte == b'%');
    escapes
        .map(|(at, _)| follows(at))
        .all(|digits| digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)))
}

/// ISO 13616: the country and check digits moved to the end, letters as 10 to 35, modulo 97 is 1.
fn is_iban(part: &[u8]) -> bool {
    let [country @ .., _, _] = part.get(..4).unwrap_or_default() else { return false };
    let is_shape = country.iter().all(u8::is_ascii_uppercase)
        && part[2..4].iter().all(u8::is_ascii_digit)
        && part.len() > 4;
    let (front, account) = part.split_at(4);
    let rest = account.iter().chain(front).try_fold(0_u32, |rest, byte| match byte {
        b'0'..=b'9' => Some((rest * 10 + u32::from(byte - b'0')) % 97),
        b'A'..=b'Z' => Some((rest * 100 + u32::from(byte - b'A') + 10) % 97),
        _ => None,
    });
    is_shape && rest == Some(1)
}
