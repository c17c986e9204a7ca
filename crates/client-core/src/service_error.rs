//! What a service says with a return code other than success.

use std::time::SystemTime;

use auth::Redactor;
use wire::{Class, Code, Kind, Reply};

use crate::{RejectedReply, redact_code, shortened};

/// A return code other than success, with what the service said along with it.
pub trait ReturnCodeError: std::error::Error + Sized + 'static {
    /// The table of return codes.
    type Code: Code;

    /// The error that a reply of this endpoint means.
    fn of<R: Reply<Code = Self::Code>>(endpoint: &'static str, reply: &R) -> Self;

    /// The return code, if one was sent.
    fn code(&self) -> Option<&Self::Code>;

    /// What a program can do about it.
    fn class(&self) -> Class;

    /// Id of the endpoint.
    fn endpoint(&self) -> &str;

    /// The whole reply as JSON, without what is sensitive.
    fn reply(&self) -> &str;

    /// When the service asks to come back, if that is known.
    fn retry_at(&self) -> Option<SystemTime>;

    /// Notes when the service asks to come back.
    fn set_retry_at(&mut self, at: SystemTime);

    /// Takes secrets out of all that the service said.
    fn redact(&mut self, redactor: &Redactor);
}

/// A return code other than success, of a service that says no more than a text with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{endpoint}: {key} {} {}",
    shortened(code.as_ref().map_or("(none)", C::as_str)),
    shortened(message.as_deref().or(code.as_ref().and_then(zh)).unwrap_or_default())
)]
#[non_exhaustive]
pub struct ServiceError<C: Code> {
    /// Id of the endpoint.
    pub endpoint: &'static str,
    /// The key under which this service sends its return codes.
    pub key: &'static str,
    /// The return code, if one was sent.
    pub code: Option<C>,
    /// The service's text for it.
    pub message: Option<String>,
    /// The whole reply.
    pub reply: RejectedReply,
    /// When the service asks to come back, if it says so.
    pub retry_at: Option<SystemTime>,
}

impl<C: Code> ServiceError<C> {
    /// An error with this return code, as tests of programs need one. Its reply is empty.
    ///
    /// ```
    /// use client_core::{Class, ServiceError};
    /// use idcode_types::ResultCode;
    ///
    /// let error = ServiceError::new("306", ResultCode::NoMatch).with_message("未查到");
    /// let error: client_core::Error<ServiceError<ResultCode>> = error.into();
    /// assert_eq!(error.class(), Class::NotFound);
    /// assert_eq!(error.to_string(), "306: ResultCode 10006 未查到");
    /// ```
    pub fn new(endpoint: &'static str, code: C) -> Self {
        Self {
            endpoint,
            key: C::INFO.name,
            code: Some(code),
            message: None,
            reply: RejectedReply::default(),
            retry_at: None,
        }
    }

    /// The same with a text of the service.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// What a program can do about it.
    pub fn class(&self) -> Class {
        self.code.as_ref().map_or(Class::Failed, Code::class)
    }
}

impl<C: Code + Clone + std::fmt::Debug + 'static> ReturnCodeError for ServiceError<C> {
    type Code = C;

    fn of<R: Reply<Code = C>>(endpoint: &'static str, reply: &R) -> Self {
        let is_code = |kind| matches!(kind, Kind::Enum(list) if list == C::INFO);
        let key = R::INFO.fields.iter().find(|field| is_code(field.kind));
        Self {
            endpoint,
            key: key.map_or("return code", |field| field.wire),
            code: reply.code().cloned(),
            message: reply.message().map(str::to_owned),
            reply: RejectedReply::of(reply),
            retry_at: None,
        }
    }

    fn code(&self) -> Option<&C> {
        self.code.as_ref()
    }

    fn class(&self) -> Class {
        self.class()
    }

    fn endpoint(&self) -> &str {
        self.endpoint
    }

    fn reply(&self) -> &str {
        self.reply.as_str()
    }

    fn retry_at(&self) -> Option<SystemTime> {
        self.retry_at
    }

    fn set_retry_at(&mut self, at: SystemTime) {
        self.retry_at = Some(at);
    }

    fn redact(&mut self, redactor: &Redactor) {
        redact_code(redactor, &mut self.code);
        self.reply.redact(redactor);
        self.message.iter_mut().for_each(|text| redactor.redact(text));
    }
}

/// The document's text for a code.
fn zh<C: Code>(code: &C) -> Option<&'static str> {
    code.index().map(|index| C::INFO.values[index].zh)
}
