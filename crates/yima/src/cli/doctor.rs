//! `yima doctor`.

use clap::Args;

use crate::screen::DocumentFormat;

/// Arguments of `doctor`.
#[derive(Args)]
#[command(after_long_help = DOCTOR)]
pub struct DoctorArguments {
    /// Diagnose a sandbox started for this command, with all services
    #[arg(long)]
    pub sandbox: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub output: DocumentFormat,
}

const DOCTOR: &str = "\
Services without credentials are skipped: see `yima config --help`. The exit code is that of the
first failed step, see `yima --help`; a wrong clock counts as rejected credentials.";
