//! The registrants: invented enterprises in many provinces and abroad.
//!
//! Their names come from places of legend and literature, so that none of them is mistaken for an
//! enterprise. Places, their codes and the spelling of registration numbers are real.

use std::sync::LazyLock;

use super::places::Place;
use super::products::Line;
use super::table::rows;

/// A registrant or filer.
#[derive(Debug)]
pub struct Company {
    /// Name as registered.
    pub name: &'static str,
    /// English name, if it has one.
    pub name_en: Option<&'static str>,
    /// What it calls its products.
    pub brand: &'static str,
    /// Label of its domain below a reserved one.
    pub label: &'static str,
    /// Its seat; for an enterprise abroad, the seat of its agent in China.
    pub place: &'static Place,
    /// What it makes.
    pub line: Line,
    /// Whether it is an enterprise abroad.
    pub is_abroad: bool,
}

/// All registrants.
pub(crate) static COMPANIES: LazyLock<Vec<Company>> = LazyLock::new(|| {
    let rows = rows(include_str!("companies.tsv"));
    rows.map(|[line, seat, place, brand, label, name, name_en]| Company {
        name,
        name_en: (!name_en.is_empty()).then_some(name_en),
        brand,
        label,
        place: Place::named(place),
        line: Line::named(line),
        is_abroad: seat == "abroad",
    })
    .collect()
});

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn there_are_many_in_several_provinces_and_abroad() {
        assert!(COMPANIES.len() >= 60, "{}", COMPANIES.len());
        let provinces: HashSet<&str> = COMPANIES.iter().map(|c| c.place.province).collect();
        assert!(provinces.len() >= 12, "{}", provinces.len());
        let abroad = COMPANIES.iter().filter(|company| company.is_abroad);
        assert!((8..=20).contains(&abroad.count()));
    }

    #[test]
    fn names_and_labels_differ_and_labels_are_host_names() {
        let names: HashSet<&str> = COMPANIES.iter().map(|company| company.name).collect();
        let labels: HashSet<&str> = COMPANIES.iter().map(|company| company.label).collect();
        assert_eq!((names.len(), labels.len()), (COMPANIES.len(), COMPANIES.len()));
        for label in labels {
            assert!(label.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{label}");
        }
    }

    #[test]
    fn enterprises_abroad_have_an_english_name() {
        assert!(COMPANIES.iter().all(|company| !company.is_abroad || company.name_en.is_some()));
        assert!(COMPANIES.iter().any(|company| !company.is_abroad && company.name_en.is_some()));
    }
}
