//! Every setting of every service. A new service is one entry here, with one line for each setting.

use client_core::without_secrets;

use super::file::listed;

/// A service that can be called.
pub struct Service {
    /// Name of its section in the file, and in the names of its variables.
    pub name: &'static str,
    pub settings: &'static [Setting],
}

/// Something that can be set for a service.
pub struct Setting {
    /// Name in the file, and in the name of its variable.
    pub key: &'static str,
    /// Whether nobody may see it.
    pub is_secret: bool,
    /// Whether it is a part of what lets a client in.
    pub is_credential: bool,
    pub takes: Takes,
    pub default: Fallback,
    /// What it is, with the documents' term.
    pub meaning: &'static str,
}

/// The values of a setting.
pub enum Takes {
    Text,
    /// One of some words, with what is said of any other.
    OneOf(&'static [&'static str], &'static str),
    /// A number from 1.
    Number,
    /// A folder, or [`OFF`].
    Folder,
}

/// What holds when a setting is not set.
pub enum Fallback {
    None,
    Text(&'static str),
    /// A folder of our own below the user's folder of states.
    StateFolder,
    /// The host of the environment that is chosen.
    Host {
        test: &'static str,
        production: &'static str,
    },
}

/// Key of the environment of a service.
pub const ENV: &str = "env";

/// Key of the address of a service.
pub const BASE_URL: &str = "base_url";

/// Values of [`ENV`].
pub const ENVIRONMENTS: [&str; 2] = ["test", "production"];

/// Key of the folder in which token and count of calls are shared.
pub const STORE: &str = "store";

/// Value of [`STORE`] for none.
pub const OFF: &str = "off";

/// Key of the number of calls that are made on a day at most.
pub const DAILY_LIMIT: &str = "daily_limit";

/// Key of what is done when no calls are left today.
pub const ON_QUOTA: &str = "on_quota";

/// Values of [`ON_QUOTA`].
pub const ENDS: [&str; 2] = [FAIL, WAIT];
const FAIL: &str = "fail";

/// Value of [`ON_QUOTA`] for going on when the next day begins.
pub const WAIT: &str = "wait";

pub static SERVICES: [&Service; 4] = [&UDID, &IDCODE, &DBHS, &CLOUDMFG];

pub static UDID: Service = Service {
    name: "udid",
    settings: &[
        environment(),
        address(udid_types::HOST_TEST, udid_types::HOST_PRODUCTION),
        secret("app_id", "application code (应用码)"),
        secret("app_secret", "application secret (应用授权码)"),
        plain("credit_code", "credit code of the registrant (统一社会信用代码)"),
        store(),
        daily_limit(),
        on_quota(),
    ],
};

pub static IDCODE: Service = Service {
    name: "idcode",
    settings: &[
        environment(),
        address(idcode_types::HOST_TEST, idcode_types::HOST_PRODUCTION),
        secret("access_token", "key of the system (系统授权 key)"),
        secret("authorization_code", "code that signs requests (系统授权码)"),
    ],
};

pub static DBHS: Service = Service {
    name: "dbhs",
    settings: &[
        only_address(Fallback::Text(dbhs_types::HOST_PRODUCTION)),
        secret("app_key", "key of the application (appKey)"),
        secret("secret_key", "key that signs requests (secretKey)"),
    ],
};

pub static CLOUDMFG: Service = Service {
    name: "cloudmfg",
    settings: &[
        only_address(Fallback::None),
        secret("user_id", "id of the user (userId)"),
        secret("access_token", "token of the user (access_token)"),
    ],
};

const fn environment() -> Setting {
    let meaning = "environment of the service: test or production";
    let takes =
        Takes::OneOf(&ENVIRONMENTS, "unknown environment: `test` or `production` is needed");
    usual(ENV, takes, Fallback::Text("production"), meaning)
}

const fn address(test: &'static str, production: &'static str) -> Setting {
    let meaning = "base URL of the service, instead of an environment's";
    usual(BASE_URL, Takes::Text, Fallback::Host { test, production }, meaning)
}

const fn only_address(default: Fallback) -> Setting {
    usual(BASE_URL, Takes::Text, default, "base URL of the service")
}

const fn secret(key: &'static str, meaning: &'static str) -> Setting {
    Setting { is_secret: true, ..plain(key, meaning) }
}

const fn plain(key: &'static str, meaning: &'static str) -> Setting {
    Setting { is_credential: true, ..usual(key, Takes::Text, Fallback::None, meaning) }
}

const fn store() -> Setting {
    let meaning = "folder of the token and the count of calls, or off";
    usual(STORE, Takes::Folder, Fallback::StateFolder, meaning)
}

const fn daily_limit() -> Setting {
    usual(DAILY_LIMIT, Takes::Number, Fallback::None, "calls on a day of Beijing at most")
}

const fn on_quota() -> Setting {
    let takes = Takes::OneOf(&ENDS, "`fail` or `wait` is needed");
    usual(ON_QUOTA, takes, Fallback::Text(FAIL), "when no calls are left today: fail or wait")
}

const fn usual(
    key: &'static str,
    takes: Takes,
    default: Fallback,
    meaning: &'static str,
) -> Setting {
    Setting { key, is_secret: false, is_credential: false, takes, default, meaning }
}

impl Service {
    pub fn setting(&self, key: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.key == key)
    }

    /// Name of the environment variable of a setting.
    pub fn variable(&self, key: &str) -> String {
        format!("YIMA_{}_{}", self.name, key).to_uppercase()
    }

    /// How credentials are given, for the help of the service.
    pub fn credentials_help(&self) -> String {
        let credentials = self.settings.iter().filter(|setting| setting.is_credential);
        let keys: Vec<_> = credentials.map(|setting| setting.key).collect();
        let variables: Vec<_> = keys.iter().map(|key| self.variable(key)).collect();
        format!(
            "Credentials are no arguments, which others could see. They come from the environment \
             ({}) or from {} under [{}] in the configuration file: see `yima config --help`.",
            variables.join(", "),
            listed(&keys),
            self.name
        )
    }
}

impl Setting {
    /// What is wrong with a value, wherever it stands. Nothing of the value is in it.
    pub fn mistake(&self, value: &str) -> Option<&'static str> {
        match self.takes {
            Takes::Text | Takes::Folder => None,
            Takes::OneOf(words, mistake) => (!words.contains(&value)).then_some(mistake),
            Takes::Number => {
                let is_number = value.parse::<u64>().is_ok_and(|number| number > 0);
                (!is_number).then_some("a whole number from 1 is needed")
            }
        }
    }

    /// Whether this value must be hidden: that of a secret, or an address with a password.
    pub fn hides(&self, value: &str) -> bool {
        self.is_secret || (self.key == BASE_URL && without_secrets(value) != value)
    }
}
