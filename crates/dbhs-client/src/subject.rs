//! Whether a response is about what was asked for.

use dbhs_types::Organization;
use wire::folded;

/// Whether an enterprise has this name, or is known by this number or code.
pub fn is_about(organization: &Organization, key: &str) -> bool {
    let key = folded(key);
    identifiers(organization).any(|identifier| folded(identifier) == key)
}

fn identifiers(organization: &Organization) -> impl Iterator<Item = &str> {
    let identifiers = [
        &organization.name,
        &organization.name_en,
        &organization.short_name,
        &organization.credit_code,
        &organization.business_registration_number,
        &organization.organization_code,
    ];
    identifiers.into_iter().flatten().map(String::as_str)
}

/// Name and credit code, for a message.
pub fn describe_organization(organization: &Organization) -> String {
    let known = [&organization.name, &organization.credit_code];
    let known: Vec<_> = known.into_iter().flatten().filter(|text| !text.is_empty()).collect();
    match *known {
        [] => "an enterprise without name and credit code".to_owned(),
        [one] => one.clone(),
        [name, code, ..] => format!("{name} ({code})"),
    }
}

/// Whether a product has this registration number, alone or among others. One without a number may.
pub fn is_number(given: Option<&str>, asked: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().map(wire::half_width).filter(|letter| letter.is_alphanumeric());
        letters.filter(|letter| *letter != '号').collect()
    };
    let (given, asked) = (letters(given.unwrap_or_default()), letters(asked));
    let is_end = |at: usize| {
        let next = given[at..].chars().next();
        next.is_none_or(|letter| !letter.is_ascii_alphanumeric())
    };
    let mut places = given.match_indices(&asked);
    given.is_empty() || places.any(|(place, found)| is_end(place + found.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_whole_and_without_marks() {
        for (given, asked) in [
            ("国械注准20243220123", "国械注准 2024322 0123"),
            ("粤械备（2014）0023号", "粤械备20140023"),
            ("苏械注准20162220838苏械注准20152021027", "苏械注准20162220838"),
            ("", "苏械注准20162220838"),
        ] {
            assert!(is_number(Some(given), asked), "{given} {asked}");
        }
        for (given, asked) in [
            ("国械注准20243220123", "国械注准2024322012"),
            ("国械注准20243220123", "国械注准20243220124"),
        ] {
            assert!(!is_number(Some(given), asked), "{given} {asked}");
        }
    }

    #[test]
    fn an_enterprise_goes_by_names_and_codes_in_any_width() {
        let mut organization = Organization::default();
        organization.name = Some("甲（中国）有限公司".to_owned());
        organization.credit_code = Some("91310000MA1FL0000X".to_owned());
        for key in
            ["甲(中国)有限公司", "甲（中国） 有限公司", "91310000MA1FL0000X", "９1310000MA1FL0000X"]
        {
            assert!(is_about(&organization, key), "{key}");
        }
        for key in ["甲有限公司", "91310000MA1FL0001X", "乙"] {
            assert!(!is_about(&organization, key), "{key}");
        }
    }
}
