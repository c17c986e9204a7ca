//! `cargo xtask export`: the specs in the formats of others.
//!
//! JSON Schema comes from the generated models, which this crate must not need: it also writes them.
//! So another program does the work.

use std::env;
use std::process::Command;

use clap::Args;

use crate::workspace;

/// Write the newest revision of each spec as OpenAPI, as JSON Schema and as a page for the sandbox.
#[derive(Args, Default)]
pub struct Options {
    /// `openapi`, `jsonschema` or `page`; all if nothing is named. `--check` writes nothing, fails and
    /// names the files that are stale.
    #[arg(value_name = "WHAT", allow_hyphen_values = true, trailing_var_arg = true)]
    arguments: Vec<String>,
}

pub fn run(options: &Options) -> Result<(), String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .current_dir(workspace::root())
        .args(["run", "--quiet", "--package", "export", "--"])
        .args(&options.arguments)
        .status()
        .map_err(|error| format!("cargo: {error}"))?;
    // It said itself what is wrong.
    if status.success() { Ok(()) } else { Err("export failed".to_owned()) }
}
