//! `yima sandbox`, and sandbox options.

use std::time::Duration;

use clap::{Args, Subcommand};
use sandbox::{ReleaseFaultRule, Settings};

/// Sandbox options.
#[derive(Args, Clone, Copy)]
#[command(next_help_heading = "Sandbox")]
pub struct SandboxArguments {
    /// Seed of the invented records
    #[arg(long, global = true, default_value_t = 1, value_name = "NUMBER")]
    pub seed: u64,
    /// Device records a day, in place of 3,600 to 13,000
    #[arg(long, global = true, value_name = "NUMBER")]
    pub records_per_day: Option<u32>,
    /// Delay of every response in milliseconds
    #[arg(long, global = true, default_value_t = 0, value_name = "MS")]
    pub latency: u64,
}

impl SandboxArguments {
    /// Settings of a sandbox.
    pub fn settings(self) -> Settings {
        let latency = Duration::from_millis(self.latency);
        let mut settings = Settings { seed: self.seed, latency, ..Settings::default() };
        settings.udid.records_per_day = self.records_per_day;
        settings
    }
}

/// Commands of the sandbox.
#[derive(Subcommand)]
pub enum SandboxCommand {
    /// Serve until interrupted
    Serve {
        /// Port on the loopback address [default: a free one]
        #[arg(long, default_value_t = 0, hide_default_value = true)]
        port: u16,
        /// Spread the records of a day over its course; future days have none
        #[arg(long, help_heading = "Sandbox")]
        records_grow: bool,
        /// Offer release files of a register that began this many days ago; then also --records-per-day
        #[arg(long, help_heading = "Sandbox", value_name = "DAYS")]
        releases: Option<u32>,
        /// A fault of the release files whose title contains a text, like UDID_DAY=wrong-md5
        #[arg(
            long,
            help_heading = "Fault injection",
            value_name = "TITLE=FAULT",
            requires = "releases"
        )]
        release_fault: Vec<ReleaseFaultRule>,
        #[command(flatten)]
        settings: SandboxArguments,
        #[command(flatten)]
        faults: FaultArguments,
    },
}

/// Fault-injection options.
#[derive(Args)]
#[command(next_help_heading = "Fault injection")]
pub struct FaultArguments {
    /// Fault profiles, joined with +: dirty, flaky, hostile, limits, outage, slow
    #[arg(long, value_name = "PROFILES")]
    pub fault: Option<String>,
    /// Time of the services at the start, like 2026-08-10T23:58:00+08:00
    #[arg(long, value_name = "TIME")]
    pub clock: Option<jiff::Timestamp>,
    /// Stop the clock of the services; only admin endpoints move it
    #[arg(long)]
    pub clock_stands: bool,
    /// Maximum calls of each service a second
    #[arg(long, value_name = "NUMBER")]
    pub limit_per_second: Option<u32>,
    /// Maximum calls of an account of each service a day (Beijing time)
    #[arg(long, value_name = "NUMBER")]
    pub limit_per_day: Option<u32>,
    /// Serve admin endpoints below /admin/ for clock, faults, limits, requests and records
    #[arg(long)]
    pub admin: bool,
}
