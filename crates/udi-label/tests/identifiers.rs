//! Every application identifier with its shortest and longest value, and with wrong ones. The values
//! come from the spec file by `data/identifiers.py`.

use std::collections::BTreeSet;

use udi_label::{ApplicationIdentifier, Scanner, write_bracketed, write_element_string};

const CASES: &str = include_str!("data/identifiers.tsv");

/// Identifier, name of the case, value, and whether it is right.
fn cases() -> impl Iterator<Item = (&'static str, &'static str, &'static str, bool)> {
    CASES.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let columns: Vec<_> = line.split('\t').collect();
        let [identifier, name, value, expected] = columns[..] else { panic!("{line}") };
        (identifier, name, value, expected == "ok")
    })
}

#[test]
fn every_value_is_judged_in_every_form() {
    let scanner = Scanner::for_year(2026);
    for (identifier, name, value, is_right) in cases() {
        // A bracket that belongs to the value is written with a backslash in bracketed text only.
        for text in [format!("({identifier}){value}"), format!("]C1{identifier}{value}")] {
            let result = scanner.scan(&text);
            assert_eq!(result.is_ok(), is_right, "{name} {text}: {result:?}");
            let Ok(label) = result else { continue };
            let element = label.elements().next().expect("an element");
            assert_eq!((element.identifier(), element.value()), (identifier, value), "{name}");
            assert_eq!(&text[element.place()], value, "{name}");
        }
    }
}

#[test]
fn what_is_read_is_written_and_what_is_wrong_is_not() {
    for (identifier, name, value, is_right) in cases() {
        let parts = [(identifier, value)];
        // GTIN-13 is padded.
        if name == "too_short" && matches!(identifier, "01" | "02" | "03") {
            continue;
        }
        assert_eq!(write_element_string(&parts).is_ok(), is_right, "{name} ({identifier}){value}");
        if is_right {
            let written = write_element_string(&parts).expect("a right value");
            assert_eq!(written, format!("{identifier}{value}"));
            let bracketed = write_bracketed(&parts).expect("a right value");
            let label = Scanner::for_year(2026).scan(&bracketed).expect("what was written");
            assert_eq!(label.bracketed(), Some(bracketed));
        }
    }
}

#[test]
fn the_cases_cover_the_table() {
    let tried: BTreeSet<_> = cases().map(|(identifier, ..)| identifier.to_owned()).collect();
    let mut known = BTreeSet::new();
    for entry in ApplicationIdentifier::all() {
        let (first, last) = entry.digits();
        let (from, to): (u16, u16) = (first.parse().unwrap(), last.parse().unwrap());
        known.extend((from..=to).map(|code| format!("{code:02}")));
    }
    assert_eq!(tried, known);
    for code in 0..10_000_u16 {
        for digits in [format!("{code:02}"), format!("{code:03}"), format!("{code:04}")] {
            let is_known = ApplicationIdentifier::of(&digits).is_some();
            assert_eq!(is_known, known.contains(&digits), "{digits}");
        }
    }
}
