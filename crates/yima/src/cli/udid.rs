//! `yima udid`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use udid_types::Period;

use super::{Connection, Format};
use crate::config::settings::UDID;
use crate::failure::Failure;

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
