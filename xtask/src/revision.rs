//! Specs as they are on disk, or as they were in a commit.

use std::fs;
use std::path::Path;
use std::process::Command;

use spec::Spec;
use spec::diff::Revised;

/// A spec and the file it was read from.
pub struct Revision {
    pub path: String,
    pub text: String,
    pub spec: Spec,
}

impl Revision {
    /// Reads `path`, or `git:<rev>:<path>` from the repository in `folder`.
    pub fn read(name: &str, folder: &Path) -> Result<Self, String> {
        let text = match name.strip_prefix("git:") {
            Some(object) if object.contains(':') => show(folder, object)?,
            Some(_) => {
                return Err(format!("{name}: a commit and a path belong here, `git:<rev>:<path>`"));
            }
            None => {
                fs::read_to_string(folder.join(name)).map_err(|error| format!("{name}: {error}"))?
            }
        };
        Self::of(name.to_owned(), text)
    }

    /// Reads the content of a file. Revisions of the past need not keep the rules of today.
    pub fn of(path: String, text: String) -> Result<Self, String> {
        let spec = spec::load_as_is(&path, &text).map_err(|report| report.to_string())?;
        Ok(Self { path, text, spec })
    }

    pub fn revised(&self) -> Revised<'_> {
        Revised { path: &self.path, text: &self.text, spec: &self.spec }
    }
}

/// The content of `<rev>:<path>`.
pub fn show(folder: &Path, object: &str) -> Result<String, String> {
    git(folder, &["show", "--end-of-options", object])
}

/// What a git command prints.
pub fn git(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git").arg("-C").arg(folder).args(arguments).output();
    let output = output.map_err(|error| format!("git: {error}"))?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        return Err(format!("git {}: {}", arguments.join(" "), message.trim()));
    }
    String::from_utf8(output.stdout).map_err(|_| format!("git {}: not UTF-8", arguments.join(" ")))
}
