//! The configuration file: credentials that are not in the environment.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::Deserialize;

use crate::failure::Failure;

/// The file. Unknown keys are an error: a misspelt one would be ignored in silence.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    #[serde(default)]
    pub udid: UdidConfig,
    #[serde(default)]
    pub idcode: IdcodeConfig,
}

/// `[idcode]`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdcodeConfig {
    pub access_token: Option<String>,
    pub authorization_code: Option<String>,
    pub env: Option<String>,
    pub base_url: Option<String>,
}

/// `[udid]`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UdidConfig {
    pub app_id: Option<String>,
    pub app_secret: Option<String>,
    pub credit_code: Option<String>,
    pub env: Option<String>,
    pub base_url: Option<String>,
}

impl Config {
    /// Reads the file that `YIMA_CONFIG` names, or `yima/config.toml` in the user's configuration
    /// folder if it is there.
    pub fn load() -> Result<Self, Failure> {
        match env::var_os("YIMA_CONFIG").filter(|path| !path.is_empty()) {
            Some(path) => Self::read(Path::new(&path)),
            None => match default_path().filter(|path| path.exists()) {
                Some(path) => Self::read(&path),
                None => Ok(Self::default()),
            },
        }
    }

    fn read(path: &Path) -> Result<Self, Failure> {
        let describe = |error: &dyn std::fmt::Display| {
            Failure::file(format!("configuration {}: {error}", path.display()))
        };
        let text = fs::read_to_string(path).map_err(|error| describe(&error))?;
        // The parser's whole text would show the line, and with it perhaps the secret.
        let config: Self = toml::from_str(&text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let line = text.get(..at).map_or(0, |before| before.matches('\n').count()) + 1;
            describe(&format!("line {line}: {}", without_value(error.message())))
        })?;
        let holds_secret =
            config.udid.app_secret.is_some() || config.idcode.authorization_code.is_some();
        if holds_secret && others_may_read(path) {
            let advice = "others may read it, and it holds a secret: run `chmod 600` on it";
            return Err(describe(&advice));
        }
        Ok(config)
    }
}

/// The message without the value that is not as expected: it may be the secret.
fn without_value(message: &str) -> String {
    let is_of_value = message.starts_with("invalid type") || message.starts_with("invalid value");
    match (message.find(['"', '`']), message.rfind(", expected")) {
        (Some(value), Some(expected)) if is_of_value && value < expected => {
            format!("{}{}", message[..value].trim_end(), &message[expected..])
        }
        _ => message.to_owned(),
    }
}

/// Where the file is looked for.
pub fn default_path() -> Option<PathBuf> {
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.config_dir().join("yima/config.toml"))
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
