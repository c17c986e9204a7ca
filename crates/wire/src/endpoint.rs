//! What a request and its reply have in common across protocols.

use std::borrow::Cow;

use crate::{Constraint, FieldInfo, Model, ModelInfo, OpenEnum};

/// An interface of a service, as its document describes it.
#[derive(Debug)]
pub struct EndpointInfo {
    /// Number or id in the document.
    pub id: &'static str,
    /// Name in our interfaces, snake case.
    pub name: &'static str,
    /// HTTP methods that the document allows.
    pub methods: &'static [&'static str],
    /// The method to use unless there is a reason for another.
    pub preferred_method: &'static str,
    /// Whether it is a page to open in a browser.
    pub is_page: bool,
    /// Whether it is open to some users only.
    pub is_restricted: bool,
    /// Whether it takes parameters that are not listed here, as its document does not describe them.
    pub takes_unlisted: bool,
    /// What a call does to the service.
    pub effect: Effect,
    /// Path below the environment's base URL.
    pub path: &'static str,
    /// English title.
    pub en: &'static str,
    /// Chinese title.
    pub zh: &'static str,
    /// Records in a full page, where the document states it.
    pub page_size: Option<usize>,
    /// Parameters that every request has and the client fills in.
    pub common: &'static [FieldInfo],
    /// Files that go along with the parameters.
    pub files: &'static [FieldInfo],
    /// The parameters.
    pub request: &'static ModelInfo,
    /// The reply.
    pub reply: &'static ModelInfo,
    /// Rules between parameters.
    pub constraints: &'static [Constraint],
    /// The return codes that the document prints for it, or that we decided on where it prints none;
    /// empty where it has one table for all.
    pub codes: &'static [&'static str],
}

impl EndpointInfo {
    /// The method to use unless there is a reason for another.
    pub fn method(&self) -> &'static str {
        self.preferred_method
    }

    /// The first rule between parameters that is broken, with the parameter that breaks it. `get`
    /// returns the value of a parameter by its key on the wire.
    pub fn broken_constraint<'a>(
        &self,
        get: impl Fn(&str) -> Option<Cow<'a, str>>,
    ) -> Option<(&'static str, &'static Constraint)> {
        let mut constraints = self.constraints.iter();
        constraints.find_map(|rule| rule.broken_by(&get).map(|parameter| (parameter, rule)))
    }
}

/// The endpoint with this id, for generated code. Compilation fails if there is none.
#[doc(hidden)]
pub const fn endpoint(all: &'static [EndpointInfo], id: &str) -> &'static EndpointInfo {
    let mut index = 0;
    while index < all.len() {
        if is_equal(all[index].id.as_bytes(), id.as_bytes()) {
            return &all[index];
        }
        index += 1;
    }
    panic!("no endpoint has this id")
}

const fn is_equal(a: &[u8], b: &[u8]) -> bool {
    let mut index = 0;
    while index < a.len() && index < b.len() && a[index] == b[index] {
        index += 1;
    }
    index == a.len() && index == b.len()
}

/// What a call does to a service. Our judgement, not the document's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Nothing that matters: it may be carried out twice without harm, so that a call that failed on
    /// the way may be repeated.
    Read,
    /// It registers, changes, sends or costs something, each time anew.
    Write,
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

    /// Whether the HTTP status is the return code: the reply itself has none, and a status of 2xx is
    /// success.
    const CODE_IS_STATUS: bool = false;

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

/// What a program can do about a return code, or about another error of a call.
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
    /// It was registered before.
    AlreadyExists,
    /// The parameters are wrong.
    BadRequest,
    /// The service failed without saying more, or its reply cannot be read.
    Failed,
    /// The service could not be reached, or did not answer in time. Not a class of return codes.
    Unreachable,
    /// The settings of the client are wrong: address, credentials, certificates, folders. Not a class
    /// of return codes.
    Misconfigured,
}
