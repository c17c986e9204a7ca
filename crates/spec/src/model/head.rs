//! What a spec says of its document.

use super::{Spanned, Text};
use crate::source::Span;

/// A document that was transcribed.
#[derive(Debug)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Its own version.
    pub version: Option<String>,
    /// Its date.
    pub date: Option<String>,
    /// SHA-256 of the text that was transcribed.
    pub sha256: String,
    /// Where it stands.
    pub span: Span,
}

/// The base URL of an environment.
#[derive(Debug)]
pub struct Host {
    /// Name of the environment.
    pub name: Spanned<String>,
    /// Base URL, without a slash at its end.
    pub url: Spanned<String>,
}

/// How requests go on the wire.
#[derive(Debug)]
pub struct Encoding {
    /// The form of the parameters.
    pub style: EncodingStyle,
    /// Decisions that apply.
    pub decisions: Vec<Spanned<String>>,
    /// Where it stands.
    pub span: Span,
}

/// The form of the parameters on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EncodingStyle {
    /// One form field that holds them as JSON.
    JsonInForm {
        /// Name of the form field.
        field: String,
    },
    /// A query or form field each, with a signature over all of them.
    SignedForm,
    /// A JSON body, or a query for GET.
    Json {
        /// Where the parameters of every request go.
        common: Place,
        /// The key in the body under which the other parameters stand, if not at its top.
        under: Option<String>,
    },
}

/// A part of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A header each.
    Header,
    /// The JSON body.
    Body,
}

/// A rule that holds for all endpoints.
#[derive(Debug)]
pub struct Rule {
    /// Short name.
    pub id: Spanned<String>,
    /// What it says.
    pub text: Text,
}

/// A row of the document's revision history.
#[derive(Debug)]
pub struct Revision {
    /// Version.
    pub version: String,
    /// Date of creation.
    pub created: String,
    /// Date of effect.
    pub effective: String,
    /// Remark.
    pub remark: String,
    /// What changed, in Chinese.
    pub changes: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// An open point and its decision.
#[derive(Debug)]
pub struct Decision {
    /// Number, like `U9`.
    pub id: Spanned<String>,
    /// What the document leaves open.
    pub open: String,
    /// What we decided.
    pub decided: String,
}
