//! Fields, and what they hold.

use super::{Spanned, Text};
use crate::source::Span;

/// A field of an object, or a parameter of a request.
#[derive(Clone, Debug)]
pub struct Field {
    /// Key on the wire.
    pub wire: Spanned<String>,
    /// Other keys that are read as this field.
    pub aliases: Vec<Spanned<String>>,
    /// Rust name.
    pub name: Spanned<String>,
    /// Rust names of earlier revisions; deprecated aliases lead from them to this one.
    pub was: Vec<Spanned<String>>,
    /// Meaning.
    pub text: Text,
    /// What it holds.
    pub ty: TypeUse,
    /// Whether a request needs it, and who says so.
    pub required: Required,
    /// What the document calls its type.
    pub printed_type: Option<String>,
    /// What the service takes when it is left out.
    pub default: Option<Spanned<String>>,
    /// What the client sends when the caller leaves it out.
    pub sent_default: Option<Spanned<String>>,
    /// Where a parameter goes in the request.
    pub placement: Placement,
    /// What its value must keep to.
    pub limits: Limits,
    /// Formats of a file, by their usual extension; empty if any will do.
    pub formats: Vec<Spanned<String>>,
    /// Whether the client fills it in, not the caller.
    pub filled_by_client: bool,
    /// Whether it is kept out of logs.
    pub sensitive: bool,
    /// The endpoints that print it, when not all do that use the type.
    pub endpoints: Vec<Spanned<String>>,
    /// Where it is known from.
    pub source: Source,
    /// Decisions that apply.
    pub decisions: Vec<Spanned<String>>,
    /// The document's further words.
    pub notes: Option<String>,
}

/// What a value must keep to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Smallest value of a number.
    pub min: Option<u64>,
    /// Largest value of a number.
    pub max: Option<u64>,
    /// Fewest characters of a text.
    pub min_length: Option<u64>,
    /// Most characters of a text.
    pub max_length: Option<u64>,
    /// Most bytes of a file.
    pub max_bytes: Option<u64>,
}

/// The use of a type, with the place where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeUse {
    /// The type.
    pub ty: Type,
    /// Where it stands.
    pub span: Span,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text.
    Text,
    /// A counter, kept as text.
    Count,
    /// A date or time, kept as text.
    Date,
    /// A whole number, sent as a JSON number.
    Integer,
    /// A whole number of either sign, sent as a JSON number.
    Signed,
    /// A number with decimals, kept as text and sent as a JSON number.
    Decimal,
    /// `true` or `false`.
    Boolean,
    /// A file, sent as a part of a multipart form.
    File,
    /// One value of an enum, an identifier, or an object.
    Named(String),
    /// An object, sent as JSON text.
    Json(String),
    /// Texts in one string, separated by commas.
    JoinedText,
    /// Values of an enum in one string, separated by commas.
    Joined(String),
    /// A list of texts.
    ListText,
    /// A list of objects, or of values of an enum or identifiers.
    List(String),
    /// A list of scalars without a name.
    Scalars(Box<Type>),
    /// Values of one type under keys that no document lists.
    Map(Box<Type>),
}

impl Type {
    /// The name of the type that it holds, whatever it is held in.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Named(name) | Self::Json(name) | Self::Joined(name) | Self::List(name) => {
                Some(name)
            }
            Self::Scalars(inner) | Self::Map(inner) => inner.name(),
            _ => None,
        }
    }
}

/// Where a parameter goes in a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Placement {
    /// With the others, in query or body.
    #[default]
    Parameters,
    /// In place of the label of its key in the path.
    Path,
    /// In a header of its key.
    Header,
}

/// Whether a parameter must be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Required {
    /// It may be left out.
    #[default]
    No,
    /// The document marks it.
    ByDocument,
    /// The document does not say; we require it.
    ByUs,
    /// The document does not say; it may be left out.
    Unstated,
}

impl Required {
    /// Whether a request is refused without it.
    pub fn is_required(self) -> bool {
        matches!(self, Self::ByDocument | Self::ByUs)
    }
}

/// Where something is known from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// The document.
    #[default]
    Document,
    /// The document's samples, not its tables.
    Sample,
    /// Real clients only.
    Observed,
    /// Nobody: it is there in case a service sends it.
    Assumed,
}
