//! Settings: what can be set, the configuration file with its profiles, and which value holds.

mod file;
mod origin;
mod resolve;
pub mod settings;

use std::env::{self, VarError};
use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use file::{DEFAULT_PROFILE, Section, Stored, listed};
pub use origin::Origin;
pub use resolve::{Found, Resolver, flag};
use settings::Service;

use crate::failure::Failure;

/// Most bytes of the file.
const LARGEST: u64 = 1 << 20;

/// The settings of one profile, and nothing of another: credentials of two accounts never mix.
pub struct Profile {
    pub name: String,
    pub file: ConfigFile,
    stored: Vec<Stored>,
}

impl Profile {
    /// The profile that was asked for: with `--profile`, with `YIMA_PROFILE`, or the default one.
    pub fn load(flag: Option<&str>) -> Result<Self, Failure> {
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
            None => Err(Failure::usage(format!(
                "no profile `{name}` ({origin}) in {file}: {}",
                if file.exists() {
                    format!("its profiles are {}", listed(&names))
                } else {
                    "the file is not there".to_owned()
                }
            ))),
        }
    }

    /// One that holds nothing, of no file.
    #[cfg(test)]
    fn empty(name: &str) -> Self {
        let file = ConfigFile { path: None, is_named: false };
        Self { name: name.to_owned(), file, stored: Vec::new() }
    }

    /// A value of this profile. An empty one is none.
    fn get(&self, service: &Service, key: &str) -> Option<Found> {
        let belongs = |stored: &&Stored| stored.service == service.name && stored.key == key;
        let stored = self.stored.iter().find(belongs).filter(|stored| !stored.value.is_empty())?;
        let (name, file) = (self.name.clone(), self.file.to_string());
        let origin = Origin::Profile { name, file, line: stored.line };
        Some(Found { value: stored.value.clone(), origin })
    }

    /// Where a setting of a service is written.
    fn section(&self, service: &Service) -> String {
        let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let section = match self.name.as_str() {
            DEFAULT_PROFILE => service.name.to_owned(),
            name if name.chars().all(is_bare) => format!("profiles.{name}.{}", service.name),
            name => format!("profiles.{name:?}.{}", service.name),
        };
        format!("[{section}] in {}", self.file)
    }
}

/// The file, whether it is there or not.
pub struct ConfigFile {
    /// Unknown if there is no home.
    pub path: Option<PathBuf>,
    /// Whether a variable names it: then it must be there.
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

    /// Whether there is something to read.
    pub fn exists(&self) -> bool {
        self.path.as_deref().is_some_and(Path::exists)
    }

    /// Its profiles; the default one, with nothing in it, if the file is not there.
    fn read(&self) -> Result<Vec<Section>, Failure> {
        let describe = |error: &str| Failure::file(format!("configuration {self}: {error}"));
        let Some(path) = &self.path else { return Ok(vec![Section::default()]) };
        let text = match read_at_most(path) {
            Err(error) if error.kind() == ErrorKind::NotFound && !self.is_named => String::new(),
            text => text.map_err(|error| describe(&error.to_string()))?,
        };
        let sections = file::parse(&text).map_err(|mistake| describe(&mistake))?;
        let mut stored = sections.iter().flat_map(|section| &section.stored);
        if stored.any(|stored| stored.is_hidden) && others_may_read(path) {
            let advice = "others may read it, and it holds a secret: run `chmod 600` on it";
            return Err(describe(advice));
        }
        Ok(sections)
    }
}

/// The text of a file that is no larger than any configuration.
fn read_at_most(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    let read = fs::File::open(path)?.take(LARGEST + 1).read_to_string(&mut text)?;
    if u64::try_from(read).is_ok_and(|read| read <= LARGEST) {
        return Ok(text);
    }
    Err(io::Error::new(ErrorKind::FileTooLarge, format!("it exceeds {LARGEST} bytes")))
}

impl std::fmt::Display for ConfigFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.path {
            Some(path) => path.display().fmt(f),
            None => f.write_str("the file YIMA_CONFIG names"),
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

/// Where we keep what need not be saved: `yima/store` in the user's folder of states, or of caches
/// where there are no states. None without a home, and none whose name is no text.
fn state_folder() -> Option<String> {
    let folders = etcetera::choose_base_strategy().ok()?;
    let states = folders.state_dir().unwrap_or_else(|| folders.cache_dir());
    states.join("yima").join("store").into_os_string().into_string().ok()
}

/// An environment variable that holds something.
fn variable(name: &str) -> Result<Option<String>, Failure> {
    match env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Failure::usage(format!("{name} is not UTF-8"))),
    }
}
