//! `yima config`.

use client_core::without_secrets;
use serde::Serialize;

use crate::cli::ConfigCommand;
use crate::screen::{self, DocumentFormat};
use crate::wiring::config::{ConfigFile, Origin, Profile, Resolver};
use crate::wiring::{BASE_URL, CommandError, ENV, PROTOCOLS, Protocol, Setting};

pub fn run(command: &ConfigCommand, profile: Option<&str>) -> Result<(), CommandError> {
    match command {
        ConfigCommand::Show { origin, output } => show(profile, *origin, *output),
        ConfigCommand::Path => path(),
    }
}

fn path() -> Result<(), CommandError> {
    let file = ConfigFile::find();
    let path = file.path.as_deref().ok_or_else(|| {
        CommandError::file("no home folder to look for the file in; name a file with YIMA_CONFIG")
    })?;
    println!("{}", path.display());
    if !file.exists() {
        eprintln!("the file does not exist");
    }
    Ok(())
}

/// The settings of all services.
#[derive(Serialize)]
struct Shown {
    profile: String,
    /// Absent if it does not exist.
    file: Option<String>,
    settings: Vec<ShownSetting>,
}

/// A setting, without secrets.
#[derive(Serialize)]
struct ShownSetting {
    service: &'static str,
    key: &'static str,
    meaning: &'static str,
    variable: String,
    is_secret: bool,
    is_set: bool,
    /// Absent if it is not set, or secret.
    value: Option<String>,
    /// Whether a base URL overrides this environment.
    is_overridden: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<Origin>,
}

fn show(
    profile: Option<&str>,
    with_origin: bool,
    format: DocumentFormat,
) -> Result<(), CommandError> {
    let profile = Profile::load(profile)?;
    let mut settings = Vec::new();
    for protocol in PROTOCOLS {
        settings.extend(of_protocol(protocol, &profile)?);
    }
    let file = profile.file.exists().then(|| profile.file.to_string());
    match format {
        DocumentFormat::Json => {
            for setting in settings.iter_mut().filter(|_| !with_origin) {
                setting.origin = None;
            }
            screen::json(&Shown { profile: profile.name, file, settings })?;
        }
        DocumentFormat::Table => {
            let absent = if file.is_some() { "" } else { ", which does not exist" };
            eprintln!("profile {} of {}{absent}", profile.name, profile.file);
            let columns = if with_origin { 4 } else { 3 };
            let rows = settings.iter().map(|setting| setting.cells()[..columns].to_vec());
            screen::rows(&["setting", "meaning", "value", "from"][..columns], rows)?;
        }
    }
    Ok(())
}

fn of_protocol(
    protocol: &'static Protocol,
    profile: &Profile,
) -> Result<Vec<ShownSetting>, CommandError> {
    let resolver = Resolver { protocol, flags: Vec::new(), profile };
    let address = resolver.find(BASE_URL)?.map(|found| found.origin);
    let has_own_address = !matches!(address, None | Some(Origin::Environment { .. }));
    let settings = protocol.settings.iter().map(|setting| {
        let is_overridden = setting.key == ENV && has_own_address;
        let (value, origin) =
            resolver.find(setting.key)?.map(|found| (found.value, found.origin)).unzip();
        Ok(ShownSetting {
            service: protocol.name(),
            key: setting.key,
            meaning: setting.meaning,
            variable: protocol.variable(setting.key),
            is_secret: setting.is_secret,
            is_set: value.is_some(),
            value: value.and_then(|value| visible(setting, value)),
            is_overridden,
            origin,
        })
    });
    settings.collect()
}

/// The part of a value that may be shown.
fn visible(setting: &Setting, value: String) -> Option<String> {
    match setting.key {
        _ if setting.is_secret => None,
        BASE_URL => Some(without_secrets(&value)),
        _ => Some(value),
    }
}

impl ShownSetting {
    /// Name, meaning, value and origin.
    fn cells(&self) -> [String; 4] {
        let value = match &self.value {
            Some(value) if self.is_overridden => format!("{value} (overridden by {BASE_URL})"),
            Some(value) => value.clone(),
            None if self.is_set => "(set, hidden)".to_owned(),
            None => "(not set)".to_owned(),
        };
        let origin = self.origin.as_ref().map(ToString::to_string).unwrap_or_default();
        [format!("{}.{}", self.service, self.key), self.meaning.to_owned(), value, origin]
    }
}
