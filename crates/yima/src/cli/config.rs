//! `yima config`.

use clap::Subcommand;

use super::DocumentFormat;

pub const CONFIGURATION: &str = "\
What holds is the flag, else the environment variable, else what the profile says, else the default.
The variable of a setting is named after service and key: YIMA_UDID_BASE_URL for base_url of udid.
Where both stand in one place, base_url goes before env.

The file is $YIMA_CONFIG, or yima/config.toml in the folder of configurations:

  [udid]
  app_id = \"…\"
  app_secret = \"…\"
  credit_code = \"…\"

  [profiles.trial.udid]
  env = \"test\"
  daily_limit = 500

What stands at the top is the default profile; --profile or YIMA_PROFILE chooses another one. A
profile is used alone: what it does not set is not taken from the default profile. A file that
holds secrets must not be readable by others.

Commands of one account share its token and count its calls, in small files in the folder `store`.
Only you can read them. They may be removed; then the calls of today are forgotten. With `off`
nothing is kept, nor with --sandbox. Calls beyond `daily_limit`, or beyond what the service allows
today, are not made before midnight in Beijing: the command fails and says when that is, or waits
for it where `on_quota` is \"wait\".";

/// Commands of the configuration.
#[derive(Subcommand)]
pub enum ConfigCommand {
    /// Show every setting of every service. Secrets are not shown.
    Show {
        /// Show where each value comes from.
        #[arg(long)]
        origin: bool,
        /// How it is written.
        #[arg(long, value_enum, default_value_t)]
        output: DocumentFormat,
    },
    /// Show where the configuration file is looked for.
    Path,
}
