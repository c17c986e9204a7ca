//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use udid_types::Period;

use crate::failure::Failure;
use crate::idcode::IdcodeArguments;

/// Registries behind China's medical devices and object identifiers.
#[derive(Parser)]
#[command(version, after_long_help = EXIT_CODES, max_term_width = 100)]
pub struct Cli {
    /// Say more on standard error: -v what is done, -vv every call.
    #[arg(short, long, action = clap::ArgAction::Count, global = true, display_order = 901)]
    pub verbose: u8,
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
  130  interrupted: run the same command again to go on";

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Medical device identifiers: the NMPA UDID database (医疗器械唯一标识).
    Udid(UdidArguments),
    /// Object identifiers: the IDcode registry (统一标识代码). A command for each endpoint, by name or
    /// number.
    Idcode(IdcodeArguments),
    /// The services themselves, on this machine, with invented data.
    #[command(subcommand)]
    Sandbox(SandboxCommand),
}

const CREDENTIALS: &str = "\
Credentials are no arguments, which others could see. They come from the environment
(YIMA_UDID_APP_ID, YIMA_UDID_APP_SECRET, YIMA_UDID_CREDIT_CODE) or from app_id, app_secret and
credit_code under [udid] in the configuration file, which YIMA_CONFIG can name.";

/// Arguments of all `udid` commands.
#[derive(Args)]
#[command(after_long_help = CREDENTIALS)]
pub struct UdidArguments {
    /// How data is written.
    #[arg(long, value_enum, default_value_t, global = true, display_order = 900)]
    pub output: Format,
    #[command(flatten)]
    pub connection: Connection,
    #[command(subcommand)]
    pub command: UdidCommand,
}

/// Which service to call.
#[derive(Args)]
#[command(next_help_heading = "Service")]
pub struct Connection {
    /// Environment of the service [default: production].
    #[arg(long, value_enum, global = true)]
    pub env: Option<Environment>,
    /// Base URL of the service, instead of an environment's.
    #[arg(long, global = true, value_name = "URL", conflicts_with = "env")]
    pub base_url: Option<String>,
    /// Start a sandbox and call that: no credentials needed, invented data.
    #[arg(long, global = true, conflicts_with_all = ["env", "base_url"])]
    pub sandbox: bool,
    #[command(flatten)]
    pub sandbox_settings: SandboxSettings,
}

/// What a sandbox is like.
#[derive(Args, Clone, Copy)]
#[command(next_help_heading = "Sandbox")]
pub struct SandboxSettings {
    /// Same seed, same records.
    #[arg(long, global = true, default_value_t = 1, value_name = "NUMBER")]
    pub seed: u64,
    /// Records of each day, instead of 3,600 to 13,000.
    #[arg(long, global = true, value_name = "NUMBER")]
    pub records_per_day: Option<u32>,
    /// Time that every answer takes, in milliseconds.
    #[arg(long, global = true, default_value_t = 0, value_name = "MS")]
    pub latency: u64,
}

/// Environment of the service.
#[derive(Clone, Copy, ValueEnum)]
pub enum Environment {
    Test,
    Production,
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
    },
}
