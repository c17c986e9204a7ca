//! A spec, typed.

pub use crate::object::Spanned;
use crate::source::Span;

/// What one revision of a vendor's document says.
#[derive(Debug)]
pub struct Spec {
    /// Short name of the protocol, like `udid`.
    pub protocol: Spanned<String>,
    /// Our number of the revision.
    pub revision: Spanned<String>,
    /// Title.
    pub text: Text,
    /// What was transcribed.
    pub documents: Vec<Document>,
    /// Address for questions that the document gives.
    pub contact: Option<String>,
    /// Base URL per environment.
    pub hosts: Vec<Host>,
    /// How requests go on the wire.
    pub encoding: Encoding,
    /// The document's own revision history.
    pub history: Vec<Revision>,
    /// What the document leaves open, and what we decided.
    pub decisions: Vec<Decision>,
    /// Lists of values, tables of codes among them.
    pub enums: Vec<EnumDef>,
    /// What every reply holds.
    pub envelope: Envelope,
    /// Objects inside of requests and replies.
    pub types: Vec<TypeDef>,
    /// The replies.
    pub replies: Vec<TypeDef>,
    /// The interfaces.
    pub endpoints: Vec<Endpoint>,
}

/// English meaning and Chinese original.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// English meaning.
    pub en: String,
    /// Chinese original.
    pub zh: String,
}

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
    /// The form field that holds the parameters as JSON.
    pub form_field: Spanned<String>,
    /// Decisions that apply.
    pub decisions: Vec<Spanned<String>>,
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

/// A list of values.
#[derive(Debug)]
pub struct EnumDef {
    /// Rust name.
    pub name: Spanned<String>,
    /// Meaning.
    pub text: Text,
    /// Whether it goes out as a JSON number.
    pub send_as_number: bool,
    /// The values.
    pub values: Vec<EnumValue>,
    /// Decisions that apply.
    pub decisions: Vec<Spanned<String>>,
}

impl EnumDef {
    /// Whether it is a table of return codes.
    pub fn is_code_table(&self) -> bool {
        self.values.iter().any(|value| value.class.is_some())
    }
}

/// A value of a list.
#[derive(Debug)]
pub struct EnumValue {
    /// Value on the wire.
    pub wire: Spanned<String>,
    /// Rust name of the variant.
    pub name: Spanned<String>,
    /// Meaning.
    pub text: Text,
    /// Other spellings that are read as this value.
    pub aliases: Vec<Spanned<String>>,
    /// For return codes: what a program can do about it.
    pub class: Option<Class>,
    /// Where it is known from.
    pub source: Source,
}

/// What a program can do about a return code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// It worked.
    Success,
    /// The same call may work later.
    RetryLater,
    /// New credentials are needed for this session.
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

/// What every reply holds.
#[derive(Debug)]
pub struct Envelope {
    /// Key of the return code.
    pub code: Spanned<String>,
    /// Key of its text.
    pub message: Spanned<String>,
    /// The fields.
    pub fields: Vec<Field>,
    /// Decisions that apply.
    pub decisions: Vec<Spanned<String>>,
}

/// An object of the wire.
#[derive(Debug)]
pub struct TypeDef {
    /// Rust name.
    pub name: Spanned<String>,
    /// Meaning.
    pub text: Text,
    /// The fields.
    pub fields: Vec<Field>,
    /// Decisions that apply.
    pub decisions: Vec<Spanned<String>>,
}

/// A field of an object, or a parameter of a request.
#[derive(Debug)]
pub struct Field {
    /// Key on the wire.
    pub wire: Spanned<String>,
    /// Other keys that are read as this field.
    pub aliases: Vec<Spanned<String>>,
    /// Rust name.
    pub name: Spanned<String>,
    /// Meaning.
    pub text: Text,
    /// What it holds.
    pub ty: TypeUse,
    /// Whether a request needs it, and who says so.
    pub required: Required,
    /// Smallest value of a number.
    pub min: Option<u64>,
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
    /// One value of an enum, or an object.
    Named(String),
    /// Texts in one string, separated by commas.
    JoinedText,
    /// Values of an enum in one string, separated by commas.
    Joined(String),
    /// A list of objects.
    List(String),
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
}

/// Where something is known from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// The document.
    #[default]
    Document,
    /// Real clients only.
    Observed,
}

/// An interface.
#[derive(Debug)]
pub struct Endpoint {
    /// Id in the document.
    pub id: Spanned<String>,
    /// Name in our interfaces, snake case.
    pub name: Spanned<String>,
    /// Title.
    pub text: Text,
    /// What it is for.
    pub purpose: Text,
    /// HTTP method.
    pub method: Spanned<String>,
    /// Path below the base URL.
    pub path: Spanned<String>,
    /// Full URLs, where the document prints one that is not base URL plus path.
    pub urls: Vec<Host>,
    /// Paging, if the reply comes in pages.
    pub paging: Option<Paging>,
    /// Rust name of the request.
    pub request: Spanned<String>,
    /// The parameters.
    pub parameters: Vec<Field>,
    /// Name of the reply.
    pub reply: Spanned<String>,
    /// Tables of the codes it answers with.
    pub codes: Vec<Spanned<String>>,
    /// Decisions that apply.
    pub decisions: Vec<Spanned<String>>,
    /// The document's further words.
    pub notes: Option<String>,
}

/// Pages of a reply.
#[derive(Debug)]
pub struct Paging {
    /// Records in a full page.
    pub size: u64,
    /// The order that the document states.
    pub order: Option<String>,
}
