//! Tasks of this workspace: `cargo xtask codegen`.

mod codegen_task;

use std::process::ExitCode;

use clap::Parser;

/// Tasks of this workspace.
#[derive(Parser)]
#[command(name = "cargo xtask")]
enum Task {
    /// Write the models of the `*-types` crates from the newest revision of each spec.
    Codegen {
        /// Write nothing; fail and name the files that are stale.
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    let result = match Task::parse() {
        Task::Codegen { check } => codegen_task::run(check),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
