//! Failures, and replies on the wire.

use sandbox_core::Reply;
use serde::Serialize;
use udid_types::{ErrorCode, ReturnCode};

/// A return code other than success, with an error code and its text where there is one.
#[derive(Debug)]
pub struct Failure {
    pub code: ReturnCode,
    pub error: Option<(ErrorCode, String)>,
}

impl Failure {
    pub fn new(code: ReturnCode) -> Self {
        Self { code, error: None }
    }

    /// A parameter that is wrong.
    pub fn parameter(error: ErrorCode, name: &str) -> Self {
        Self::with_error(ReturnCode::BadFormat, error, name)
    }

    /// A call that failed for a reason with an error code.
    pub fn failed(error: ErrorCode, what: &str) -> Self {
        Self::with_error(ReturnCode::Failed, error, what)
    }

    fn with_error(code: ReturnCode, error: ErrorCode, what: &str) -> Self {
        let message = format!("{}: {what}", error.zh().unwrap_or_default());
        Self { code, error: Some((error, message)) }
    }
}

/// Fills in the envelope of a reply. A macro, since the reply types have no common trait for it.
macro_rules! fill_envelope {
    ($reply:expr, $failure:expr) => {{
        let (reply, failure) = (&mut $reply, $failure);
        reply.return_message = failure.code.zh().map(str::to_owned);
        reply.return_code = Some(failure.code);
        if let Some((code, message)) = failure.error {
            reply.error_code = Some(code);
            reply.error_message = Some(message);
        }
    }};
}

pub(crate) use fill_envelope;

/// The reply on the wire.
pub fn serialize(code: Option<&ReturnCode>, reply: &impl Serialize) -> Reply {
    Reply::serialize(code.map(ReturnCode::as_str).unwrap_or_default(), reply)
}
