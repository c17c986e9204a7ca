//! How data is written.

use clap::ValueEnum;

/// How data is written.
#[derive(Clone, Copy, Default, ValueEnum, PartialEq, Eq)]
pub enum Format {
    /// For people.
    #[default]
    Table,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    Ndjson,
}

/// How a single document is written.
#[derive(Clone, Copy, Default, ValueEnum)]
pub enum DocumentFormat {
    /// For people.
    #[default]
    Table,
    /// One JSON document.
    Json,
}
