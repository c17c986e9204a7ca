//! Where the files of this workspace are.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the workspace in which Cargo runs this program. Not the one in which it was compiled:
/// two checkouts can share a target folder, and with it the program.
pub fn root() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    package.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()).join("..")
}
