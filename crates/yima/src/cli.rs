//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use udid_types::Period;

use crate::config::settings::{DBHS, ENV, ENVIRONMENTS, IDCODE, UDID};
use crate::endpoint::Call;
use crate::failure::Failure;
use crate::protocol::{Cloudmfg, Dbhs, Idcode, Protocol, Udid};

/// Registries behind China's medical devices and object identifiers.
#[derive(Parser)]
#[command(version, after_long_help = EXIT_CODES, max_term_width = 100)]
pub struct Cli {
    /// Say more on standard error: -v what is done, -vv every call.
    #[arg(short, long, action = clap::ArgAction::Count, global = true, display_order = 901)]
    pub verbose: u8,
    /// Profile of the configuration file to use [default: $YIMA_PROFILE, or the settings at the top
    /// of the file].
    #[arg(long, value_name = "NAME", global = true, display_order = 902)]
    pub profile: Option<String>,
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "\
Data goes to standard output, progress and log to standard error.

Exit codes:
  0    done
  1    a file or database cannot be used
  2    wrong arguments, or a request that the document does not allow
  3    credentials are missing or refused, or access was not granted
  4    not found
  5    the service failed or gave an answer that cannot be read
  6    the service cannot be reached
  7    try again later: too many calls, or no more calls today
  8    records are missing: run the same command again
  9    captured answers have what their documents do not know
  130  interrupted: run the same command again to go on";

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Medical device identifiers: the NMPA UDID database (医疗器械唯一标识).
    Udid(UdidArguments),
    /// Object identifiers: the IDcode registry (统一标识代码). A command for each endpoint, by name or
    /// number.
    Idcode(IdcodeArguments),
    /// Enterprises and registered products: the DBHS interface.
    Dbhs(DbhsArguments),
    /// Devices of a cloud manufacturing platform, after GB/T 43960 (云制造服务平台).
    Cloudmfg(ProtocolCall<Cloudmfg>),
    /// Call any endpoint of a protocol, by name or by the document's id.
    #[command(subcommand)]
    Call(CallArguments),
    /// Find out why a service cannot be called: name, connection, TLS, clock, credentials and a call
    /// that changes nothing.
    Doctor(DoctorArguments),
    /// Find what captured answers have that their documents do not know, with the lines to add to the
    /// spec.
    Drift(DriftArguments),
    /// The services themselves, on this machine, with invented data.
    #[command(subcommand)]
    Sandbox(SandboxCommand),
    /// What is configured: addresses and credentials.
    #[command(subcommand, after_long_help = CONFIGURATION)]
    Config(ConfigCommand),
}

const CONFIGURATION: &str = "\
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

What stands at the top is the default profile; --profile or YIMA_PROFILE chooses another one. A
profile is used alone: what it does not set is not taken from the default profile. A file that
holds secrets must not be readable by others.";

/// Arguments of all `udid` commands.
#[derive(Args)]
#[command(after_long_help = UDID.credentials_help())]
pub struct UdidArguments {
    /// How data is written.
    #[arg(long, value_enum, default_value_t, global = true, display_order = 900)]
    pub output: Format,
    #[command(flatten)]
    pub connection: Connection,
    #[command(subcommand)]
    pub command: UdidCommand,
}

/// Arguments of all `idcode` commands.
#[derive(Args)]
#[command(after_long_help = IDCODE.credentials_help())]
pub struct IdcodeArguments {
    #[command(flatten)]
    pub connection: Connection,
    #[command(subcommand)]
    pub command: IdcodeCommand,
}

/// Commands of the IDcode registry.
#[derive(Subcommand)]
pub enum IdcodeCommand {
    /// Take a code number apart.
    Parse {
        /// Code number, or content of a picture.
        code: String,
    },
    /// Tell where a phone is sent that reads a code (section 十三).
    Resolve {
        /// Registered redirect address.
        address: String,
        /// Code number, or content of a picture.
        code: String,
        /// The code was filed (备案), not registered.
        #[arg(long)]
        filed: bool,
    },
    #[command(flatten)]
    Call(Call<Idcode>),
}

