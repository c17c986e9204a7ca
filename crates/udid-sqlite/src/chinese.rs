//! The view of devices for Chinese readers: titles from the document, coded values in words.

use udid_store::tables::{Column, DEVICE};
use wire::{EnumInfo, Kind};

/// Definition of the view `device_zh`.
pub fn device_view() -> String {
    let columns: Vec<_> = DEVICE
        .columns()
        .map(|column| format!("{} AS \"{}\"", value(&column), title(&column)))
        .collect();
    format!("CREATE VIEW device_zh AS SELECT {} FROM device;\n", columns.join(", "))
}

/// The Chinese name of a field; the wire name tells apart those that share one.
fn title(column: &Column) -> String {
    let name = column.field.zh.replace('"', "");
    let is_shared = DEVICE.columns().filter(|other| other.field.zh == column.field.zh).count() > 1;
    if is_shared || name.is_empty() { format!("{name} {}", column.field.wire) } else { name }
}

fn value(column: &Column) -> String {
    match column.field.kind {
        Kind::Enum(info) => one_of(column.name, info),
        Kind::JoinedEnum(info) => some_of(column.name, info),
        _ => column.name.to_owned(),
    }
}

/// A coded value in words.
fn one_of(column: &str, info: &EnumInfo) -> String {
    let cases = info.values.iter().map(|it| format!("WHEN {} THEN {}", text(it.wire), text(it.zh)));
    format!("CASE {column} {} ELSE {column} END", cases.collect::<Vec<_>>().join(" "))
}

/// Coded values with commas in words. Words that hold a digit, and codes of several digits, could be taken
/// for other codes.
fn some_of(column: &str, info: &EnumInfo) -> String {
    let holds_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    if info.values.iter().any(|value| holds_digit(value.zh) || value.wire.len() > 1) {
        return column.to_owned();
    }
    info.values.iter().fold(column.to_owned(), |inner, value| {
        format!("replace({inner}, {}, {})", text(value.wire), text(value.zh))
    })
}

/// A text in SQL.
fn text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
