//! The year of two digits and the last days of months, against a computation in Python.

use udi_label::{LabelDate, Scanner, full_year};

#[test]
fn two_hundred_years_agree_with_python() {
    let table = include_str!("data/dates.tsv");
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<_> = line.split('\t').collect();
        let [this_year, text, expected] = columns[..] else { panic!("{line}") };
        let scanner = Scanner::for_year(this_year.parse().unwrap());
        let label = scanner.scan(&format!("(17){text}")).unwrap_or_else(|e| panic!("{line}: {e}"));
        let date = label.expiry_date().expect("a date");
        assert_eq!(date.to_string(), expected, "{line}");
        assert!(!date.day_is_given());
    }
}

#[test]
fn the_window_is_49_years_back_and_50_ahead() {
    for this_year in 1900..2200_u16 {
        for two_digits in 0..100_u8 {
            let year = full_year(two_digits, this_year);
            assert_eq!(year % 100, u16::from(two_digits));
            let distance = i32::from(year) - i32::from(this_year);
            assert!((-49..=50).contains(&distance), "{two_digits} in {this_year}: {year}");
        }
    }
}

#[test]
fn days_of_the_year_are_days_of_months() {
    let last_of_february = |year| LabelDate::from_day_of_year(year, 60).map(|d| d.to_string());
    assert_eq!(last_of_february(2024).as_deref(), Some("2024-02-29"));
    assert_eq!(last_of_february(2023).as_deref(), Some("2023-03-01"));
    assert_eq!(
        LabelDate::from_day_of_year(2024, 366).map(|d| d.to_string()).unwrap(),
        "2024-12-31"
    );
    for (year, day) in [(2023, 366), (2024, 367), (2024, 0), (0, 1)] {
        assert_eq!(LabelDate::from_day_of_year(year, day), None, "{year} {day}");
    }
    assert_eq!(LabelDate::new(2023, 2, 29), None);
    assert_eq!(LabelDate::new(2023, 13, 1), None);
    assert_eq!(LabelDate::end_of_month(2100, 2).map(LabelDate::day), Some(28));
}
