//! What can be typed.

mod call;
mod config;
mod connection;
mod dbhs;
mod doctor;
mod drift;
mod format;
mod idcode;
mod sandbox;
mod udid;

use clap::{Parser, Subcommand};

pub use call::{CallArguments, ProtocolCall};
pub use config::ConfigCommand;
pub use connection::Connection;
pub use dbhs::{DbhsArguments, DbhsCommand};
pub use doctor::DoctorArguments;
pub use drift::DriftArguments;
pub use format::{DocumentFormat, Format};
pub use idcode::{IdcodeArguments, IdcodeCommand};
pub use sandbox::{Misbehaviour, SandboxCommand, SandboxSettings};
pub use udid::{UdidArguments, UdidCommand};

use crate::protocol::Cloudmfg;

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
  130  interrupted: run the same command again to go on
  143  ended by SIGTERM: the same";

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
    #[command(subcommand, after_long_help = config::CONFIGURATION)]
    Config(ConfigCommand),
}
