//! Tasks of this workspace: `cargo xtask codegen`, `check`, `diff`, `export`, `new`, `release-check`.

mod check_task;
mod codegen_task;
mod diff_task;
mod endpoint_table;
mod export_task;
mod gs1_table;
mod new_task;
mod release_check_task;
mod revision;
mod workspace;

use std::process::ExitCode;

use clap::Parser;

/// Tasks of this workspace.
#[derive(Parser)]
#[command(name = "cargo xtask")]
enum Task {
    /// Write the models of the `*-types` crates, and the table of endpoints in the README, from the
    /// newest revision of each spec; and the table of GS1 application identifiers of `udi-label`.
    Codegen {
        /// Write nothing; fail and name the files that are stale.
        #[arg(long)]
        check: bool,
    },
    /// Hold the specs to the rules of `specs/RULES.md`.
    Check(check_task::Options),
    Diff(diff_task::Options),
    Export(export_task::Options),
    New(new_task::Options),
    ReleaseCheck(release_check_task::Options),
}

fn main() -> ExitCode {
    let result = match Task::parse() {
        Task::Codegen { check } => codegen_task::run(check),
        Task::Check(options) => check_task::run(&options),
        Task::Diff(options) => return diff_task::run(&options),
        Task::New(options) => new_task::run(&options),
        Task::Export(options) => export_task::run(&options),
        Task::ReleaseCheck(options) => release_check_task::run(&options),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
