//! Settings of the UDID service.

use std::time::Duration;

use sandbox_core::RateLimits;

use crate::releases::ReleaseFaultRule;

/// Settings of the UDID service: its records, and what the document leaves open.
#[derive(Clone)]
pub struct UdidSettings {
    /// Applications that may call.
    pub accounts: Vec<UdidAccount>,
    /// How long a token is valid.
    pub token_lifetime: Duration,
    /// Whether return code 9 comes with the token that is still valid, as in the document's sample of
    /// a failure.
    pub code_9_with_token: bool,
    /// How many calls are allowed: in one second of all accounts together, in one day of each.
    pub rate_limits: RateLimits,
    /// Number of records of every day; 3,600 to 13,000 by the seed if it is not set.
    pub records_per_day: Option<u32>,
    /// Whether the records of a day appear evenly in its course, newest first, and future days have
    /// none yet. Otherwise all are there from the beginning.
    pub records_grow: bool,
    /// What listings hold beside one row a record.
    pub listing: ListingShape,
    /// The release files, which anyone may download; there are none if it is not set.
    pub releases: Option<ReleaseSettings>,
}

/// The release files of the register: full ones on the first of each month, and those of the months, weeks
/// and days since the register began. With them, a record of every seventh day leaves the register after 30
/// days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseSettings {
    /// How many days before today the register began.
    pub days: u32,
    /// What goes wrong with them.
    pub faults: Vec<ReleaseFaultRule>,
}

impl ReleaseSettings {
    /// Files without faults of a register that began some days ago.
    pub fn with_days(days: u32) -> Self {
        Self { days, faults: Vec::new() }
    }
}

/// What the listing of a day or month (D001) holds beside one row a record, whose packages, storage
/// conditions and sizes stand on the page of their device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListingShape {
    /// Whether records are listed in their earlier versions as well. All rows of a record have its key
    /// alone, so that nothing but D003 tells which belong to the newest.
    pub earlier_versions: bool,
    /// Whether packages, storage conditions and sizes stand one page behind their device.
    pub late_rows: bool,
    /// Packages on the first page that belong to no device.
    pub orphans: u32,
}

wire::opaque_debug!(UdidSettings);

/// An application that may call the UDID service.
#[derive(Clone)]
pub struct UdidAccount {
    /// Application code (`appId`).
    pub app_id: String,
    /// Application secret (`appSecret`).
    pub app_secret: String,
    /// Credit codes of the registrants that granted it access; for others it gets code 12.
    pub granted_by: Vec<String>,
    /// Whether it may call the data interfaces; if not it gets code 2.
    pub is_approved: bool,
}

wire::opaque_debug!(UdidAccount);

impl UdidSettings {
    /// The default settings with this number of records on every day.
    pub fn with_records_per_day(count: u32) -> Self {
        Self { records_per_day: Some(count), ..Self::default() }
    }
}

impl Default for UdidSettings {
    fn default() -> Self {
        Self {
            accounts: vec![UdidAccount::default()],
            token_lifetime: Duration::from_secs(2 * 3600),
            code_9_with_token: true,
            rate_limits: RateLimits { per_second: u32::MAX, per_day: 1_000_000 },
            records_per_day: None,
            records_grow: false,
            listing: ListingShape::default(),
            releases: None,
        }
    }
}

impl Default for UdidAccount {
    /// The account of a sandbox with default settings. Its credit code is invented; the last
    /// character is the right check character.
    fn default() -> Self {
        Self {
            app_id: "sandbox-app".to_owned(),
            app_secret: "sandbox-app-secret".to_owned(),
            granted_by: vec!["91990000MA0TEXT00W".to_owned()],
            is_approved: true,
        }
    }
}
