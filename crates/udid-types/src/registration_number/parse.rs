//! What a registration number says.

use super::normalize_registration_number;

/// A registration or filing number of a known form, in parts.
///
/// ```
/// use udid_types::{Origin, RegistrationKind, RegistrationNumber};
///
/// let number = RegistrationNumber::parse("国械注准20243220123").ok_or("an unknown form")?;
/// assert_eq!(number.kind, RegistrationKind::Registration);
/// assert_eq!(number.origin, Some(Origin::Domestic));
/// assert!(number.is_national());
/// assert_eq!((number.first_year, number.class), (2024, Some(3)));
/// assert_eq!((number.category.as_deref(), number.serial.as_str()), (Some("22"), "0123"));
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RegistrationNumber {
    /// Registration (注册) or filing (备案).
    pub kind: RegistrationKind,
    /// Where the device comes from; a national filing does not say.
    pub origin: Option<Origin>,
    /// Who issued it: 国, or a province with or without a city.
    pub issuer: String,
    /// Whether it has the form used until 2014 (国食药监械…字…第…号).
    pub is_old_form: bool,
    /// Year of the first registration or filing.
    pub first_year: u16,
    /// Class of the device, 1 to 3; a filing does not say.
    pub class: Option<u8>,
    /// Category: two digits, in the old form three, the first of which is the class.
    pub category: Option<String>,
    /// Serial number, with leading zeros.
    pub serial: String,
    /// What follows the old form, such as 更 (renewed).
    pub suffix: Option<String>,
}

/// Registration or filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RegistrationKind {
    /// 注册: devices of class 2 and 3.
    Registration,
    /// 备案: devices of class 1.
    Filing,
}

/// Where a registered device comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// 准: made in mainland China.
    Domestic,
    /// 进: imported.
    Imported,
    /// 许: from Hong Kong, Macao or Taiwan.
    HongKongMacaoTaiwan,
}

impl RegistrationNumber {
    /// Reads one number in any spelling. `None` for other forms, about one in 35: they stay text.
    pub fn parse(text: &str) -> Option<Self> {
        let key = normalize_registration_number(text)?;
        if let Some((issuer, rest)) = key.split_once("械注") {
            return registration(issuer, rest);
        }
        if let Some((issuer, rest)) = key.split_once("械备") {
            return filing(issuer, rest);
        }
        let (authority, rest) = key.split_once('械')?;
        old_form(authority, rest)
    }

    /// Whether the national authority issued it, not a province.
    pub fn is_national(&self) -> bool {
        self.issuer == "国"
    }
}

/// `准20243220123`: origin, year, class, category, serial number.
fn registration(issuer: &str, rest: &str) -> Option<RegistrationNumber> {
    let (origin, digits) = origin(rest)?;
    let (first_year, digits) = year(digits)?;
    let class = digits.get(..1)?.parse().ok().filter(|class| (1..=3).contains(class))?;
    let (category, serial) = (digits.get(1..3)?, digits.get(3..)?);
    Some(RegistrationNumber {
        kind: RegistrationKind::Registration,
        origin: Some(origin),
        issuer: known_issuer(issuer)?,
        is_old_form: false,
        first_year,
        class: Some(class),
        category: Some(category.to_owned()),
        serial: serial_number(serial)?,
        suffix: None,
    })
}

/// `202400123`: year and serial number.
fn filing(issuer: &str, rest: &str) -> Option<RegistrationNumber> {
    let (first_year, serial) = year(rest)?;
    Some(RegistrationNumber {
        kind: RegistrationKind::Filing,
        origin: (issuer != "国").then_some(Origin::Domestic),
        issuer: known_issuer(issuer)?,
        is_old_form: false,
        first_year,
        class: None,
        category: None,
        serial: serial_number(serial)?,
        suffix: None,
    })
}

