//! An admitted call, and how it fails.

use std::collections::BTreeMap;

use idcode_types::{ExistingUnit, ResultCode};
use jiff::Timestamp;
use wire::EndpointInfo;

use crate::intake::UploadedFile;
use crate::settings::{IdcodeAccount, IdcodeSettings};

/// What an endpoint finds.
pub type Answer<R> = Result<R, Failure>;

/// Why a call fails.
#[derive(Debug)]
pub struct Failure {
    pub code: ResultCode,
    /// More than the text of the code, where there is more to say.
    pub detail: Option<String>,
    /// The unit that already exists, for the reply of 301.
    pub existing: Option<Box<ExistingUnit>>,
}

impl From<ResultCode> for Failure {
    fn from(code: ResultCode) -> Self {
        Self { code, detail: None, existing: None }
    }
}

impl Failure {
    /// Code 0, with what is wrong.
    pub fn because(detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..Self::from(ResultCode::Failed) }
    }

    /// What goes into `result_msg`.
    pub fn message(&self) -> String {
        let text = self.code.zh().unwrap_or_default();
        self.detail.as_ref().map_or_else(|| text.to_owned(), |detail| format!("{text}: {detail}"))
    }
}

/// A call whose key, signature and parameters are right.
pub struct AdmittedCall<'a> {
    pub endpoint: &'static EndpointInfo,
    /// Parameters that hold something.
    pub parameters: BTreeMap<String, String>,
    pub files: Vec<UploadedFile>,
    pub account: &'a IdcodeAccount,
    pub settings: &'a IdcodeSettings,
    pub now: Timestamp,
}

impl AdmittedCall<'_> {
    /// A parameter; empty when it is not there.
    pub fn text(&self, name: &str) -> &str {
        self.given(name).unwrap_or_default()
    }

    /// A parameter that may be left out.
    pub fn given(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).map(String::as_str)
    }

    /// A parameter, to be kept.
    pub fn kept(&self, name: &str) -> Option<String> {
        self.given(name).map(str::to_owned)
    }

    /// A parameter, or what the document says it is without being sent.
    pub fn or_default(&self, name: &str) -> &str {
        let field = || self.endpoint.request.fields.iter().find(|field| field.wire == name);
        self.given(name).or_else(|| field().and_then(|field| field.default)).unwrap_or_default()
    }

    /// A whole number; its form was checked before.
    pub fn number(&self, name: &str) -> Option<u64> {
        self.given(name)?.parse().ok()
    }

    /// A file by the name of its parameter.
    pub fn file(&self, name: &str) -> Option<&UploadedFile> {
        self.files.iter().find(|file| file.parameter == name)
    }

    /// The failure that says that a parameter is wrong.
    pub fn bad(&self, name: &str, what: &str) -> Failure {
        bad_parameter(self.endpoint, format!("{}: parameter {name} {what}", self.endpoint.id))
    }
}

/// Code 10000 where the endpoint has it, else 0.
pub fn bad_parameter(endpoint: &EndpointInfo, detail: String) -> Failure {
    let is_listed = endpoint.codes.contains(&"10000");
    let code = if is_listed { ResultCode::BadParameter } else { ResultCode::Failed };
    Failure { detail: Some(detail), ..Failure::from(code) }
}
