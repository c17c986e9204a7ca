//! Tables are aligned by the width that text has on a screen: two columns for a Chinese character.

use udid_types::DeviceRecord;
use unicode_width::UnicodeWidthStr;

use crate::binary::Yima;
use test_support::invented::{day, records_of, sandbox};

const DAY: &str = "2026-08-10";

/// Display column of the first place where a line has this text, from a column on.
fn column_of(line: &str, text: &str, from: usize) -> Option<usize> {
    let places = line.match_indices(text).map(|(place, _)| line[..place].width());
    places.into_iter().find(|column| *column >= from)
}

/// Display columns at which the columns of a table start, told by its heading.
fn starts(heading: &str, names: &[&str]) -> Vec<usize> {
    let mut from = 0;
    let start = |name: &&str| {
        let column = column_of(heading, name, from).unwrap_or_else(|| panic!("{name}: {heading}"));
        from = column + name.width();
        column
    };
    names.iter().map(start).collect()
}

/// Two blanks stand before every column of a line, so that none runs into the next.
#[track_caller]
fn assert_aligned(line: &str, starts: &[usize]) {
    let mut column = 0;
    for character in line.chars() {
        let end = column + character.to_string().width();
        let in_gap = starts.iter().any(|start| column < *start && end > start.saturating_sub(2));
        assert!(!in_gap || character == ' ', "{character:?} at column {column} of {line}");
        column = end;
    }
}

fn cells(record: &DeviceRecord) -> [String; 6] {
    let device = &record.device;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        text(&device.primary_di),
        text(&device.product_name),
        text(&device.model),
        text(&device.registrant_name),
        device.version_number.as_ref().unwrap().to_string(),
        device.version_time.as_ref().unwrap().to_string(),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_cell_of_a_list_starts_below_its_heading() {
    let sandbox = sandbox(20).await;
    let table = Yima::of(&sandbox).run(&["udid", "list", "--day", DAY]).data();
    let mut lines = table.lines();
    let names = ["primary DI", "product", "model", "registrant", "version", "date"];
    let starts = starts(lines.next().unwrap(), &names);
    assert!(lines.next().unwrap().trim().chars().all(|character| character == '─'));
    let mut widths = std::collections::BTreeSet::new();
    for record in records_of(day(DAY), 20).iter().rev() {
        let line = lines.next().unwrap();
        assert_aligned(line, &starts);
        for (cell, start) in cells(record).iter().zip(&starts) {
            if !cell.is_empty() {
                assert_eq!(column_of(line, cell, *start), Some(*start), "{cell} in {line}");
            }
        }
        let name = record.device.registrant_name.as_deref().unwrap();
        widths.insert((name.width(), name.chars().count()));
    }
    assert_eq!(lines.next(), None);
    // Texts of several widths were there, some of them Chinese.
    assert!(widths.len() > 3 && widths.iter().any(|(width, characters)| width > characters));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_fields_of_a_device_are_aligned_and_explained() {
    let sandbox = sandbox(40).await;
    let yima = Yima::of(&sandbox);
    for record in records_of(day(DAY), 40).iter().step_by(8) {
        let di = record.device.primary_di.as_deref().unwrap();
        let shown = yima.run(&["udid", "device", di]).data();
        let fields = shown.split("\n\n").next().unwrap();
        let mut lines = fields.lines();
        let starts = starts(lines.next().unwrap(), &["field", "字段", "value"]);
        let mut count = 0;
        for line in lines.skip(1) {
            assert_aligned(line, &starts);
            count += 1;
        }
        assert!(count > 20, "{fields}");
        let single_use = fields.lines().find(|line| line.contains("is_single_use")).unwrap();
        assert!(single_use.contains("(是)") || single_use.contains("(否)"), "{single_use}");
        assert_eq!(shown.contains("packages (包装)"), !record.packages.is_empty());
        assert_eq!(shown.contains("clinical sizes"), !record.clinical_sizes.is_empty());
        assert_eq!(shown.contains("storage and handling"), !record.storage_conditions.is_empty());
    }
}
