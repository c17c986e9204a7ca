//! Output formats.

use std::io;

use clap::ValueEnum;
use serde::Serialize;
use wire::Model;

use super::csv::csv;
use super::json::{json, json_line};
use super::table::{cells, fields, names, rows};

/// Output format.
#[derive(Clone, Copy, Default, ValueEnum, PartialEq, Eq)]
pub enum Format {
    /// Aligned table
    #[default]
    Table,
    /// One JSON document
    Json,
    /// One JSON object a line
    Ndjson,
    /// Comma-separated values; texts that a spreadsheet would evaluate begin with an apostrophe
    Csv,
}

/// Output format of a single document.
#[derive(Clone, Copy, Default, ValueEnum)]
pub enum DocumentFormat {
    /// Aligned table
    #[default]
    Table,
    /// One JSON document
    Json,
}

/// Writes what a model holds.
pub fn model<M: Model + Serialize>(format: Format, model: &M) -> io::Result<()> {
    match format {
        Format::Table => fields(model),
        Format::Csv => listing(Format::Csv, std::slice::from_ref(model)),
        Format::Json => json(model),
        Format::Ndjson => json_line(model),
    }
}

/// Writes a list of models as a table or as CSV, with a column for each field that is one value.
pub fn listing<M: Model>(format: Format, list: &[M]) -> io::Result<()> {
    let (names, cells) = (names::<M>(), list.iter().map(cells));
    if format == Format::Csv { csv(&names, cells) } else { rows(&names, cells) }
}
