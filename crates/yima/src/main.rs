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

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Parser;
use cli::{Cli, Command};
use failure::Failure;
use tokio::runtime::Runtime;

fn main() -> ExitCode {
    let cli = Cli::parse();
    start_log(cli.verbose);
    match start(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if failure.is_failure() {
                eprintln!("error: {failure}");
            }
            failure.exit_code()
        }
    }
}

fn start(cli: Cli) -> Result<(), Failure> {
    let runtime = Runtime::new()?;
    let result = runtime.block_on(run(cli));
    // A thread that waits for the lock of another process must not hold up an end.
    runtime.shutdown_background();
    result
}

async fn run(cli: Cli) -> Result<(), Failure> {
    // Before the work begins: a signal that arrives while a sandbox starts must not kill it.
    let interruption = interruption()?;
    let profile = cli.profile.as_deref();
    // A sandbox is served until then, and has nothing to go on with.
    let ends_so = matches!(cli.command, Command::Sandbox(_));
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
        ended = interruption => match ended {
            Ok(_) if ends_so => Ok(()),
            failure => Err(failure.unwrap_or_else(Failure::from)),
        },
    }
}

/// Waits for Ctrl-C, or for the signal that asks for an end. Signals are caught from this call on.
#[cfg(unix)]
fn interruption() -> io::Result<impl Future<Output = io::Result<Failure>>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut end) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => Ok(Failure::interrupted()),
            _ = end.recv() => Ok(Failure::terminated()),
        }
    })
}

#[cfg(not(unix))]
fn interruption() -> io::Result<impl Future<Output = io::Result<Failure>>> {
    Ok(async { tokio::signal::ctrl_c().await.map(|()| Failure::interrupted()) })
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
    let colours = io::stderr().is_terminal();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours);
    log.with_writer(io::stderr).init();
}
