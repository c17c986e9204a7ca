//! The corpora of the fuzz targets, replayed over what the targets do, and inputs that nobody sends
//! but to do harm. `tests/fuzz` explains the targets.

use test_support::{every_model as models, fuzz as targets};

mod hostile;
mod replay;

use std::fs;
use std::path::{Path, PathBuf};

/// A target's name, and what it does with an input.
type Target = (&'static str, fn(&[u8]));

const TARGETS: [Target; 10] = [
    ("answers", targets::answers),
    ("capture", targets::capture),
    ("cloudmfg", targets::cloudmfg),
    ("code", targets::code),
    ("dbhs", targets::dbhs),
    ("idcode", targets::idcode),
    ("label", targets::label),
    ("redirect", targets::redirect),
    ("spec", targets::spec),
    ("udid", targets::udid),
];

/// The files of a folder below `tests/fuzz`, in the order of their names.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(folder);
    let entries = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = entries.collect();
    files.sort();
    files
}
