//! Settings of the DBHS service.

use std::time::Duration;

use sandbox_core::RateLimits;

/// Settings of the DBHS service: what its document leaves open.
#[derive(Clone)]
pub struct DbhsSettings {
    /// Accounts that may call.
    pub accounts: Vec<DbhsAccount>,
    /// How far the `timespan` of a request may be off, both ways (decision D3).
    pub time_tolerance: Duration,
    /// Calls of an account that are allowed in one second and on one day; further ones are answered
    /// with code 400.
    pub rate_limits: RateLimits,
    /// Registrants in 1,000 that the business register lacks.
    pub unknown_permille: u32,
    /// Maximum rows of `product/list`; `total` counts the omitted ones too (decision D12).
    pub max_rows: usize,
    /// Whether success is code 200, as in the document's table, and not 0 as in its samples (decision
    /// D1).
    pub code_200_for_success: bool,
    /// Whether the HTTP status is the return code ("code 接口返回的Http状态码"), and not always 200.
    pub http_status_is_code: bool,
}

wire::opaque_debug!(DbhsSettings);

/// An application that may call the DBHS service.
#[derive(Clone)]
pub struct DbhsAccount {
    /// Application key (`appKey`).
    pub app_key: String,
    /// Secret key (`secretKey`), which signs requests.
    pub secret_key: String,
}

wire::opaque_debug!(DbhsAccount);

impl Default for DbhsSettings {
    fn default() -> Self {
        Self {
            accounts: vec![DbhsAccount::default()],
            time_tolerance: Duration::from_secs(10 * 60),
            rate_limits: RateLimits::NONE,
            unknown_permille: 50,
            max_rows: 1000,
            code_200_for_success: false,
            http_status_is_code: false,
        }
    }
}

impl Default for DbhsAccount {
    /// The account of a sandbox with default settings.
    fn default() -> Self {
        Self {
            app_key: "sandbox-dbhs-key".to_owned(),
            secret_key: "sandbox-dbhs-secret".to_owned(),
        }
    }
}
