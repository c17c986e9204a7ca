//! `cargo xtask diff`: compares two revisions of a spec.

use std::process::ExitCode;
use std::{env, fs};

use clap::{Args, ValueEnum};
use spec::Verdict;
use spec::diff::{Diff, human, json, markdown, rules_as_markdown};

use crate::codegen_task;
use crate::revision::Revision;
use crate::workspace;

/// Compare two revisions of a spec and judge whether the changes break callers.
#[derive(Args)]
#[command(after_help = EXIT_CODES)]
pub struct Options {
    /// The old revision: a file, or `git:<rev>:<path>` with a path from the root of the repository.
    /// The name of a protocol alone compares its two newest revisions.
    #[arg(required_unless_present = "rules")]
    old: Option<String>,
    /// The new revision, named in the same way.
    new: Option<String>,
    /// How changes are shown.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Compare nothing; write `specs/DIFF.md`, the document of how changes are judged.
    #[arg(long, conflicts_with_all = ["old", "new", "format"])]
    rules: bool,
}

const EXIT_CODES: &str = "\
Exit codes, by what the changes ask of the version:
   0  nothing
  10  a patch
  11  a minor version
  12  a major version
   2  wrong arguments, or a spec that cannot be read

`specs/DIFF.md` lists how each kind of change is judged.";

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Grouped by verdict, with file, line and column.
    Human,
    /// One JSON document.
    Json,
    /// A section of a change log.
    Markdown,
}

pub fn run(options: &Options) -> ExitCode {
    let result = match (&options.old, &options.new) {
        (Some(old), Some(new)) => compare(old, new, options.format),
        (Some(protocol), None) => {
            newest(protocol).and_then(|[old, new]| compare(&old, &new, options.format))
        }
        (None, _) => write_rules().map(|()| Verdict::None),
    };
    match result {
        Ok(verdict) => ExitCode::from(exit_code(verdict)),
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

/// The two newest revisions of a protocol, as paths.
fn newest(protocol: &str) -> Result<[String; 2], String> {
    let folder = workspace::root().join("specs").join(protocol);
    if !folder.is_dir() {
        return Err(format!("{protocol}: not a protocol; give two files to compare"));
    }
    let specs = codegen_task::sorted(codegen_task::entries(&folder)?.into_iter());
    match specs.as_slice() {
        [.., old, new] => Ok([old, new].map(|path| path.display().to_string())),
        _ => Err(format!("{protocol}: has one revision, nothing to compare it with")),
    }
}

fn exit_code(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::None => 0,
        Verdict::Patch => 10,
        Verdict::Minor => 11,
        Verdict::Major => 12,
    }
}

fn compare(old: &str, new: &str, format: Format) -> Result<Verdict, String> {
    let folder = env::current_dir().map_err(|error| format!("the working directory: {error}"))?;
    let (old, new) = (Revision::read(old, &folder)?, Revision::read(new, &folder)?);
    let protocols = [&old, &new].map(|revision| &revision.spec.protocol.value);
    if protocols[0] != protocols[1] {
        return Err(format!("not the same protocol: {} and {}", protocols[0], protocols[1]));
    }
    let diff = Diff::between(&old.spec, &new.spec);
    let (old, new) = (old.revised(), new.revised());
    match format {
        Format::Human => print!("{}", human(&diff, old, new)),
        Format::Json => println!("{:#}", json(&diff, old, new)),
        Format::Markdown => print!("{}", markdown(&diff, old, new)),
    }
    Ok(diff.verdict())
}

fn write_rules() -> Result<(), String> {
    let path = workspace::root().join("specs/DIFF.md");
    fs::write(&path, rules_as_markdown()).map_err(|error| format!("{}: {error}", path.display()))
}
