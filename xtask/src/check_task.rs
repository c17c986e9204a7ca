//! `cargo xtask check`: the specs keep the rules.

mod github;
mod json;

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use spec::lint::{Level, book};
use spec::{Report, Spec};

use crate::codegen_task::{entries, file_name, sorted};
use crate::workspace;

/// What to check, and how to show what is found.
#[derive(Args)]
pub struct Options {
    /// Specs; all below `specs/` if none are named.
    files: Vec<PathBuf>,
    /// How findings are shown.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Check nothing; write `specs/RULES.md`, the document of all rules.
    #[arg(long, conflicts_with_all = ["files", "format"])]
    rules: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// With the lines that are meant.
    Human,
    /// One JSON document.
    Json,
    /// Commands that GitHub shows beside the lines of a change.
    Github,
}

pub fn run(options: &Options) -> Result<(), String> {
    let root = workspace::root();
    if options.rules {
        let path = root.join("specs/RULES.md");
        return fs::write(&path, book()).map_err(|error| format!("{}: {error}", path.display()));
    }
    let files = if options.files.is_empty() { all(&root)? } else { options.files.clone() };
    let reports: Vec<_> = files.iter().map(|path| check(path, &root)).collect::<Result<_, _>>()?;
    match options.format {
        Format::Human => reports.iter().for_each(|report| print!("{report}")),
        Format::Json => println!("{}", json::document(&reports)),
        Format::Github => print!("{}", github::commands(&reports)),
    }
    match summary(&reports) {
        Some(found) => Err(found),
        None => Ok(()),
    }
}

fn check(path: &Path, root: &Path) -> Result<Report, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let name = path.strip_prefix(root).unwrap_or(path);
    let shown = name.display().to_string();
    let path = path.canonicalize().map_err(|error| format!("{}: {error}", path.display()))?;
    let is_revision = path.ancestors().nth(2) == Some(&root.join("specs"));
    if is_revision {
        Ok(spec::check_among(&shown, &text, &earlier(&path)?))
    } else {
        Ok(spec::check(&shown, &text))
    }
}

/// The revisions before that at `path`, but for those that cannot be read: their own check says so.
fn earlier(path: &Path) -> Result<Vec<Spec>, String> {
    let folder = path.parent().unwrap_or(path);
    let specs = sorted(entries(folder)?.into_iter());
    let before = specs.iter().take_while(|other| *other != path);
    let read = |path: &PathBuf| {
        let text =
            fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(spec::load_as_is(&file_name(path), &text).ok())
    };
    before.filter_map(|path| read(path).transpose()).collect()
}

/// All specs of the repository.
fn all(root: &Path) -> Result<Vec<PathBuf>, String> {
    let mut specs = Vec::new();
    for protocol in entries(&root.join("specs"))?.iter().filter(|path| path.is_dir()) {
        specs.extend(entries(protocol)?);
    }
    specs.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    Ok(specs)
}

/// How much was found; nothing is nothing to say.
fn summary(reports: &[Report]) -> Option<String> {
    let findings: Vec<_> = reports.iter().flat_map(Report::findings).collect();
    let errors = findings.iter().filter(|finding| finding.level == Level::Error).count();
    let warnings = findings.len() - errors;
    let specs = reports.iter().filter(|report| !report.is_empty()).count();
    let found = format!("{errors} errors and {warnings} warnings in {specs} specs");
    (specs > 0).then_some(found)
}
