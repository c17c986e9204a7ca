//! Connection options.

use std::path::PathBuf;

use clap::{Arg, Args};

use super::sandbox::SandboxArguments;
use crate::wiring::{
    BASE_URL, Connection, DAILY_LIMIT, ENV, ENVIRONMENTS, ON_QUOTA, ON_QUOTA_VALUES, Protocol,
    STORE,
};

/// Connection options.
#[derive(Args)]
#[command(next_help_heading = "Service")]
pub struct ConnectionArguments {
    /// Environment of the service [default: production]
    #[arg(long, value_parser = ENVIRONMENTS, global = true)]
    pub env: Option<String>,
    /// Base URL, in place of an environment's; with --env, its records count as that environment's
    #[arg(long, global = true, value_name = "URL")]
    pub base_url: Option<String>,
    /// Call a sandbox started for this command: invented data, no credentials
    #[arg(long, global = true, conflicts_with_all = ["env", "base_url"])]
    pub sandbox: bool,
    /// Maximum attempts for transient failures (exponential backoff)
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
    /// Folder to record exchanges in, without secrets and contacts, for `yima drift`
    #[arg(long, global = true, value_name = "FOLDER")]
    pub capture: Option<PathBuf>,
    /// Folder in which commands of one account share token and call count, or `off` [default: see
    /// `yima config show`]
    #[arg(long, global = true, value_name = "FOLDER", conflicts_with = "sandbox")]
    pub store: Option<String>,
    /// Maximum calls of the account a day (Beijing time)
    #[arg(long, global = true, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(1..))]
    pub daily_limit: Option<u64>,
    /// Action when no calls are left today: fail, or wait for midnight in Beijing [default: fail]
    #[arg(long, global = true, value_name = "ACTION", value_parser = ON_QUOTA_VALUES)]
    pub on_quota: Option<String>,
    #[command(flatten)]
    pub sandbox_settings: SandboxArguments,
}

impl ConnectionArguments {
    /// The connection that these arguments ask for.
    pub fn connection(&self, profile: Option<&str>) -> Connection {
        let settings = [
            (ENV, self.env.clone()),
            (BASE_URL, self.base_url.clone()),
            (STORE, self.store.clone()),
            (DAILY_LIMIT, self.daily_limit.map(|calls| calls.to_string())),
            (ON_QUOTA, self.on_quota.clone()),
        ];
        let given = settings.into_iter().filter_map(|(key, value)| Some((key, value?)));
        Connection {
            flags: given.collect(),
            profile: profile.map(str::to_owned),
            sandbox: self.sandbox.then(|| self.sandbox_settings.settings()),
            attempts: self.attempts,
            capture: self.capture.clone(),
        }
    }
}

/// Hides an argument that is a setting this protocol does not have.
pub fn hide_foreign(protocol: &Protocol, argument: Arg) -> Arg {
    let id = argument.get_id().as_str();
    let is_setting = [ENV, STORE, DAILY_LIMIT, ON_QUOTA].contains(&id);
    let is_foreign = is_setting && protocol.setting(id).is_none();
    if is_foreign { argument.hide(true) } else { argument }
}
