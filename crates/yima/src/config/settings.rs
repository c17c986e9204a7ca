//! Every setting of every service. A new service is one entry here, with one line for each setting.

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
    pub default: Fallback,
    /// What it is, with the documents' term.
    pub meaning: &'static str,
}

/// What holds when a setting is not set.
pub enum Fallback {
    None,
    Text(&'static str),
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

pub static SERVICES: [&Service; 4] = [&UDID, &IDCODE, &DBHS, &CLOUDMFG];

pub static UDID: Service = Service {
    name: "udid",
    settings: &[
        environment(),
        address(udid_types::HOST_TEST, udid_types::HOST_PRODUCTION),
        secret("app_id", "application code (应用码)"),
        secret("app_secret", "application secret (应用授权码)"),
        plain("credit_code", "credit code of the registrant (统一社会信用代码)"),
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
    Setting { key: ENV, is_secret: false, default: Fallback::Text("production"), meaning }
}

const fn address(test: &'static str, production: &'static str) -> Setting {
    let meaning = "base URL of the service, instead of an environment's";
    let default = Fallback::Host { test, production };
    Setting { key: BASE_URL, is_secret: false, default, meaning }
}

const fn only_address(default: Fallback) -> Setting {
    let meaning = "base URL of the service";
    Setting { key: BASE_URL, is_secret: false, default, meaning }
}

const fn secret(key: &'static str, meaning: &'static str) -> Setting {
    Setting { key, is_secret: true, default: Fallback::None, meaning }
}

const fn plain(key: &'static str, meaning: &'static str) -> Setting {
    Setting { key, is_secret: false, default: Fallback::None, meaning }
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
        let keys = self.settings.iter().map(|setting| setting.key);
        let keys: Vec<_> = keys.filter(|key| ![ENV, BASE_URL].contains(key)).collect();
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
    /// Whether this value must be hidden: that of a secret, or an address with a password.
    pub fn hides(&self, value: &str) -> bool {
        self.is_secret || (self.key == BASE_URL && without_secrets(value) != value)
    }
}

/// An address without user name, password and query, whether it can be used or not.
pub fn without_secrets(url: &str) -> String {
    let is_scheme = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphabetic());
    let parts = url.split_once("://").filter(|(scheme, _)| is_scheme(scheme));
    let (scheme, rest) = parts.map_or(("", url), |(scheme, rest)| (scheme, rest));
    let place = rest.rsplit('@').next().unwrap_or_default();
    let place = place.split(['?', '#']).next().unwrap_or_default();
    let separator = if parts.is_some() { "://" } else { "" };
    format!("{scheme}{separator}{place}")
}

#[cfg(test)]
mod tests {
    use super::without_secrets;

    #[test]
    fn an_address_is_shown_without_what_is_secret_in_it() {
        for (url, shown) in [
            ("https://api.example.cn/api/v2", "https://api.example.cn/api/v2"),
            ("https://user:word@api.example.cn/v2", "https://api.example.cn/v2"),
            ("https://user:wo/r?d@api.example.cn/v2", "https://api.example.cn/v2"),
            ("https://api.example.cn/v2?key=word#word", "https://api.example.cn/v2"),
            ("https://api.example.cn#word", "https://api.example.cn"),
            ("user:word@api.example.cn", "api.example.cn"),
            ("user:word@api.example.cn://x", "api.example.cn://x"),
            ("", ""),
        ] {
            assert_eq!(without_secrets(url), shown);
        }
    }
}
