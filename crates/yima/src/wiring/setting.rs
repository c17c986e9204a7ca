//! Settings of a protocol: what can be set, and which values are accepted.

use client_core::without_secrets;

/// A setting of a protocol.
pub struct Setting {
    /// Name in the configuration file, and in the name of the environment variable.
    pub key: &'static str,
    /// Whether the value is secret.
    pub is_secret: bool,
    /// Whether it is part of the credentials.
    pub is_credential: bool,
    pub accepts: Accepts,
    pub default: Fallback,
    /// Noun phrase, with the term of the document.
    pub meaning: &'static str,
}

/// Accepted values.
#[derive(Clone, Copy)]
pub enum Accepts {
    Text,
    /// One of some words, and the error for any other.
    OneOf(&'static [&'static str], &'static str),
    /// A whole number from 1.
    Number,
    /// A folder, or [`OFF`].
    Folder,
}

/// Value of a setting that is not set.
pub enum Fallback {
    None,
    Text(&'static str),
    /// `yima/store` in the user's folder of states.
    StateFolder,
    /// The documented base URL, of the chosen environment if there are several.
    DocumentedUrl,
}

/// Key of the environment.
pub const ENV: &str = "env";

/// Key of the base URL.
pub const BASE_URL: &str = "base_url";

/// Values of [`ENV`].
pub const ENVIRONMENTS: [&str; 2] = [TEST, "production"];

/// Value of [`ENV`]: the test environment.
pub const TEST: &str = "test";

/// Key of the folder in which commands share the token and the number of calls.
pub const STORE: &str = "store";

/// Value of [`STORE`]: nothing is shared.
pub const OFF: &str = "off";

/// Key of the maximum number of calls a day.
pub const DAILY_LIMIT: &str = "daily_limit";

/// Key of what to do when no calls are left today.
pub const ON_QUOTA: &str = "on_quota";

/// Values of [`ON_QUOTA`].
pub const ON_QUOTA_VALUES: [&str; 2] = [FAIL, WAIT];
const FAIL: &str = "fail";

/// Value of [`ON_QUOTA`]: wait for the next day.
pub const WAIT: &str = "wait";

pub const fn environment() -> Setting {
    let meaning = "environment: test or production";
    let accepts =
        Accepts::OneOf(&ENVIRONMENTS, "unknown environment; choose `test` or `production`");
    setting(ENV, accepts, Fallback::Text("production"), meaning)
}

pub const fn base_url() -> Setting {
    setting(BASE_URL, Accepts::Text, Fallback::DocumentedUrl, "base URL")
}

pub const fn secret(key: &'static str, meaning: &'static str) -> Setting {
    Setting { is_secret: true, ..credential(key, meaning) }
}

pub const fn credential(key: &'static str, meaning: &'static str) -> Setting {
    Setting { is_credential: true, ..setting(key, Accepts::Text, Fallback::None, meaning) }
}

pub const fn store() -> Setting {
    let meaning = "folder that shares token and call count, or off";
    setting(STORE, Accepts::Folder, Fallback::StateFolder, meaning)
}

pub const fn daily_limit() -> Setting {
    setting(DAILY_LIMIT, Accepts::Number, Fallback::None, "maximum calls a day (Beijing time)")
}

pub const fn on_quota() -> Setting {
    let accepts = Accepts::OneOf(&ON_QUOTA_VALUES, "unknown value; choose `fail` or `wait`");
    setting(
        ON_QUOTA,
        accepts,
        Fallback::Text(FAIL),
        "action when no calls are left today: fail or wait",
    )
}

/// Section of the settings of the server of the official release files. They are those of UDID that begin
/// with `release_`; in the section they stand without it.
pub const RELEASES: &str = "releases";
/// What their keys begin with elsewhere.
pub const RELEASE_PREFIX: &str = "release_";
pub const RELEASE_FEED: &str = "release_feed";
pub const RELEASE_PAGE: &str = "release_page";
pub const RELEASE_USER_AGENT: &str = "release_user_agent";
pub const RELEASE_REFERER: &str = "release_referer";

/// The address of a release feed or page.
pub const fn release(key: &'static str, meaning: &'static str) -> Setting {
    setting(key, Accepts::Text, Fallback::None, meaning)
}

const fn setting(
    key: &'static str,
    accepts: Accepts,
    default: Fallback,
    meaning: &'static str,
) -> Setting {
    Setting { key, is_secret: false, is_credential: false, accepts, default, meaning }
}

impl Setting {
    /// What is wrong with a value, without repeating the value.
    pub fn mistake(&self, value: &str) -> Option<&'static str> {
        match self.accepts {
            Accepts::Text | Accepts::Folder => None,
            Accepts::OneOf(words, mistake) => (!words.contains(&value)).then_some(mistake),
            Accepts::Number => {
                let is_number = value.parse::<u64>().is_ok_and(|number| number > 0);
                (!is_number).then_some("not a whole number from 1")
            }
        }
    }

    /// Whether a value must be hidden: that of a secret, or a base URL with a password.
    pub fn hides(&self, value: &str) -> bool {
        self.is_secret || (self.key == BASE_URL && without_secrets(value) != value)
    }
}

/// The argument that a setting can be given as.
pub fn flag(key: &str) -> String {
    format!("--{}", key.replace('_', "-"))
}