/// Arguments of all `dbhs` commands.
#[derive(Args)]
#[command(after_long_help = DBHS.credentials_help(), mut_arg("env", |env| env.hide(true)))]
pub struct DbhsArguments {
    #[command(flatten)]
    pub connection: Connection,
    #[command(subcommand)]
    pub command: DbhsCommand,
}

/// Commands of the DBHS interface.
#[derive(Subcommand)]
pub enum DbhsCommand {
    /// What the business register has on an enterprise (getOrganizationByName).
    Org {
        /// Its name, unified social credit code or business registration number.
        key: String,
        /// How it is written.
        #[arg(long, value_enum, default_value_t)]
        output: Format,
    },
    /// All products with a registration or filing number (product/list).
    Products {
        /// The number (注册证号/备案号).
        registration_number: String,
        /// How they are written.
        #[arg(long, value_enum, default_value_t)]
        output: Format,
    },
    /// The product with a registration or filing number (product/detail).
    Product {
        /// The number (注册证号/备案号).
        registration_number: String,
        /// How it is written.
        #[arg(long, value_enum, default_value_t)]
        output: Format,
    },
    #[command(flatten)]
    Call(Call<Dbhs>),
}

/// The protocols of `yima call`.
#[derive(Subcommand)]
pub enum CallArguments {
    /// The NMPA UDID database.
    Udid(ProtocolCall<Udid>),
    /// The IDcode registry.
    Idcode(ProtocolCall<Idcode>),
    /// The DBHS interface.
    Dbhs(ProtocolCall<Dbhs>),
    /// A cloud manufacturing platform.
    Cloudmfg(ProtocolCall<Cloudmfg>),
}

/// An endpoint of a protocol, and which service to call.
#[derive(Args)]
#[command(
    after_long_help = P::SERVICE.credentials_help(),
    mut_arg("env", |env| env.hide(P::SERVICE.setting(ENV).is_none()))
)]
pub struct ProtocolCall<P: Protocol> {
    #[command(flatten)]
    pub connection: Connection,
    #[command(subcommand)]
    pub call: Call<P>,
}

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

/// Arguments of `drift`.
#[derive(Args)]
pub struct DriftArguments {
    /// Folder of captured exchanges (--capture).
    pub folder: PathBuf,
    /// How it is written.
    #[arg(long, value_enum, default_value_t)]
    pub output: DocumentFormat,
}

/// What a sandbox is like.
#[derive(Args, Clone, Copy)]
#[command(next_help_heading = "Sandbox")]
pub struct SandboxSettings {
    /// Same seed, same records.
    #[arg(long, global = true, default_value_t = 1, value_name = "NUMBER")]
    pub seed: u64,
    /// Device records of each day, instead of 3,600 to 13,000.
    #[arg(long, global = true, value_name = "NUMBER")]
    pub records_per_day: Option<u32>,
    /// Time that every answer takes, in milliseconds.
    #[arg(long, global = true, default_value_t = 0, value_name = "MS")]
    pub latency: u64,
}

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

