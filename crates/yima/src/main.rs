//! The command `yima`.

mod cli;
mod commands;
mod screen;
mod wiring;

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Parser;
use cli::{Cli, Command};
use commands::{call, config, db, dbhs, doctor, drift, idcode, sandbox, scan, udid};
use tokio::runtime::Runtime;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use wiring::CommandError;

/// Loading millions of records allocates more than anything else; this one is faster at it than most
/// systems' own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    start_log(cli.verbose);
    match start(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            screen::report(&error);
            error.exit_code()
        }
    }
}

fn start(cli: Cli) -> Result<(), CommandError> {
    let runtime = Runtime::new()?;
    let result = runtime.block_on(run(cli));
    // A thread that waits for the lock of another process must not delay the end.
    runtime.shutdown_background();
    result
}

async fn run(cli: Cli) -> Result<(), CommandError> {
    // Before the work begins: a signal that arrives while a sandbox starts must not kill it.
    let interruption = interruption()?;
    let profile = cli.profile.as_deref();
    // Serving a sandbox ends only with a signal, which is then a success.
    let ends_with_signal = matches!(cli.command, Command::Sandbox(_));
    let work = async {
        match cli.command {
            Command::Udid(arguments) => udid::run(arguments, profile).await,
            Command::Idcode(command) => idcode::run(command),
            Command::Scan(arguments) => scan::run(arguments).await,
            Command::Db(command) => db::run(command).await,
            Command::Dbhs(arguments) => dbhs::run(arguments, profile).await,
            Command::Call(arguments) => call::run(arguments, profile).await,
            Command::Doctor(arguments) => doctor::run(&arguments, profile).await,
            Command::Drift(arguments) => drift::run(&arguments),
            Command::Sandbox(command) => sandbox::run(command).await,
            Command::Config(command) => config::run(&command, profile),
        }
    };
    tokio::select! {
        result = work => result,
        ended = interruption => match ended {
            Ok(_) if ends_with_signal => Ok(()),
            ended => Err(ended.unwrap_or_else(CommandError::from)),
        },
    }
}

/// Waits for Ctrl-C, or for the signal that asks for an end. Signals are caught from this call on.
#[cfg(unix)]
fn interruption() -> io::Result<impl Future<Output = io::Result<CommandError>>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut end) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => Ok(CommandError::interrupted()),
            _ = end.recv() => Ok(CommandError::terminated()),
        }
    })
}

#[cfg(not(unix))]
fn interruption() -> io::Result<impl Future<Output = io::Result<CommandError>>> {
    Ok(async { tokio::signal::ctrl_c().await.map(|()| CommandError::interrupted()) })
}

/// Logs to standard error. `YIMA_LOG` sets levels in detail.
fn start_log(verbose: u8) {
    let level = match verbose {
        0 => LevelFilter::WARN,
        1 => LevelFilter::INFO,
        _ => LevelFilter::DEBUG,
    };
    let chosen = std::env::var("YIMA_LOG").ok().and_then(|levels| levels.parse().ok());
    let levels: Targets = chosen.unwrap_or_else(|| Targets::new().with_default(level));
    let colors = io::stderr().is_terminal();
    let log = tracing_subscriber::fmt::layer().with_ansi(colors).with_writer(io::stderr);
    tracing_subscriber::registry().with(log.with_filter(levels)).init();
}
