//! The configuration file with its profiles, and which value of a setting applies.

mod file;
mod origin;
mod resolve;

use std::env::{self, VarError};
use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use file::{DEFAULT_PROFILE, Section, Stored};
pub use origin::Origin;
pub use resolve::{Found, Resolver};

use super::error::CommandError;
use super::protocol::Protocol;
use super::words::listed;

/// Maximum size of the file in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// The settings of one profile only: credentials of two accounts never mix.
pub struct Profile {
    pub name: String,
    pub file: ConfigFile,
    stored: Vec<Stored>,
}

impl Profile {
    /// The profile that was asked for: with `--profile`, with `YIMA_PROFILE`, or the default one.
    pub fn load(flag: Option<&str>) -> Result<Self, CommandError> {
        let (name, origin) = match (flag, variable("YIMA_PROFILE")?) {
            (Some(name), _) => (name.to_owned(), "--profile"),
            (None, Some(name)) => (name, "YIMA_PROFILE"),
            (None, None) => (DEFAULT_PROFILE.to_owned(), "default"),
        };
        let file = ConfigFile::find();
        let sections = file.read()?;
        let names: Vec<_> = sections.iter().map(|section| section.name.clone()).collect();
        match sections.into_iter().find(|section| section.name == name) {
            Some(section) => Ok(Self { name, file, stored: section.stored }),
            None => Err(CommandError::usage(format!(
                "no profile `{name}` ({origin}) in {file}: {}",
                if file.exists() {
                    format!("its profiles are {}", listed(&names))
                } else {
                    "the file does not exist".to_owned()
                }
            ))),
        }
    }

    /// An empty profile without a file.
    #[cfg(test)]
    fn empty(name: &str) -> Self {
        let file = ConfigFile { path: None, is_named: false };
        Self { name: name.to_owned(), file, stored: Vec::new() }
    }

    /// A value of this profile. An empty value counts as not set.
    fn get(&self, protocol: &Protocol, key: &str) -> Option<Found> {
        let belongs = |stored: &&Stored| stored.protocol == protocol.name() && stored.key == key;
        let stored = self.stored.iter().find(belongs).filter(|stored| !stored.value.is_empty())?;
        let (name, file) = (self.name.clone(), self.file.to_string());
        let origin = Origin::Profile { name, file, line: stored.line };
        Some(Found { value: stored.value.clone(), origin })
    }

    /// Where settings of a protocol are written.
    fn section(&self, protocol: &Protocol) -> String {
        let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let section = match self.name.as_str() {
            DEFAULT_PROFILE => protocol.name().to_owned(),
            name if name.chars().all(is_bare) => format!("profiles.{name}.{}", protocol.name()),
            name => format!("profiles.{name:?}.{}", protocol.name()),
        };
        format!("[{section}] in {}", self.file)
    }
}

/// The configuration file, which may not exist.
pub struct ConfigFile {
    /// `None` without a home folder.
    pub path: Option<PathBuf>,
    /// Whether a variable names it: then it must exist.
    is_named: bool,
}

impl ConfigFile {
    /// What `YIMA_CONFIG` names, or `yima/config.toml` in the user's configuration folder.
    pub fn find() -> Self {
        let named = env::var_os("YIMA_CONFIG").filter(|path| !path.is_empty());
        let usual = || {
            let folders = etcetera::choose_base_strategy().ok()?;
            Some(folders.config_dir().join("yima/config.toml"))
        };
        let is_named = named.is_some();
        Self { path: named.map(PathBuf::from).or_else(usual), is_named }
    }

    /// Whether the file exists.
    pub fn exists(&self) -> bool {
        self.path.as_deref().is_some_and(Path::exists)
    }

    /// Its profiles; an empty default profile if the file does not exist.
    fn read(&self) -> Result<Vec<Section>, CommandError> {
        let describe = |error: &str| CommandError::file(format!("configuration {self}: {error}"));
        let Some(path) = &self.path else { return Ok(vec![Section::default()]) };
        let text = match read_at_most(path) {
            Err(error) if error.kind() == ErrorKind::NotFound && !self.is_named => String::new(),
            text => text.map_err(|error| describe(&error.to_string()))?,
        };
        let sections = file::parse(&text).map_err(|mistake| describe(&mistake))?;
        let mut stored = sections.iter().flat_map(|section| &section.stored);
        if stored.any(|stored| stored.is_hidden) && others_may_read(path) {
            let advice = "it holds a secret and other users can read it; run `chmod 600` on it";
            return Err(describe(advice));
        }
        Ok(sections)
    }
}

/// The text of a file of at most [`MAX_BYTES`].
fn read_at_most(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    let read = fs::File::open(path)?.take(MAX_BYTES + 1).read_to_string(&mut text)?;
    if u64::try_from(read).is_ok_and(|read| read <= MAX_BYTES) {
        return Ok(text);
    }
    Err(io::Error::new(ErrorKind::FileTooLarge, format!("larger than {MAX_BYTES} bytes")))
}

impl std::fmt::Display for ConfigFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.path {
            Some(path) => path.display().fmt(f),
            None => f.write_str("the file that YIMA_CONFIG names"),
        }
    }
}

#[cfg(unix)]
fn others_may_read(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn others_may_read(_: &Path) -> bool {
    false
}

/// `yima/store` in the user's folder of states, or of caches where there are no states. `None` without
/// a home folder, or if its name is not UTF-8.
fn state_folder() -> Option<String> {
    let folders = etcetera::choose_base_strategy().ok()?;
    let states = folders.state_dir().unwrap_or_else(|| folders.cache_dir());
    states.join("yima").join("store").into_os_string().into_string().ok()
}

/// An environment variable that is not empty.
fn variable(name: &str) -> Result<Option<String>, CommandError> {
    match env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(CommandError::usage(format!("{name} is not UTF-8"))),
    }
}
