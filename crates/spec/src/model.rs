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
    pub contact: Option<Spanned<String>>,
    /// Base URL per environment.
    pub hosts: Vec<Host>,
    /// How requests go on the wire.
    pub encoding: Encoding,
    /// The document's own revision history.
    pub history: Vec<Revision>,
    /// What the document leaves open, and what we decided.
    pub decisions: Vec<Decision>,
    /// Rules that hold for all endpoints.
    pub rules: Vec<Rule>,
    /// Identifiers that are texts with a type of their own.
    pub newtypes: Vec<Newtype>,
    /// Lists of values, tables of codes among them.
    pub enums: Vec<EnumDef>,
    /// What every reply holds.
    pub envelope: Envelope,
    /// Parameters of every request, filled in by the client.
    pub common_parameters: Vec<Field>,
    /// Objects inside of requests and replies.
    pub types: Vec<TypeDef>,
    /// The replies.
    pub replies: Vec<TypeDef>,
    /// The interfaces.
    pub endpoints: Vec<Endpoint>,
    /// The warnings that are right and stay nevertheless.
    pub allow: Vec<Allow>,
}

/// A warning that stays, and why.
#[derive(Debug)]
pub struct Allow {
    /// Id of the rule.
    pub rule: Spanned<String>,
    /// The thing that it finds, like `Organization.params` or the id of an endpoint.
    pub at: Spanned<String>,
    /// Why it stays.
    pub reason: Spanned<String>,
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

/// An identifier: a text with a type of its own.
#[derive(Debug)]
pub struct Newtype {
    /// Rust name.
    pub name: Spanned<String>,
    /// Rust names of earlier revisions; deprecated aliases lead from them to this one.
    pub was: Vec<Spanned<String>>,
    /// Meaning.
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

/// A list of values.
#[derive(Debug)]
pub struct EnumDef {
    /// Rust name.
    pub name: Spanned<String>,
    /// Rust names of earlier revisions; deprecated aliases lead from them to this one.
    pub was: Vec<Spanned<String>>,
    /// Meaning.
    pub text: Text,
    /// Whether it goes out as a JSON number.
    pub send_as_number: bool,
    /// The values.
    pub values: Vec<EnumValue>,
    /// Decisions that apply.
    pub decisions: Vec<Spanned<String>>,
}

impl Spec {
    /// The fields of a type or reply, those of the type that it builds on first.
    pub fn fields_of<'a>(&'a self, def: &'a TypeDef) -> impl Iterator<Item = &'a Field> + Clone {
        let base = def.fields_of.as_ref();
        let base = base.and_then(|base| self.types.iter().find(|def| def.name.value == base.value));
        base.map_or(&[][..], |base| base.fields.as_slice()).iter().chain(&def.fields)
    }
}

impl EnumDef {
    /// Whether it is a table of return codes.
    pub fn is_code_table(&self) -> bool {
        self.values.iter().any(|value| value.class.is_some())
    }

    /// What else is read as a value of this list: its aliases, and its Chinese text, unless that is
    /// the text of a return code or stands for another value.
    pub fn other_spellings<'a>(&'a self, value: &'a EnumValue) -> Vec<&'a str> {
        let mut others: Vec<_> = value.aliases.iter().map(|alias| alias.value.as_str()).collect();
        let zh = value.text.zh.as_str();
        let is_taken = self.values.iter().any(|other| {
            let is_other = !std::ptr::eq(other, value);
            other.wire.value == zh
                || other.aliases.iter().any(|alias| alias.value == zh)
                || (is_other && other.text.zh == zh)
        });
        if !self.is_code_table() && !is_taken && !zh.is_empty() {
            others.push(zh);
        }
        others
    }
}

/// A value of a list.
#[derive(Debug)]
pub struct EnumValue {
    /// Value on the wire.
    pub wire: Spanned<String>,
    /// Rust name of the variant.
    pub name: Spanned<String>,
    /// Rust names of earlier revisions; deprecated aliases lead from them to this one.
    pub was: Vec<Spanned<String>>,
    /// Meaning.
    pub text: Text,
    /// Other spellings that are read as this value.
    pub aliases: Vec<Spanned<String>>,
    /// For return codes: what a program can do about it.
    pub class: Option<Class>,
    /// Where it is known from.
    pub source: Source,
    /// What else there is to say of it.
    pub notes: Option<String>,
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
    /// Rust names of earlier revisions; deprecated aliases lead from them to this one.
    pub was: Vec<Spanned<String>>,
    /// Meaning.
    pub text: Text,
    /// The type whose fields it has beside its own.
    pub fields_of: Option<Spanned<String>>,
    /// The fields.
    pub fields: Vec<Field>,
    /// Decisions that apply.
    pub decisions: Vec<Spanned<String>>,
}

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
    /// What its value must keep to.
    pub limits: Limits,
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
    /// The parameters, without those of every request.
    pub parameters: Vec<Field>,
    /// The parameters of every request that it takes; all of them unless stated.
    pub common: Option<Vec<Spanned<String>>>,
    /// The parameters of every request that the document does not mark as required here.
    pub unmarked: Vec<Spanned<String>>,
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
