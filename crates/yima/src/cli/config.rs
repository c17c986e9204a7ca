//! `yima config`.

use clap::Subcommand;

use crate::screen::DocumentFormat;

pub const CONFIGURATION: &str = "\
A flag overrides the environment variable, which overrides the profile, which overrides the default.
Variables are named after service and key: YIMA_UDID_BASE_URL for base_url of udid. Where both are
set in one place, base_url overrides env.

The file is $YIMA_CONFIG, or yima/config.toml in the user's configuration folder:

  [udid]
  app_id = \"…\"
  app_secret = \"…\"
  credit_code = \"…\"

  [profiles.trial.udid]
  env = \"test\"
  daily_limit = 500

The top of the file is the default profile; --profile or YIMA_PROFILE selects another one. Profiles
are not combined: what a profile does not set has its default. Other users must not be able to read
a file that holds secrets.

Commands of one account share its token and count its calls in small files in the folder `store`,
which only you can read. Removing them forgets today's calls. With `off`, and with --sandbox,
nothing is shared. Calls beyond `daily_limit`, or beyond the service's own quota, are not made
before midnight in Beijing: the command fails and says when that is, or waits if `on_quota` is
\"wait\".";

/// Commands of the configuration.
#[derive(Subcommand)]
pub enum ConfigCommand {
    /// Show all settings of all services, without secrets
    Show {
        /// Show where each value comes from
        #[arg(long)]
        origin: bool,
        /// Output format
        #[arg(long, value_enum, default_value_t)]
        output: DocumentFormat,
    },
    /// Print the path of the configuration file
    Path,
}
