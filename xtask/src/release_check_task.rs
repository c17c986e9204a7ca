//! `cargo xtask release-check`: the version has grown as much as changes of the specs ask.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use semver::Version;
use spec::Verdict;
use spec::diff::Diff;

use crate::codegen_task::{entries, file_name, newest, newest_revision};
use crate::revision::{Revision, git, show};
use crate::workspace;

/// Compare each protocol's newest spec with that of the last release (tag `v*`), and fail when the
/// version of its crate has not grown as much as the changes ask.
#[derive(Args)]
pub struct Options {
    /// Root of the workspace.
    #[arg(long, default_value_os_t = workspace::root(), hide_default_value = true)]
    root: PathBuf,
}

pub fn run(options: &Options) -> Result<(), String> {
    let root = &options.root;
    git(root, &["rev-parse", "--git-dir"])?;
    let describe = ["describe", "--tags", "--match", "v*", "--abbrev=0"];
    let Ok(tag) = git(root, &describe) else {
        println!("no release to compare with: there is no tag `v*` before this commit");
        return Ok(());
    };
    let release = Release { root, tag: tag.trim() };
    let mut too_small = Vec::new();
    for (protocol, path) in now(root)? {
        match release.judge(&protocol, &path) {
            Ok(line) => println!("{line}"),
            Err(message) => too_small.push(message),
        }
    }
    if too_small.is_empty() { Ok(()) } else { Err(too_small.join("\n")) }
}

/// The newest spec of each protocol.
fn now(root: &Path) -> Result<BTreeMap<String, PathBuf>, String> {
    let folders = entries(&root.join("specs"))?.into_iter().filter(|path| path.is_dir());
    folders.map(|folder| Ok((file_name(&folder), newest_revision(&folder)?))).collect()
}

/// The last release.
struct Release<'a> {
    root: &'a Path,
    tag: &'a str,
}

impl Release<'_> {
    /// What changed of a protocol since the release, if the version of its crate says as much.
    fn judge(&self, protocol: &str, path: &Path) -> Result<String, String> {
        let Some(old) = self.spec(protocol)? else {
            return Ok(format!("{protocol}: new since {}", self.tag));
        };
        let shown = path.strip_prefix(self.root).unwrap_or(path).display().to_string();
        let text = fs::read_to_string(path).map_err(|error| format!("{shown}: {error}"))?;
        let new = Revision::of(shown, text)?;
        let verdict = Diff::between(&old.spec, &new.spec).verdict();
        let manifest = |path: &str| fs::read_to_string(self.root.join(path)).ok();
        let version = version(protocol, manifest)?;
        let manifest = |path: &str| show(self.root, &format!("{}:{path}", self.tag)).ok();
        let released = self::version(protocol, manifest)?;
        let (from, to) = (&old.path, &new.path);
        let asked = asked(&released, verdict);
        if version < asked {
            return Err(format!(
                "{protocol}-types is {version}, but must be {asked} or later: {verdict} changes \
                 since {released}, see `cargo xtask diff {from} {to}`"
            ));
        }
        Ok(format!("{protocol}: {verdict} since {}, {released} -> {version}", self.tag))
    }

    /// The newest spec that the release had of a protocol.
    fn spec(&self, protocol: &str) -> Result<Option<Revision>, String> {
        let folder = format!("specs/{protocol}/");
        let list = ["ls-tree", "-z", "--name-only", "--full-tree", self.tag, &folder];
        let list = git(self.root, &list)?;
        let files = list.split('\0').filter(|path| !path.is_empty()).map(PathBuf::from);
        let Some(path) = newest(files) else { return Ok(None) };
        let object = format!("{}:{}", self.tag, path.display());
        let text = show(self.root, &object)?;
        Revision::of(format!("git:{object}"), text).map(Some)
    }
}

/// The version of a protocol's crate of models, its own or that of the workspace.
fn version(protocol: &str, read: impl Fn(&str) -> Option<String>) -> Result<Version, String> {
    let path = format!("crates/{protocol}-types/Cargo.toml");
    let stated = |path: &str, of: fn(&toml::Table) -> Option<&toml::Value>| {
        let table: toml::Table = read(path)?.parse().ok()?;
        of(&table)?.get("version")?.as_str().map(str::to_owned)
    };
    let own = stated(&path, |table| table.get("package"));
    let shared = || stated("Cargo.toml", |table| table.get("workspace")?.get("package"));
    let version = own.or_else(shared).ok_or_else(|| format!("{path}: no version"))?;
    version.parse().map_err(|error| format!("{path}: {error}"))
}

/// The least version that a change asks for: before 1.0.0, the parts of a version weigh one more.
fn asked(released: &Version, verdict: Verdict) -> Version {
    let Version { major, minor, patch, .. } = *released;
    match (verdict, major, minor) {
        (Verdict::None, ..) => released.clone(),
        (Verdict::Major, 0, 1..) => Version::new(0, minor + 1, 0),
        (Verdict::Major, 1.., _) => Version::new(major + 1, 0, 0),
        (Verdict::Minor, 1.., _) => Version::new(major, minor + 1, 0),
        _ => Version::new(major, minor, patch + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rules of <https://doc.rust-lang.org/cargo/reference/semver.html>: the leftmost part that
    /// is not 0 is the one that breaks.
    #[test]
    fn the_leftmost_part_that_is_not_0_breaks() {
        for (released, verdict, expected) in [
            ("1.2.3", Verdict::Major, "2.0.0"),
            ("1.2.3", Verdict::Minor, "1.3.0"),
            ("1.2.3", Verdict::Patch, "1.2.4"),
            ("0.2.3", Verdict::Major, "0.3.0"),
            ("0.2.3", Verdict::Minor, "0.2.4"),
            ("0.2.3", Verdict::Patch, "0.2.4"),
            ("0.0.3", Verdict::Major, "0.0.4"),
            ("0.0.3", Verdict::Minor, "0.0.4"),
            ("0.2.3", Verdict::None, "0.2.3"),
        ] {
            let asked = asked(&released.parse().expect("a version"), verdict);
            assert_eq!(asked.to_string(), expected, "{released} {verdict}");
        }
    }
}
