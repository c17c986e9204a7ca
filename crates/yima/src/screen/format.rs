//! Output formats.

use std::io;

use clap::ValueEnum;
use serde::Serialize;
use wire::Model;

use super::json::{json, json_line};
use super::table::{fields, listing};

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
