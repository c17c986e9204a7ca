//! Which service is called, and how.

use std::path::PathBuf;

use clap::{Arg, Args};

use super::SandboxSettings;
use crate::config::settings::{
    BASE_URL, DAILY_LIMIT, ENDS, ENV, ENVIRONMENTS, ON_QUOTA, STORE, Service,
};

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
    /// Folder in which commands of one account share the token and the count of calls; `off` for
    /// none [default: see `yima config show`].
    #[arg(long, global = true, value_name = "FOLDER", conflicts_with = "sandbox")]
    pub store: Option<String>,
    /// Calls of the account on a day of Beijing at most.
    #[arg(long, global = true, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(1..))]
    pub daily_limit: Option<u64>,
    /// What to do when no calls are left today: fail, or wait for midnight in Beijing [default: fail].
    #[arg(long, global = true, value_name = "END", value_parser = ENDS)]
    pub on_quota: Option<String>,
    #[command(flatten)]
    pub sandbox_settings: SandboxSettings,
}

impl Connection {
    /// The settings that are given as arguments, each by its key.
    pub fn settings(&self) -> [(&'static str, Option<String>); 5] {
        [
            (ENV, self.env.clone()),
            (BASE_URL, self.base_url.clone()),
            (STORE, self.store.clone()),
            (DAILY_LIMIT, self.daily_limit.map(|calls| calls.to_string())),
            (ON_QUOTA, self.on_quota.clone()),
        ]
    }
}

/// Hides an argument that is a setting this service does not have.
pub fn hide_foreign(service: &Service, argument: Arg) -> Arg {
    let id = argument.get_id().as_str();
    let is_setting = [ENV, STORE, DAILY_LIMIT, ON_QUOTA].contains(&id);
    let is_foreign = is_setting && service.setting(id).is_none();
    if is_foreign { argument.hide(true) } else { argument }
}
