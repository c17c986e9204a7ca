//! What the documents leave open, as settings.

use std::sync::Arc;
use std::time::Duration;

use auth::{Clock, SystemClock};

use crate::journal::Observer;
use crate::{FaultRule, Limits};

mod cloudmfg;
mod dbhs;
mod idcode;

pub use cloudmfg::{CloudmfgAccount, CloudmfgDevice, CloudmfgSettings};
pub use dbhs::{DbhsAccount, DbhsSettings};
pub use idcode::{IdcodeAccount, IdcodeRole, IdcodeSettings};

/// Settings of a sandbox.
#[derive(Clone)]
pub struct Settings {
    /// Same seed, same records.
    pub seed: u64,
    /// What the sandbox's [clock](crate::VirtualClock) shows until it is moved.
    pub clock: Arc<dyn Clock>,
    /// Time that every answer takes.
    pub latency: Duration,
    /// How long a token is valid.
    pub token_lifetime: Duration,
    /// Whether return code 9 comes with the token that is still valid, as the document's sample of
    /// a failure has it.
    pub code_9_with_token: bool,
    /// How many calls of the UDID service are allowed.
    pub limits: Limits,
    /// Who may call.
    pub accounts: Vec<Account>,
    /// Records of every day up to today; as many as the seed gives unless set.
    pub records_per_day: Option<u32>,
    /// Whether the records of a day come evenly in its course, in front of the others, and days to
    /// come have none yet. Otherwise all are there from the beginning.
    pub records_grow: bool,
    /// What goes wrong from the beginning.
    pub faults: Vec<FaultRule>,
    /// Whether there are [admin endpoints](crate#admin-endpoints).
    pub has_admin: bool,
    /// Connections at a time; those that are one too many wait until another ends.
    pub most_connections: usize,
    /// Is told of every request, when it is answered.
    pub observer: Option<Observer>,
    /// Of the IDcode service.
    pub idcode: IdcodeSettings,
    /// Of the DBHS service.
    pub dbhs: DbhsSettings,
    /// Of the cloud manufacturing platform.
    pub cloudmfg: CloudmfgSettings,
}

/// An application that may call the UDID service.
#[derive(Clone)]
pub struct Account {
    /// Application code (`appId`).
    pub app_id: String,
    /// Application secret (`appSecret`).
    pub app_secret: String,
    /// Credit codes of the registrants that granted it access; for others it gets code 12.
    pub granted_by: Vec<String>,
    /// Whether it may call the data interfaces; if not it gets code 2.
    pub is_approved: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 1,
            clock: Arc::new(SystemClock),
            latency: Duration::ZERO,
            token_lifetime: Duration::from_secs(2 * 3600),
            code_9_with_token: true,
            limits: Limits { per_second: u32::MAX, per_day: 1_000_000 },
            accounts: vec![Account::default()],
            records_per_day: None,
            records_grow: false,
            faults: Vec::new(),
            has_admin: false,
            most_connections: 1_000,
            observer: None,
            idcode: IdcodeSettings::default(),
            dbhs: DbhsSettings::default(),
            cloudmfg: CloudmfgSettings::default(),
        }
    }
}

impl Default for Account {
    /// The account that needs no arranging. Its credit code is invented; the last character is the
    /// right check character.
    fn default() -> Self {
        Self {
            app_id: "sandbox-app".to_owned(),
            app_secret: "sandbox-app-secret".to_owned(),
            granted_by: vec!["91990000MA0TEXT00W".to_owned()],
            is_approved: true,
        }
    }
}
