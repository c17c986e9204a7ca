//! `yima udid`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use udid_types::Period;

use super::connection::ConnectionArguments;
use crate::screen::Format;
use crate::wiring::{CommandError, UDID};

/// Arguments of all `udid` commands.
#[derive(Args)]
#[command(after_long_help = UDID.credentials_help())]
pub struct UdidArguments {
    /// Output format
    #[arg(long, value_enum, default_value_t, global = true, display_order = 900)]
    pub output: Format,
    #[command(flatten)]
    pub connection: ConnectionArguments,
    #[command(subcommand)]
    pub command: UdidCommand,
}

/// Commands of the UDID service.
#[derive(Subcommand)]
pub enum UdidCommand {
    /// Test the connection (P001)
    Test,
    /// Get a token and show its limits (P002)
    Token {
        /// Show the token
        #[arg(long)]
        reveal: bool,
    },
    /// List the device records of a day or a month, newest first (D001)
    List {
        #[command(flatten)]
        period: PeriodArguments,
        /// Page to show, from 1
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
        page: u64,
        /// Show this page and all later pages
        #[arg(long)]
        all: bool,
    },
    /// Show earlier versions of records (D002)
    History {
        /// Keys of the records (deviceRecordKey)
        #[arg(required_unless_present = "only")]
        record_keys: Vec<String>,
        /// The records of a list instead: an identifier in the first column of each line, looked up in --db
        #[arg(long, value_name = "FILE", requires = "db", conflicts_with = "record_keys")]
        only: Option<PathBuf>,
        /// Database filled by `sync` or `pull`
        #[arg(long, value_name = "FILE", requires = "only")]
        db: Option<PathBuf>,
        /// Keys a request
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..))]
        chunk: u16,
    },
    /// Show a device with its packages, storage conditions and clinical sizes (D003)
    Device {
        /// Primary DI; with --db also the DI of a package
        di: String,
        /// Database filled by `pull`, in place of the service
        #[arg(long, alias = "from", value_name = "FILE")]
        db: Option<PathBuf>,
    },
    /// Copy all records of a day or a month into a SQLite database; rerun to resume
    Pull {
        #[command(flatten)]
        period: PeriodArguments,
        /// Database, created if it does not exist
        #[arg(long, alias = "to", value_name = "FILE")]
        db: PathBuf,
        /// Pull again what is complete and over
        #[arg(long)]
        again: bool,
        /// Concurrent page requests
        #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=32))]
        in_flight: u8,
    },
    /// Load official release files into a SQLite database; rerun to resume
    Import {
        /// Archives or XML files, or folders of them
        #[arg(required = true, value_name = "FILE|FOLDER")]
        files: Vec<PathBuf>,
        /// Database, created if it does not exist
        #[arg(long, value_name = "FILE")]
        db: PathBuf,
        /// Load again what is stored and complete
        #[arg(long)]
        again: bool,
    },
    /// Keep a copy of the whole register current from the official release files; no account needed
    Sync(SyncArguments),
    /// Show as of which day a database is complete, and what is missing; exit code 8 if it is not current
    Status {
        /// Database filled by `sync`
        #[arg(long, value_name = "FILE")]
        db: PathBuf,
    },
    /// List what is stored of each release and day, and check the database
    Verify {
        /// Database filled by `sync`
        #[arg(long, value_name = "FILE")]
        db: PathBuf,
        /// Compare this many records, drawn at random, with the release files, or without these with the
        /// service, one call each
        #[arg(long, value_name = "NUMBER")]
        sample: Option<u32>,
        /// Folder of the release files [default: the database's name with .releases]
        #[arg(long, value_name = "FOLDER", requires = "sample")]
        archive: Option<PathBuf>,
    },
    /// Show what changed: new, updated, corrected and delisted records
    Changes {
        /// Database filled by `sync`
        #[arg(long, value_name = "FILE")]
        db: PathBuf,
        /// Day (yyyy-MM-dd) from which on, or number of the last change that is known
        #[arg(long, value_name = "DAY|SEQUENCE")]
        since: Since,
        /// Only devices of this list: an identifier in the first column of each line
        #[arg(long, value_name = "FILE")]
        only: Option<PathBuf>,
    },
    /// Look up the registrants of a database in DBHS, with DBHS credentials; rerun to resume
    Enrich {
        /// Database filled by `pull`; fills its table `organization`
        #[arg(long, value_name = "FILE")]
        db: PathBuf,
        /// Look up again what is known
        #[arg(long)]
        again: bool,
        /// Look up again what was looked up more than this many days ago
        #[arg(long, value_name = "DAYS", conflicts_with = "again")]
        older_than: Option<u32>,
        /// Concurrent look-ups
        #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=32))]
        in_flight: u8,
    },
}

