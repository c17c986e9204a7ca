//! What a request and its reply have in common across protocols.

use crate::{Model, ModelInfo, OpenEnum};

/// An interface of a service, as its document describes it.
#[derive(Debug)]
pub struct EndpointInfo {
    /// Number or id in the document.
    pub id: &'static str,
    /// Name in our interfaces, snake case.
    pub name: &'static str,
    /// HTTP method.
    pub method: &'static str,
    /// Path below the environment's base URL.
    pub path: &'static str,
    /// English title.
    pub en: &'static str,
    /// Chinese title.
    pub zh: &'static str,
    /// Records in a full page, where the document states it.
    pub page_size: Option<usize>,
    /// The parameters.
    pub request: &'static ModelInfo,
    /// The reply.
    pub reply: &'static ModelInfo,
}

/// A request: its parameters, and what the service answers.
pub trait Endpoint: Model {
    /// The reply.
    type Reply: Reply;

    /// What the document says of it.
    const ENDPOINT: &'static EndpointInfo;
}

/// A reply with the service's own return code in it.
pub trait Reply: Model {
    /// The table of return codes.
    type Code: Code;

    /// The return code, if one was sent.
    fn code(&self) -> Option<&Self::Code>;

    /// The service's text for it.
    fn message(&self) -> Option<&str>;
}

/// A table of return codes, each with what a program can do about it.
pub trait Code: OpenEnum {
    /// What to do about this code; an unlisted one is [`Class::Failed`].
    fn class(&self) -> Class;
}

/// What a program can do about a return code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Class {
    /// Nothing to do: it worked.
    Success,
    /// The same call may work later.
    RetryLater,
    /// The credentials of this session are used up; get new ones.
    LogInAgain,
    /// No more calls today.
    QuotaUsedUp,
    /// This account may not do that.
    NotAllowed,
    /// There is no such thing.
    NotFound,
    /// The parameters are wrong.
    BadRequest,
    /// The service failed without saying more.
    Failed,
}
