//! Command-line arguments.

mod call;
mod config;
mod connection;
mod db;
mod dbhs;
mod doctor;
mod drift;
mod idcode;
mod sandbox;
mod scan;
mod udid;

use clap::{Parser, Subcommand};

pub use call::CallArguments;
pub use config::ConfigCommand;
pub use db::DbCommand;
pub use dbhs::{DbhsArguments, DbhsCommand};
pub use doctor::DoctorArguments;
pub use drift::DriftArguments;
pub use idcode::IdcodeCommand;
pub use sandbox::{FaultArguments, SandboxCommand};
pub use scan::ScanArguments;
pub use udid::{Since, SyncArguments, SyncSources, UdidArguments, UdidCommand};

/// Typed access to the registries behind China's medical devices and object identifiers
#[derive(Parser)]
#[command(version, after_long_help = EXIT_CODES, max_term_width = 100)]
pub struct Cli {
    /// Log to standard error: -v what is done, -vv every call
    #[arg(short, long, action = clap::ArgAction::Count, global = true, display_order = 901)]
    pub verbose: u8,
    /// Profile of the configuration file [default: $YIMA_PROFILE, or the top of the file]
    #[arg(long, value_name = "NAME", global = true, display_order = 902)]
    pub profile: Option<String>,
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "\
Data is written to standard output, progress and log to standard error.

Exit codes:
  0    success
  1    a file or database cannot be used
  2    invalid arguments, or a request that the document does not allow
  3    missing or rejected credentials, or access not granted
  4    not found
  5    the service failed, or its response cannot be read
  6    the service cannot be reached
  7    rate limit or daily quota exceeded; try again later
  8    records are missing; rerun the command
  9    captured responses differ from the specification
  10   done, but the result could not be written
  130  interrupted; rerun the command to resume
  143  terminated by SIGTERM; rerun the command to resume";

/// Commands.
#[derive(Subcommand)]
pub enum Command {
    /// Query the NMPA UDID database, and copy it (医疗器械唯一标识)
    Udid(UdidArguments),
    /// Parse IDcodes, and resolve their redirects (统一标识代码)
    #[command(subcommand)]
    Idcode(IdcodeCommand),
    /// Read labels of devices: GS1, HIBC, MA (IDcode), AHM; works offline
    Scan(ScanArguments),
    /// Describe, check and copy local databases
    #[command(subcommand)]
    Db(DbCommand),
    /// Look up enterprises and registered products in DBHS
    Dbhs(DbhsArguments),
    /// Call any endpoint of a protocol, by name or by its id in the document
    Call(CallArguments),
    /// Diagnose why a service cannot be called: name, connection, TLS, clock, credentials
    Doctor(DoctorArguments),
    /// Compare captured responses with the specification, and print the missing lines
    Drift(DriftArguments),
    /// Run simulated services with invented data on this computer
    #[command(subcommand)]
    Sandbox(SandboxCommand),
    /// Show addresses and credentials, and where they come from
    #[command(subcommand, after_long_help = config::CONFIGURATION)]
    Config(ConfigCommand),
}