/// `许字2008第3220032号更`.
fn old_form(authority: &str, rest: &str) -> Option<RegistrationNumber> {
    let issuer = ["食药监", "药监", "药管"].iter().find_map(|end| authority.strip_suffix(end))?;
    let (origin, rest) = origin(rest)?;
    let (first_year, rest) = year(rest.strip_prefix('字')?)?;
    let (digits, suffix) = rest.strip_prefix('第')?.split_once('号')?;
    let (category, serial) = (digits.get(..3)?, digits.get(3..)?);
    Some(RegistrationNumber {
        kind: RegistrationKind::Registration,
        origin: Some(origin),
        issuer: known_issuer(issuer)?,
        is_old_form: true,
        first_year,
        class: category.get(..1)?.parse().ok().filter(|class| (1..=3).contains(class)),
        category: Some(category.to_owned()).filter(|category| is_digits(category)),
        serial: serial_number(serial)?,
        suffix: Some(suffix.to_owned()).filter(|suffix| !suffix.is_empty()),
    })
}

fn origin(text: &str) -> Option<(Origin, &str)> {
    let origins =
        [('准', Origin::Domestic), ('进', Origin::Imported), ('许', Origin::HongKongMacaoTaiwan)];
    origins.iter().find_map(|(letter, origin)| Some((*origin, text.strip_prefix(*letter)?)))
}

/// The year at the beginning of a text.
fn year(text: &str) -> Option<(u16, &str)> {
    let (year, rest) = text.split_at_checked(4)?;
    let year = Some(year).filter(|year| is_digits(year))?.parse().ok()?;
    (1990..2100).contains(&year).then_some((year, rest))
}

fn serial_number(text: &str) -> Option<String> {
    (is_digits(text) && (3..=6).contains(&text.len())).then(|| text.to_owned())
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn known_issuer(text: &str) -> Option<String> {
    let length = text.chars().count();
    let is_han = |letter: char| matches!(letter, '\u{4e00}'..='\u{9fff}');
    ((1..=6).contains(&length) && text.chars().all(is_han)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filing_of_a_province_says_year_and_serial_number() {
        let number = RegistrationNumber::parse("沪械备202400123").unwrap();
        assert_eq!(number.kind, RegistrationKind::Filing);
        assert!(!number.is_national() && !number.is_old_form);
        assert_eq!((number.issuer.as_str(), number.first_year), ("沪", 2024));
        assert_eq!((number.serial.as_str(), number.class), ("00123", None));
    }

    #[test]
    fn the_old_form_is_read_with_its_suffix() {
        let number = RegistrationNumber::parse("国食药监械(许)字2008第3220032号更").unwrap();
        assert!(number.is_old_form && number.is_national());
        assert_eq!(number.origin, Some(Origin::HongKongMacaoTaiwan));
        assert_eq!((number.first_year, number.class), (2008, Some(3)));
        assert_eq!((number.category.as_deref(), number.serial.as_str()), (Some("322"), "0032"));
        assert_eq!(number.suffix.as_deref(), Some("更"));
    }

    #[test]
    fn imports_and_spellings_are_read() {
        let number = RegistrationNumber::parse(" 国械注进（2015）2460123 号").unwrap();
        assert_eq!((number.origin, number.first_year), (Some(Origin::Imported), 2015));
        assert_eq!((number.class, number.serial.as_str()), (Some(2), "0123"));
        let number = RegistrationNumber::parse("国械备20150001号").unwrap();
        assert_eq!((number.origin, number.serial.as_str()), (None, "0001"));
    }

    #[test]
    fn other_forms_are_none() {
        for text in [
            "",
            "豁免",
            "国械注准",
            "国械注准2024",
            "国械注准20245220123",
            "国械注x20243220123",
            "械注准20243220123",
            "国械注准2024322012a",
            "医疗器械",
            "国食药监械字2008第3220032号",
            "国械注准20243220123苏械注准20152021027",
            "国械注准202432201234567",
        ] {
            assert_eq!(RegistrationNumber::parse(text), None, "{text}");
        }
    }
}
