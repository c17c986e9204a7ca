//! Settings of the DBHS service.

use std::time::Duration;

use crate::Limits;

/// What the DBHS document leaves open.
#[derive(Clone)]
pub struct DbhsSettings {
    /// Who may call.
    pub accounts: Vec<DbhsAccount>,
    /// How far the `timespan` of a request may be off, both ways (decision D3).
    pub time_tolerance: Duration,
    /// Calls of an account in one second of the clock; more are answered with code 400.
    pub calls_per_second: u32,
    /// Calls of an account in one day of Beijing; more are answered with code 400.
    pub calls_per_day: u32,
    /// How many in 1,000 registrants of the UDID service the business register does not have.
    pub unknown_permille: u32,
    /// Most rows of `product/list`; `total` counts those left out as well (decision D12).
    pub most_rows: usize,
    /// Whether success is code 200, as the document's table has it, and not the 0 of its samples
    /// (decision D1).
    pub code_200_for_success: bool,
    /// Whether an answer's HTTP status is its code ("code 接口返回的Http状态码"), and not always 200.
    pub http_status_is_code: bool,
}

/// An application that may call the DBHS service.
#[derive(Clone)]
pub struct DbhsAccount {
    /// Application key (`appKey`).
    pub app_key: String,
    /// Secret key (`secretKey`), which signs requests.
    pub secret_key: String,
}

impl DbhsSettings {
    /// How many calls are allowed.
    pub(crate) fn limits(&self) -> Limits {
        Limits { per_second: self.calls_per_second, per_day: self.calls_per_day }
    }
}

impl Default for DbhsSettings {
    fn default() -> Self {
        Self {
            accounts: vec![DbhsAccount::default()],
            time_tolerance: Duration::from_secs(10 * 60),
            calls_per_second: u32::MAX,
            calls_per_day: u32::MAX,
            unknown_permille: 50,
            most_rows: 1000,
            code_200_for_success: false,
            http_status_is_code: false,
        }
    }
}

impl Default for DbhsAccount {
    /// The account that needs no arranging.
    fn default() -> Self {
        Self {
            app_key: "sandbox-dbhs-key".to_owned(),
            secret_key: "sandbox-dbhs-secret".to_owned(),
        }
    }
}
