//! Settings of the IDcode service.

use std::time::Duration;

use idcode_types::Scheme;

/// What the IDcode document leaves open.
#[derive(Clone)]
pub struct IdcodeSettings {
    /// Who may call.
    pub accounts: Vec<IdcodeAccount>,
    /// How far the `time` of a request may be off, both ways.
    pub time_tolerance: Duration,
    /// Time between two verification codes for a phone; before that it is code 20003.
    pub sms_interval: Duration,
    /// How long a verification code can be used; after that it is code 20001.
    pub sms_validity: Duration,
    /// Whether 301 asks for a verification code, as platforms with text messages do.
    pub requires_sms_code: bool,
    /// How long a review takes.
    pub examination_delay: Duration,
    /// Whether 301 answers a name that is taken with code 2, as the document's sample of a failure
    /// has it, and not with the 10007 of its table.
    pub code_2_for_taken_name: bool,
    /// `ResultCode` and `ResultMsg` instead of `result_code` and `result_msg`.
    pub pascal_case_results: bool,
}

/// An application system that may call the IDcode service.
#[derive(Clone)]
pub struct IdcodeAccount {
    /// Authorisation key (系统授权 key, `access_token`).
    pub access_token: String,
    /// Authorisation code (系统授权码), which signs requests.
    pub authorization_code: String,
    /// Name of the system, which 701 can add to its picture.
    pub system_name: String,
    /// Whether its key is disabled; then it gets code 10002.
    pub is_disabled: bool,
    /// Whose units it works with.
    pub role: IdcodeRole,
    /// Whether it may call 309 and 405, which are open to some users only.
    pub may_call_restricted: bool,
    /// How the codes begin that it gets.
    pub scheme: Scheme,
}

/// Whose units an account works with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdcodeRole {
    /// A service provider: every unit.
    ServiceProvider,
    /// An enterprise: the units that it registered itself. It does not find others.
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
    /// The account that needs no arranging; a service provider.
    fn default() -> Self {
        Self {
            access_token: "SANDBOXIDCODEKEY00000001".to_owned(),
            authorization_code: "SANDBOXIDCODEAUTHORISATION000001".to_owned(),
            system_name: "Sandbox".to_owned(),
            is_disabled: false,
            role: IdcodeRole::ServiceProvider,
            may_call_restricted: true,
            scheme: Scheme::Ma156,
        }
    }
}
