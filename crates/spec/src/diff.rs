//! What changed between two revisions of a spec, and whether it breaks callers.
//!
//! [`Diff::between`] lists every change, each with its places in both revisions and the
//! [`DiffRule`] by which it is judged. The table of rules is in `specs/DIFF.md`.
//!
//! ```
//! let text = include_str!("../tests/small.yaml");
//! let longer = text.replace("values:\n      - {wire: \"1\", name: Red", "values:
//!       - {wire: \"2\", name: Blue, en: Blue, zh: 蓝}
//!       - {wire: \"1\", name: Red");
//! let (old, new) = (spec::load("1.yaml", text).unwrap(), spec::load("2.yaml", &longer).unwrap());
//! let diff = spec::Diff::between(&old, &new);
//! assert_eq!(diff.verdict(), spec::Verdict::Minor);
//! assert_eq!(diff.changes()[0].rule.id(), "reply-value-added");
//! ```

mod compare;
mod endpoints;
mod enums;
mod fields;
mod head;
mod human;
mod json;
mod markdown;
mod matching;
mod names;
mod parameters;
mod rules;
mod table;
mod types;
mod usage;
mod verdict;
mod words;

pub use human::human;
pub use json::json;
pub use markdown::markdown;
pub use rules::DiffRule;
pub use table::rules_as_markdown;
pub use usage::Direction;
pub use verdict::{Side, Verdict};

use crate::model::Spec;
use crate::source::{Position, Span};

/// All changes from one revision to another.
#[derive(Debug)]
pub struct Diff {
    changes: Vec<Change>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What kind of thing changed.
    pub item: Item,
    /// What happened to it.
    pub what: What,
    /// Whether it goes out with requests or comes in with replies.
    pub direction: Direction,
    /// The thing in the revisions that have it.
    pub parts: Parts,
    /// The rule by which it is judged.
    pub rule: DiffRule,
}

/// A thing in the revisions that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parts {
    /// It is gone.
    Old(Part),
    /// It is new.
    New(Part),
    /// It stands in both.
    Both {
        /// The old revision.
        old: Part,
        /// The new revision.
        new: Part,
    },
}

/// A thing as it stands in one revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name, like `Device.product_type`.
    pub subject: String,
    /// What it says; empty where it says nothing.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A kind of thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Item {
    /// The spec as a whole.
    Spec,
    /// A document that was transcribed.
    Document,
    /// A row of the document's revision history.
    History,
    /// A decision.
    Decision,
    /// A rule for all endpoints.
    Rule,
    /// A host.
    Host,
    /// The encoding of requests.
    Encoding,
    /// A parameter of every request.
    CommonParameter,
    /// The envelope of replies.
    Envelope,
    /// An endpoint.
    Endpoint,
    /// A return code of an endpoint.
    Code,
    /// The text of a return code at an endpoint.
    CodeText,
    /// An object.
    Type,
    /// A reply.
    Reply,
    /// A request.
    Request,
    /// An identifier.
    Newtype,
    /// A list of values.
    Enum,
    /// A value of a list.
    Value,
    /// A field of an object or of a reply.
    Field,
    /// A parameter of a request.
    Parameter,
    /// Another key or spelling.
    Alias,
    /// A format of a file.
    Format,
    /// A rule between parameters.
    Constraint,
    /// A name of an earlier revision.
    OldName,
}

/// What happened to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another Rust name.
    Renamed,
    /// What it consists of stands in another order.
    Reordered,
    /// One aspect of it changed.
    Changed(Aspect),
}

/// What may change of a thing that stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aspect {
    /// Number of the revision.
    Revision,
    /// Contact.
    Contact,
    /// English meaning.
    English,
    /// Chinese original.
    Chinese,
    /// English purpose of an endpoint.
    PurposeEnglish,
    /// Chinese purpose of an endpoint.
    PurposeChinese,
    /// Further words.
    Notes,
    /// The open point of a decision, or its solution.
    Text,
    /// The decisions that apply.
    Decisions,
    /// Where it is known from.
    Source,
    /// URL of a host, or URLs of an endpoint.
    Url,
    /// Style of the encoding.
    Style,
    /// Where the encoding puts parameters.
    Detail,
    /// Id in the document.
    Id,
    /// Path.
    Path,
    /// HTTP methods.
    Methods,
    /// The method that clients use.
    PreferredMethod,
    /// Whether it is a page.
    Page,
    /// Whether it is restricted.
    Restricted,
    /// Whether it takes parameters that are not listed.
    Unlisted,
    /// Whether it only reads.
    Effect,
    /// Arguments of the client's method.
    Arguments,
    /// Records in a page.
    PageSize,
    /// Order of the records.
    Order,
    /// The reply of an endpoint.
    Reply,
    /// The parameters of every request that an endpoint takes.
    Common,
    /// Tables of codes.
    Tables,
    /// The type on which a type builds.
    Base,
    /// The field of the envelope that holds the code.
    Code,
    /// The field of the envelope that holds the message.
    Message,
    /// Type of a field.
    Type,
    /// Key or text on the wire.
    Wire,
    /// Whether it is required.
    Required,
    /// Who fills it in.
    FilledBy,
    /// Default.
    Default,
    /// Smallest value.
    Min,
    /// Largest value.
    Max,
    /// Fewest characters.
    MinLength,
    /// Most characters.
    MaxLength,
    /// Most bytes of a file.
    MaxBytes,
    /// What the client sends for a parameter that is left out.
    SentDefault,
    /// Where a parameter goes in the request.
    Place,
    /// Whether it is sensitive.
    Sensitive,
    /// The document's word for the type.
    PrintedType,
    /// The endpoints that print it.
    PrintedFor,
    /// Whether an enum is a table of codes.
    CodeTable,
    /// Whether values go out as numbers.
    SendAs,
    /// Class of a return code.
    Class,
}

/// A revision of a spec with the file it was read from.
#[derive(Clone, Copy, Debug)]
pub struct Revised<'a> {
    /// What to call the file.
    pub path: &'a str,
    /// Its content.
    pub text: &'a str,
    /// What it says.
    pub spec: &'a Spec,
}

impl Diff {
    /// Every change from `old` to `new`, in the order of the rules' table.
    pub fn between(old: &Spec, new: &Spec) -> Self {
        let mut changes = compare::changes(old, new);
        changes.sort_by_key(|change| (change.rule, change.parts.latest().span));
        Self { changes }
    }

    /// The changes.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// What all changes together ask of the version: the most that one of them asks.
    pub fn verdict(&self) -> Verdict {
        let verdicts = self.changes.iter().map(|change| change.rule.verdict());
        verdicts.max().unwrap_or(Verdict::None)
    }
}

impl Parts {
    /// The thing in the old revision; nothing if it is new.
    pub fn before(&self) -> Option<&Part> {
        match self {
            Self::Old(old) | Self::Both { old, .. } => Some(old),
            Self::New(_) => None,
        }
    }

    /// The thing in the new revision; nothing if it is gone.
    pub fn after(&self) -> Option<&Part> {
        match self {
            Self::New(new) | Self::Both { new, .. } => Some(new),
            Self::Old(_) => None,
        }
    }

    /// The thing as it is now, or as it was if it is gone.
    pub fn latest(&self) -> &Part {
        let (Self::Old(part) | Self::New(part) | Self::Both { new: part, .. }) = self;
        part
    }
}

impl Revised<'_> {
    /// Line and column of a part of this revision.
    pub fn position(&self, part: &Part) -> Position {
        Position::of(self.text, part.span.start)
    }
}
