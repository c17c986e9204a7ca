//! `yima scan`.

use std::path::PathBuf;

use clap::Args;

use crate::screen::Format;

/// Reads labels without a network.
#[derive(Args)]
pub struct ScanArguments {
    /// Texts of labels, as the scanner delivers them [default: the lines of standard input]
    #[arg(value_name = "TEXT")]
    pub texts: Vec<String>,
    /// Output format
    #[arg(short, long, value_enum, default_value_t)]
    pub output: Format,
    /// Database in which to look the device up
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,
}
