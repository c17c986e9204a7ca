//! `yima doctor`.

use clap::Args;

use super::DocumentFormat;

/// Arguments of `doctor`.
#[derive(Args)]
#[command(after_long_help = DOCTOR)]
pub struct DoctorArguments {
    /// Look at a sandbox that is started for it, and all services of it.
    #[arg(long)]
    pub sandbox: bool,
    /// How it is written.
    #[arg(long, value_enum, default_value_t)]
    pub output: DocumentFormat,
}

const DOCTOR: &str = "\
A service is looked at when it has credentials: see `yima config --help`. The exit code is that of
the first step that failed, as `yima --help` explains it; a clock that is off counts as credentials
that are refused.";
