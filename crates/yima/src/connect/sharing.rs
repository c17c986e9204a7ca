//! What the commands of one account share, and what they do when its calls are used up.

use std::fmt;
use std::path::PathBuf;

use auth::StoreFolder;
use udid_client::{ClientBuilder, OnQuota};

use crate::config::settings::{DAILY_LIMIT, OFF, ON_QUOTA, STORE, WAIT};
use crate::config::{Origin, Resolver};
use crate::failure::Failure;

/// What the settings say about it; nothing for a service that has no such settings.
#[derive(Default)]
pub struct Sharing {
    pub store: Store,
    daily_limit: Option<u64>,
    on_quota: OnQuota,
}

/// Where token and count of calls are kept.
#[derive(Default)]
pub enum Store {
    #[default]
    Off,
    Folder {
        path: PathBuf,
        /// Whether nobody asked for it: calls are made without it if it cannot be used.
        is_default: bool,
    },
}

impl Sharing {
    /// What holds for calls of a configured service.
    pub fn configured(resolver: &Resolver<'_>) -> Result<Self, Failure> {
        let store = resolver.find(STORE)?.map_or(Store::Off, |found| {
            Store::of(found.value, matches!(found.origin, Origin::Default))
        });
        let value = |key| Ok::<_, Failure>(resolver.find(key)?.map(|found| found.value));
        Ok(Self::of(store, value(DAILY_LIMIT)?.as_deref(), value(ON_QUOTA)?.as_deref()))
    }

    /// What arguments say of the calls of a sandbox. Its accounts are nobody's: nothing is kept.
    pub fn of_sandbox(flags: &[(&'static str, String)]) -> Self {
        let value = |key| flags.iter().find(|(given, _)| *given == key);
        let text = |key| value(key).map(|(_, value)| value.as_str());
        Self::of(Store::Off, text(DAILY_LIMIT), text(ON_QUOTA))
    }

    /// Values that were looked at where they were found.
    fn of(store: Store, daily_limit: Option<&str>, on_quota: Option<&str>) -> Self {
        let daily_limit = daily_limit.and_then(|calls| calls.parse().ok());
        let on_quota = if on_quota == Some(WAIT) { OnQuota::Wait } else { OnQuota::Fail };
        Self { store, daily_limit, on_quota }
    }

    /// The same without a folder that cannot be used, where neither a setting nor a limit is the
    /// worse for it.
    ///
    /// # Errors
    /// The folder is asked for and cannot be used.
    pub fn usable(self) -> Result<Self, Failure> {
        let Store::Folder { path, is_default } = &self.store else { return Ok(self) };
        let Err(error) = StoreFolder::open(path) else { return Ok(self) };
        if !*is_default || self.daily_limit.is_some() {
            return Err(Failure::file(format!(
                "store: {error}; choose another with --store, or `--store {OFF}`"
            )));
        }
        tracing::warn!(%error, "token and count of calls are kept by this command alone");
        Ok(Self { store: Store::Off, ..self })
    }

    /// A builder that heeds it.
    pub fn applied_to(self, mut builder: ClientBuilder) -> ClientBuilder {
        if let Store::Folder { path, .. } = self.store {
            builder = builder.store(path);
        }
        if let Some(calls) = self.daily_limit {
            builder = builder.daily_limit(calls);
        }
        builder.on_quota(self.on_quota)
    }
}

impl Store {
    fn of(value: String, is_default: bool) -> Self {
        if value == OFF { Self::Off } else { Self::Folder { path: value.into(), is_default } }
    }
}

impl fmt::Display for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("token and count of calls are kept by each command alone"),
            Self::Folder { path, .. } => {
                write!(f, "token and count of calls are in {}", path.display())
            }
        }
    }
}
