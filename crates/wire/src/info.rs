//! What a document says of a model, as data: one description serves decoding, checks, the
//! command line, database columns, JSON Schema and documentation tables.

/// A model: an object of the wire with its documented fields.
#[derive(Debug)]
pub struct ModelInfo {
    /// Rust name of the model.
    pub name: &'static str,
    /// English meaning.
    pub en: &'static str,
    /// Chinese original.
    pub zh: &'static str,
    /// Documented fields, in the order of the document.
    pub fields: &'static [FieldInfo],
}

/// A documented field of a model, or parameter of a request.
#[derive(Debug)]
pub struct FieldInfo {
    /// Key on the wire, as documented.
    pub wire: &'static str,
    /// Rust name.
    pub name: &'static str,
    /// Other keys that real services send for it.
    pub aliases: &'static [&'static str],
    /// English meaning.
    pub en: &'static str,
    /// Chinese original.
    pub zh: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether a request is refused without it.
    pub required: bool,
    /// Whether the client fills it in, not the caller.
    pub filled_by_client: bool,
    /// Whether it is kept out of `Debug`, logs and errors.
    pub sensitive: bool,
    /// Where it is known from.
    pub source: Source,
    /// What the service takes when it is left out.
    pub default: Option<&'static str>,
    /// What the client sends when the caller leaves it out.
    pub sent_default: Option<&'static str>,
    /// Where a parameter goes in the request.
    pub place: Place,
    /// What its value must keep to.
    pub limits: Limits,
    /// Formats of a file, by their usual extension; empty if any will do.
    pub formats: &'static [&'static str],
}

/// What a value must keep to, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl Limits {
    /// No limit.
    pub const NONE: Self =
        Self { min: None, max: None, min_length: None, max_length: None, max_bytes: None };
}

impl FieldInfo {
    /// A field with everything optional left out.
    pub const fn new(wire: &'static str, name: &'static str, kind: Kind) -> Self {
        Self {
            wire,
            name,
            aliases: &[],
            en: "",
            zh: "",
            kind,
            required: false,
            filled_by_client: false,
            sensitive: false,
            source: Source::Document,
            default: None,
            sent_default: None,
            place: Place::Parameters,
            limits: Limits::NONE,
            formats: &[],
        }
    }

    /// Whether `key` names this field, ignoring case and blanks around it.
    pub fn is_named(&self, key: &str) -> bool {
        let is_same = |name: &str| name.trim().eq_ignore_ascii_case(key.trim());
        is_same(self.wire) || self.aliases.iter().any(|alias| is_same(alias))
    }
}

/// Where a parameter goes in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// With the others, in query or body.
    Parameters,
    /// In place of the label of its key in the path, percent-encoded.
    Path,
    /// In a header of its key.
    Header,
}

/// Where a field is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The document states it.
    Document,
    /// The document's samples show it, its tables do not.
    Sample,
    /// Only real clients show it.
    Observed,
    /// Nobody shows it; it is there in case a service sends it.
    Assumed,
}

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Text as sent.
    Text,
    /// A counter, kept as the text that was sent.
    Count,
    /// A date or time, kept as the text that was sent.
    Date,
    /// A whole number that requests send as a JSON number.
    Integer,
    /// A whole number of either sign that requests send as a JSON number.
    Signed,
    /// A number with decimals, kept as text and sent as a JSON number.
    Decimal,
    /// `true` or `false`.
    Boolean,
    /// One value of a list that may grow.
    Enum(&'static EnumInfo),
    /// Several texts in one string.
    JoinedText,
    /// Several listed values in one string.
    JoinedEnum(&'static EnumInfo),
    /// An object.
    Model(&'static ModelInfo),
    /// An object, sent as JSON text.
    Json(&'static ModelInfo),
    /// A file, sent as a part of a multipart form.
    File,
    /// A list of texts.
    ListText,
    /// A list of objects.
    List(&'static ModelInfo),
    /// A list of scalars of one kind.
    Scalars(&'static Kind),
    /// Values of one kind under keys that no document lists.
    Map(&'static Kind),
}

/// A list of coded values.
#[derive(Debug)]
pub struct EnumInfo {
    /// Rust name of the enum.
    pub name: &'static str,
    /// English meaning.
    pub en: &'static str,
    /// Chinese original.
    pub zh: &'static str,
    /// The documented values.
    pub values: &'static [EnumValue],
}

impl EnumInfo {
    /// Whether this text is a value on the wire.
    pub fn lists(&self, text: &str) -> bool {
        self.values.iter().any(|value| value.wire == text)
    }
}

/// One documented value.
#[derive(Debug)]
pub struct EnumValue {
    /// Value on the wire.
    pub wire: &'static str,
    /// Rust name of the variant.
    pub name: &'static str,
    /// Other spellings that are read as this value.
    pub aliases: &'static [&'static str],
    /// English meaning.
    pub en: &'static str,
    /// Chinese original.
    pub zh: &'static str,
}
