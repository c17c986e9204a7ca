//! The command `yima`.

mod call;
mod cli;
mod config;
mod config_command;
mod connect;
mod dbhs;
mod doctor;
mod drift;
mod endpoint;
mod failure;
mod idcode;
mod output;
mod progress;
mod protocol;
mod sandbox_command;
mod udid;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;
use cli::{Cli, Command};
use failure::Failure;

fn main() -> ExitCode {
    let cli = Cli::parse();
    start_log(cli.verbose);
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if failure.is_failure() {
                eprintln!("error: {failure}");
            }
            failure.exit_code()
        }
    }
}

#[tokio::main]
async fn run(cli: Cli) -> Result<(), Failure> {
    let profile = cli.profile.as_deref();
    let work = async {
        match cli.command {
            Command::Udid(arguments) => udid::run(arguments, profile).await,
            Command::Idcode(arguments) => idcode::run(arguments, profile).await,
            Command::Dbhs(arguments) => dbhs::run(arguments, profile).await,
            Command::Cloudmfg(arguments) => call::send(arguments, profile).await,
            Command::Call(arguments) => call::run(arguments, profile).await,
            Command::Doctor(arguments) => doctor::run(&arguments, profile).await,
            Command::Drift(arguments) => drift::run(&arguments),
            Command::Sandbox(command) => sandbox_command::run(command).await,
            Command::Config(command) => config_command::run(&command, profile),
        }
    };
    tokio::select! {
        result = work => result,
        _ = tokio::signal::ctrl_c() => Err(Failure::interrupted()),
    }
}

/// The log goes to standard error; `YIMA_LOG` chooses in detail what is in it.
fn start_log(verbose: u8) {
    let level = match verbose {
        0 => "warn",
        1 => "info",
        _ => "debug",
    };
    let filter = tracing_subscriber::EnvFilter::try_from_env("YIMA_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(level));
    let colours = std::io::stderr().is_terminal();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours);
    log.with_writer(std::io::stderr).init();
}