/// Commands of the UDID service.
#[derive(Subcommand)]
pub enum UdidCommand {
    /// Test the connection (P001).
    Test,
    /// Get a token and show what it is good for (P002).
    Token {
        /// Show the token itself.
        #[arg(long)]
        reveal: bool,
    },
    /// List the device records of a day or a month, newest first (D001).
    List {
        #[command(flatten)]
        period: PeriodArguments,
        /// Page to show, from 1.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
        page: u64,
        /// Show this page and all that follow.
        #[arg(long)]
        all: bool,
    },
    /// Earlier versions of records (D002).
    History {
        /// Keys of the records (deviceRecordKey).
        #[arg(required = true)]
        record_keys: Vec<String>,
        /// Keys in one request.
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..))]
        chunk: u16,
    },
    /// One device with its packages, conditions of storage and clinical sizes (D003).
    Device {
        /// Its primary DI; in a database the DI of one of its packages as well.
        di: String,
        /// Look into a database filled by `pull` instead of asking the service.
        #[arg(long, value_name = "FILE")]
        from: Option<PathBuf>,
    },
    /// Fetch all records of a day or a month into a SQLite database. Can be interrupted and run
    /// again: it goes on where it was.
    Pull {
        #[command(flatten)]
        period: PeriodArguments,
        /// The database; made if it is not there.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        /// Pages asked for at a time. More is faster and harder on the service.
        #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=32))]
        in_flight: u8,
    },
    /// Look up the registrants of a database filled by `pull` in DBHS, each once. Can be interrupted
    /// and run again. Address and credentials are those of DBHS.
    Enrich {
        /// The database; enterprises go into its table `organization`.
        #[arg(long, value_name = "FILE")]
        db: PathBuf,
        /// Enterprises asked for at a time.
        #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=32))]
        in_flight: u8,
    },
}

/// A day or a month.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct PeriodArguments {
    /// Day, as yyyy-MM-dd.
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    day: Option<Period>,
    /// Month, as yyyy-MM.
    #[arg(long, value_name = "MONTH", value_parser = parse_month)]
    month: Option<Period>,
}

impl PeriodArguments {
    /// The one that was given.
    pub fn period(&self) -> Result<Period, Failure> {
        let given = self.day.or(self.month);
        given.ok_or_else(|| Failure::usage("a day (--day) or a month (--month) is needed"))
    }
}

fn parse_day(text: &str) -> Result<Period, String> {
    parse_period(text, true, "a day like 2026-08-10")
}

fn parse_month(text: &str) -> Result<Period, String> {
    parse_period(text, false, "a month like 2026-08")
}

fn parse_period(text: &str, is_day: bool, expected: &str) -> Result<Period, String> {
    let period = text.parse::<Period>().ok().filter(|period| period.parts().2.is_some() == is_day);
    period.ok_or_else(|| format!("{expected} is needed"))
}

/// Commands of the sandbox.
#[derive(Subcommand)]
pub enum SandboxCommand {
    /// Run it until it is interrupted.
    Serve {
        /// Port on the loopback address; a free one unless given.
        #[arg(long, default_value_t = 0)]
        port: u16,
        #[command(flatten)]
        settings: SandboxSettings,
        #[command(flatten)]
        misbehaviour: Misbehaviour,
    },
}

/// How a sandbox makes life hard.
#[derive(Args)]
#[command(next_help_heading = "Misbehaviour")]
pub struct Misbehaviour {
    /// Profiles of faults, joined with +: dirty, flaky, hostile, limits, outage, slow. The same seed
    /// gives the same faults.
    #[arg(long, value_name = "PROFILES")]
    pub fault: Option<String>,
    /// Time of the services at the start, as 2026-08-10T23:58:00+08:00.
    #[arg(long, value_name = "TIME")]
    pub clock: Option<jiff::Timestamp>,
    /// Their clock stands still, unless it is moved through the admin endpoints.
    #[arg(long)]
    pub clock_stands: bool,
    /// Calls that each service allows in a second.
    #[arg(long, value_name = "NUMBER")]
    pub limit_per_second: Option<u32>,
    /// Calls that each service allows an account in a day of Beijing.
    #[arg(long, value_name = "NUMBER")]
    pub limit_per_day: Option<u32>,
    /// Has endpoints below /admin/ that move the clock, set faults and limits, and tell requests and
    /// records.
    #[arg(long)]
    pub admin: bool,
}

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

/// How a single document is written.
#[derive(Clone, Copy, Default, ValueEnum)]
pub enum DocumentFormat {
    /// For people.
    #[default]
    Table,
    /// One JSON document.
    Json,
}
