//! Which service is called, and how.

use std::path::PathBuf;

use clap::Args;

use super::SandboxSettings;
use crate::config::settings::ENVIRONMENTS;

/// Which service to call.
#[derive(Args)]
#[command(next_help_heading = "Service")]
pub struct Connection {
    /// Environment of the service [default: production].
    #[arg(long, value_parser = ENVIRONMENTS, global = true)]
    pub env: Option<String>,
    /// Base URL of the service, instead of an environment's.
    #[arg(long, global = true, value_name = "URL", conflicts_with = "env")]
    pub base_url: Option<String>,
    /// Start a sandbox and call that: no credentials needed, invented data, nothing is kept.
    #[arg(long, global = true, conflicts_with_all = ["env", "base_url"])]
    pub sandbox: bool,
    /// How often a call is made that fails for a reason that may pass, with growing pauses.
    #[arg(
        long,
        global = true,
        env = "YIMA_ATTEMPTS",
        hide_env_values = true,
        default_value_t = 5,
        value_name = "NUMBER",
        value_parser = clap::value_parser!(u32).range(1..=100)
    )]
    pub attempts: u32,
    /// Write each exchange into this folder, without secrets and contacts: for `yima drift`, or to
    /// show others.
    #[arg(long, global = true, value_name = "FOLDER")]
    pub capture: Option<PathBuf>,
    #[command(flatten)]
    pub sandbox_settings: SandboxSettings,
}
