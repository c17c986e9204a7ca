//! `yima sandbox`, and what a sandbox is like.

use clap::{Args, Subcommand};

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

/// Commands of the sandbox.
#[derive(Subcommand)]
pub enum SandboxCommand {
    /// Run it until it is interrupted.
    Serve {
        /// Port on the loopback address; a free one unless given.
        #[arg(long, default_value_t = 0)]
        port: u16,
        /// Records of a day come evenly in its course, and days to come have none yet.
        #[arg(long, help_heading = "Sandbox")]
        records_grow: bool,
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
