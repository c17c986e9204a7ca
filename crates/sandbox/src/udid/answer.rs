//! Failures and how they are told.

use udid_types::{ErrorCode, ReturnCode};
use wire::Model;

use crate::fault::Told;

/// A return code other than success, with the details that an error code gives.
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

/// The envelope that every reply type has, filled in as a macro since the types share no base.
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

/// What goes on the wire.
pub fn encode<M: Model + serde::Serialize>(code: Option<&ReturnCode>, reply: &M) -> Told {
    // A model of texts and lists always encodes.
    let json = serde_json::to_vec(reply).unwrap_or_default();
    Told { json, code: code.map(|code| code.as_str().to_owned()).unwrap_or_default() }
}
