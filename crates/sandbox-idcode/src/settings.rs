//! Settings of the IDcode service.

use std::time::Duration;

use idcode_types::Scheme;

/// Settings of the IDcode service: what its document leaves open.
#[derive(Clone)]
pub struct IdcodeSettings {
    /// Application systems that may call.
    pub accounts: Vec<IdcodeAccount>,
    /// How far the `time` of a request may be off, both ways.
    pub time_tolerance: Duration,
    /// Minimum time between two verification codes for a phone; earlier requests get code 20003.
    pub sms_interval: Duration,
    /// How long a verification code is valid; later it gets code 20001.
    pub sms_validity: Duration,
    /// Whether 301 asks for a verification code, as platforms with text messages do.
    pub requires_sms_code: bool,
    /// How long a review takes.
    pub examination_delay: Duration,
    /// Whether 301 refuses an existing name with code 2, as in the document's sample of a failure, and
    /// not with the 10007 of its table.
    pub code_2_for_taken_name: bool,
    /// `ResultCode` and `ResultMsg` instead of `result_code` and `result_msg`.
    pub pascal_case_results: bool,
}

wire::opaque_debug!(IdcodeSettings);

/// An application system that may call the IDcode service.
#[derive(Clone)]
pub struct IdcodeAccount {
    /// Authorization key (系统授权 key, `access_token`).
    pub access_token: String,
    /// Authorization code (系统授权码), which signs requests.
    pub authorization_code: String,
    /// Name of the system, which 701 can add to its picture.
    pub system_name: String,
    /// Whether its key is disabled; then it gets code 10002.
    pub is_disabled: bool,
    /// Whose units it works with.
    pub role: IdcodeRole,
    /// Whether it may call 309 and 405, which are open to some users only.
    pub may_call_restricted: bool,
    /// Scheme of the codes that it gets.
    pub scheme: Scheme,
}

wire::opaque_debug!(IdcodeAccount);

/// Whose units an account works with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdcodeRole {
    /// A service provider: every unit.
    ServiceProvider,
    /// An enterprise: only the units that it registered itself.
    Enterprise,
}

impl Default for IdcodeSettings {
    fn default() -> Self {
        Self {
            accounts: vec![IdcodeAccount::default()],
            time_tolerance: Duration::from_secs(10 * 60),
            sms_interval: Duration::from_secs(60),
            sms_validity: Duration::from_secs(5 * 60),
            requires_sms_code: false,
            examination_delay: Duration::from_secs(60),
            code_2_for_taken_name: false,
            pascal_case_results: false,
        }
    }
}

impl Default for IdcodeAccount {
    /// The account of a sandbox with default settings; a service provider.
    fn default() -> Self {
        Self {
            access_token: "SANDBOXIDCODEKEY00000001".to_owned(),
            authorization_code: "SANDBOXIDCODEAUTHORIZATION000001".to_owned(),
            system_name: "Sandbox".to_owned(),
            is_disabled: false,
            role: IdcodeRole::ServiceProvider,
            may_call_restricted: true,
            scheme: Scheme::Ma156,
        }
    }
}
