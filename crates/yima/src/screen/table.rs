//! Tables, aligned by the width of Chinese text on a terminal.

use std::io::{self, Write};

use comfy_table::{ContentArrangement, LineStyle, Table, TableStyle};
use terminal_size::{Width, terminal_size_of};
use wire::{FieldInfo, FieldRef, Kind, Model};

use super::printable;

/// Only a line below the heading.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::new('─', '─', '─', '─'));

/// Writes a table.
pub fn rows(heading: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic);
    if let Some((Width(columns), _)) = terminal_size_of(io::stdout()) {
        table.set_width(columns);
    }
    let cells = |row: Vec<String>| row.iter().map(|cell| printable(cell)).collect::<Vec<_>>();
    table.set_header(heading).add_rows(rows.into_iter().map(cells));
    writeln!(io::stdout().lock(), "{table}")
}

/// Names of the fields that are one value.
pub fn names<M: Model>() -> Vec<&'static str> {
    single::<M>().map(|(_, field)| field.name).collect()
}

/// Their values.
pub fn cells<M: Model>(model: &M) -> Vec<String> {
    let text = |index| match model.get(index) {
        FieldRef::Text(text) => text.into_owned(),
        FieldRef::Absent | FieldRef::Nested(_) => String::new(),
    };
    single::<M>().map(|(index, _)| text(index)).collect()
}

fn single<M: Model>() -> impl Iterator<Item = (usize, &'static FieldInfo)> {
    let fields = M::INFO.fields.iter().enumerate();
    fields.filter(|(_, field)| !matches!(field.kind, Kind::List(_) | Kind::Model(_)))
}

/// Writes the fields of a model: name, Chinese original, value with its meaning.
pub fn fields<M: Model>(model: &M) -> io::Result<()> {
    let described = M::INFO.fields.iter().enumerate().filter_map(|(index, field)| {
        let FieldRef::Text(text) = model.get(index) else { return None };
        // In Chinese texts, explanations of values follow the name.
        let zh = field.zh.split(['：', '；', '【', ':', ';', '，']).next().unwrap_or_default();
        Some(vec![field.name.to_owned(), zh.to_owned(), with_meaning(field.kind, &text)])
    });
    rows(&["field", "字段", "value"], described)
}

/// `1 yes (是)`: a coded value with its documented meaning.
fn with_meaning(kind: Kind, text: &str) -> String {
    let (Kind::Enum(list) | Kind::JoinedEnum(list)) = kind else { return text.to_owned() };
    let described = text.split(',').map(|value| {
        let listed = list.values.iter().find(|listed| listed.wire == value);
        match listed {
            Some(listed) if listed.en != value => format!("{value} {} ({})", listed.en, listed.zh),
            _ => value.to_owned(),
        }
    });
    described.collect::<Vec<_>>().join(", ")
}
