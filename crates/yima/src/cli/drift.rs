//! `yima drift`.

use std::path::PathBuf;

use clap::Args;

use crate::screen::DocumentFormat;

/// Arguments of `drift`.
#[derive(Args)]
pub struct DriftArguments {
    /// Folder of captured exchanges (--capture)
    pub folder: PathBuf,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub output: DocumentFormat,
}
