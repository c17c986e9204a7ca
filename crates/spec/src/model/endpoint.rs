//! Interfaces.

use super::{Constraint, Field, Host, Spanned, Text};

/// An interface.
#[derive(Debug)]
pub struct Endpoint {
    /// Id in the document.
    pub id: Spanned<String>,
    /// Name in our interfaces, snake case.
    pub name: Spanned<String>,
    /// Rust names of earlier revisions; deprecated aliases lead from them to this one.
    pub was: Vec<Spanned<String>>,
    /// Title.
    pub text: Text,
    /// What it is for.
    pub purpose: Text,
    /// HTTP methods.
    pub methods: Vec<Spanned<String>>,
    /// The method that clients use, if it is not the first.
    pub preferred_method: Option<Spanned<String>>,
    /// Whether it is a page to open in a browser.
    pub is_page: bool,
    /// Whether it is open to some users only.
    pub is_restricted: bool,
    /// Whether it takes parameters that are not listed, as the document does not describe them.
    pub takes_unlisted: bool,
    /// What a call does to the service; it writes unless stated.
    pub effect: Effect,
    /// Path below the base URL.
    pub path: Spanned<String>,
    /// Full URLs, where the document prints one that is not base URL plus path.
    pub urls: Vec<Host>,
    /// Paging, if the reply comes in pages.
    pub paging: Option<Paging>,
    /// Rust name of the request.
    pub request: Spanned<String>,
    /// Rust names of the request in earlier revisions; deprecated aliases lead from them to this one.
    pub request_was: Vec<Spanned<String>>,
    /// The type whose fields are parameters as well.
    pub fields_of: Option<Spanned<String>>,
    /// The parameters, without those of every request.
    pub parameters: Vec<Field>,
    /// The parameters of every request that it takes; all of them unless stated.
    pub common: Option<Vec<Spanned<String>>>,
    /// The parameters of every request that the document does not mark as required here.
    pub unmarked: Vec<Spanned<String>>,
    /// Rules between parameters.
    pub constraints: Vec<Constraint>,
    /// Name of the reply.
    pub reply: Spanned<String>,
    /// Tables of the codes it answers with.
    pub codes: Vec<Spanned<String>>,
    /// The codes that it answers with: those of its own table, or those decided on where it has
    /// none.
    pub code_values: Vec<Spanned<String>>,
    /// The texts of codes that are worded differently here.
    pub code_texts: Vec<(Spanned<String>, Spanned<String>)>,
    /// Decisions that apply.
    pub decisions: Vec<Spanned<String>>,
    /// The document's further words.
    pub notes: Option<String>,
}

/// What a call does to a service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Effect {
    /// Nothing that matters: it may be carried out twice without harm.
    Read,
    /// Something, each time anew.
    #[default]
    Write,
}

/// Pages of a reply.
#[derive(Debug)]
pub struct Paging {
    /// Records in a full page.
    pub size: u64,
    /// The order that the document states.
    pub order: Option<String>,
}