/// What `sync` does.
#[derive(Args)]
pub struct SyncArguments {
    /// Database, created if it does not exist
    #[arg(long, value_name = "FILE", required_unless_present = "download_only")]
    pub db: Option<PathBuf>,
    /// Folder in which downloaded files are kept [default: the database's name with .releases]
    #[arg(long, value_name = "FOLDER", required_unless_present = "db")]
    pub archive: Option<PathBuf>,
    /// Where records come from: files, the API, or the API for what no file covers
    #[arg(long, value_enum, default_value_t)]
    pub sources: SyncSources,
    /// Show what would be done
    #[arg(long)]
    pub dry_run: bool,
    /// Download only, for `import` on a computer without network
    #[arg(long)]
    pub download_only: bool,
    /// Do not read a newer full release; delisted records are not found then
    #[arg(long)]
    pub no_full: bool,
    /// Records of the register that --sandbox invents
    #[arg(long, default_value_t = 20_000, value_name = "NUMBER", requires = "sandbox")]
    pub records: u32,
    /// Calls to the API at most
    #[arg(long, value_name = "NUMBER")]
    pub max_calls: Option<u64>,
    /// Calls of the day that are left to others
    #[arg(long, default_value_t = 0, value_name = "NUMBER")]
    pub reserve: u64,
    /// Stop at this time of day in Beijing (HH:MM); the next run continues
    #[arg(long, value_name = "TIME")]
    pub until: Option<jiff::civil::Time>,
    /// Concurrent page requests to the API
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=32))]
    pub in_flight: u8,
}

/// Where `sync` gets records from.
#[derive(Clone, Copy, Default, ValueEnum, PartialEq, Eq)]
pub enum SyncSources {
    /// Release files
    Releases,
    /// The API, with credentials
    Api,
    /// Release files, and the API for days that none of them covers
    #[default]
    Both,
}

/// Where a list of changes begins.
#[derive(Clone, Copy)]
pub enum Since {
    /// Behind the change of this number.
    Sequence(u64),
    /// On this day in Beijing.
    Day(Period),
}

impl std::str::FromStr for Since {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let sequence = text.parse().map(Self::Sequence);
        sequence
            .or_else(|_| parse_day(text).map(Self::Day))
            .map_err(|_| "neither a day like 2026-08-10 nor the number of a change".to_owned())
    }
}

/// A day or a month.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct PeriodArguments {
    /// Day (yyyy-MM-dd)
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    day: Option<Period>,
    /// Month (yyyy-MM)
    #[arg(long, value_name = "MONTH", value_parser = parse_month)]
    month: Option<Period>,
}

impl PeriodArguments {
    /// The one that was given.
    pub fn period(&self) -> Result<Period, CommandError> {
        let given = self.day.or(self.month);
        given.ok_or_else(|| CommandError::usage("missing period; give --day or --month"))
    }
}

fn parse_day(text: &str) -> Result<Period, String> {
    parse_period(text, true, "not a day like 2026-08-10")
}

fn parse_month(text: &str) -> Result<Period, String> {
    parse_period(text, false, "not a month like 2026-08")
}

fn parse_period(text: &str, is_day: bool, expected: &str) -> Result<Period, String> {
    let period = text.parse::<Period>().ok().filter(|period| period.parts().2.is_some() == is_day);
    period.ok_or_else(|| expected.to_owned())
}
