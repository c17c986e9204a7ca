//! What the commands of one account share, and what they do when no calls are left.

use std::fmt;
use std::path::PathBuf;

use auth::StoreFolder;
use udid_client::{ClientBuilder, OnQuota};

use super::error::CommandError;
use super::setting::{OFF, WAIT};

/// Settings about it; defaults for a protocol without them.
#[derive(Default)]
pub struct AccountSharing {
    pub place: SharedPlace,
    daily_limit: Option<u64>,
    on_quota: OnQuota,
}

/// Where token and call count are kept.
#[derive(Default)]
pub enum SharedPlace {
    #[default]
    Off,
    Folder {
        path: PathBuf,
        /// Whether no setting names it: if it cannot be used, calls are made without it.
        is_default: bool,
    },
}

impl AccountSharing {
    /// Values that were checked where they were found.
    pub fn new(place: SharedPlace, daily_limit: Option<&str>, on_quota: Option<&str>) -> Self {
        let daily_limit = daily_limit.and_then(|calls| calls.parse().ok());
        let on_quota = if on_quota == Some(WAIT) { OnQuota::Wait } else { OnQuota::Fail };
        Self { place, daily_limit, on_quota }
    }

    /// The same without a folder that cannot be used, if neither a setting nor a limit asks for it.
    ///
    /// # Errors
    /// The folder is asked for and cannot be used.
    pub fn usable(self) -> Result<Self, CommandError> {
        let SharedPlace::Folder { path, is_default } = &self.place else { return Ok(self) };
        let Err(error) = StoreFolder::open(path) else { return Ok(self) };
        if !*is_default || self.daily_limit.is_some() {
            return Err(CommandError::file(format!(
                "store: {error}; choose another folder with --store, or `--store {OFF}`"
            )));
        }
        tracing::warn!(%error, "token and call count are not shared");
        Ok(Self { place: SharedPlace::Off, ..self })
    }

    /// A builder with these settings.
    pub fn apply_to(self, mut builder: ClientBuilder) -> ClientBuilder {
        if let SharedPlace::Folder { path, .. } = self.place {
            builder = builder.store(path);
        }
        if let Some(calls) = self.daily_limit {
            builder = builder.daily_limit(calls);
        }
        builder.on_quota(self.on_quota)
    }
}

impl SharedPlace {
    /// The value of the setting.
    pub fn of(value: String, is_default: bool) -> Self {
        if value == OFF { Self::Off } else { Self::Folder { path: value.into(), is_default } }
    }
}

impl fmt::Display for SharedPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("token and call count are not shared"),
            Self::Folder { path, .. } => {
                write!(f, "token and call count are shared in {}", path.display())
            }
        }
    }
}
