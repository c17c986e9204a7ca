//! A reading as a table.

use std::io::{self, Write};
use std::iter;

use serde_json::Value;

use crate::screen;

/// The keys of a reading that are a text, and their titles.
const PARTS: [(&str, &str); 8] = [
    ("agency", "agency"),
    ("di", "device identifier"),
    ("lot_number", "lot number"),
    ("serial_number", "serial number"),
    ("production_date", "production date"),
    ("expiry_date", "expiry date"),
    ("best_before_date", "best before"),
    ("quantity", "quantity"),
];

/// Headings of the columns of a reading.
pub fn columns() -> Vec<&'static str> {
    let parts = PARTS.iter().map(|(key, _)| *key);
    iter::once("input").chain(parts).chain(["product", "error"]).collect()
}

/// A reading as a row under them.
pub fn columns_of(reading: &Value) -> Vec<String> {
    let parts = PARTS.iter().map(|(key, _)| &reading[*key]);
    let last = [&reading["device"]["CPMCTYMC"], &reading["error"]["message"]];
    let values = iter::once(&reading["input"]).chain(parts).chain(last);
    values.map(|value| if is_given(value) { text(value) } else { String::new() }).collect()
}

/// Writes what a label says, what is odd about it, and its device.
pub fn reading(reading: &Value) -> io::Result<()> {
    let mut rows = vec![row("label", &reading["input"])];
    rows.extend(
        PARTS
            .iter()
            .filter(|(key, _)| is_given(&reading[*key]))
            .map(|(key, title)| row(title, &reading[*key])),
    );
    for element in list(&reading["elements"]) {
        let identifier = text(&element["identifier"]);
        let title = text(&element["title"]);
        rows.push(vec![format!("({identifier}) {title}"), text(&element["value"])]);
    }
    rows.extend(
        list(&reading["warnings"]).iter().map(|warning| row("warning", &warning["message"])),
    );
    if is_given(&reading["error"]) {
        rows.push(row("error", &reading["error"]["message"]));
    }
    for candidate in list(&reading["candidates"]) {
        rows.push(vec!["candidate".to_owned(), summary(candidate)]);
    }
    let device = &reading["device"];
    rows.extend(
        [
            ("product", &device["CPMCTYMC"]),
            ("model", &device["GGXH"]),
            ("registrant", &reading["registrant"]["name"]),
        ]
        .into_iter()
        .filter(|(_, value)| is_given(value))
        .map(|(title, value)| row(title, value)),
    );
    screen::rows(&["field", "value"], rows)?;
    writeln!(io::stdout().lock())
}

/// The parts of a candidate in one line.
fn summary(candidate: &Value) -> String {
    let parts = list(&candidate["elements"])
        .iter()
        .map(|element| format!("({}){}", text(&element["identifier"]), text(&element["value"])));
    parts.collect()
}

fn row(title: &str, value: &Value) -> Vec<String> {
    vec![title.to_owned(), text(value)]
}

fn is_given(value: &Value) -> bool {
    !value.is_null()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
