//! HIBC and MA labels whose check digits and dates were computed in Python (`data/others.py`).

use udi_label::{Agency, ErrorKind, Label, LabelDate, Scanner};

const LABELS: &str = include_str!("data/others.tsv");

fn labels() -> impl Iterator<Item = Vec<&'static str>> {
    LABELS.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

/// DI, lot, serial number, production date, expiry date, quantity.
fn says(label: &Label) -> [String; 6] {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let date = |date: Option<LabelDate>| date.map(|date| date.to_string()).unwrap_or_default();
    [
        text(label.di()),
        text(label.lot_number()),
        text(label.serial_number()),
        date(label.production_date()),
        date(label.expiry_date()),
        label.quantity().map(|quantity| quantity.to_string()).unwrap_or_default(),
    ]
}

#[test]
fn every_label_says_what_python_made_it_of() {
    let scanner = Scanner::for_year(2026);
    for row in labels() {
        let label = scanner.scan(row[0]).unwrap_or_else(|error| panic!("{}: {error}", row[0]));
        assert_eq!(says(&label).as_slice(), &row[1..], "{}", row[0]);
        assert!(label.check().is_none_or(udi_label::CheckResult::is_right), "{}", row[0]);
        assert!(label.production_check().is_none_or(udi_label::CheckResult::is_right));
        assert_eq!(label.normalized(), row[0]);
        for element in label.elements() {
            assert_eq!(&row[0][element.place()], element.value());
        }
    }
}

#[test]
fn another_check_character_is_an_error_of_hibc_and_a_warning_of_ma() {
    let scanner = Scanner::for_year(2026);
    for row in labels() {
        let (front, last) = row[0].split_at(row[0].len() - 1);
        let other = if last == "7" { "6" } else { "7" };
        let text = format!("{front}{other}");
        match scanner.scan(&text) {
            Err(error) => {
                assert!(row[0].starts_with('+'), "{text}: {error}");
                assert_eq!(error.kind(), ErrorKind::WrongCheckDigit, "{text}");
                assert_eq!(error.agency(), Some(Agency::Hibc));
                assert_eq!(error.place(), front.len()..text.len());
            }
            Ok(label) => {
                assert_eq!(label.agency(), Agency::Ma, "{text}");
                let has_check = row[0].contains(".C") || row[0] == row[1];
                assert_eq!(label.warnings().is_empty(), !has_check, "{text}");
            }
        }
    }
}
