//! Identifiers, enums, objects and the envelope.

use super::{Field, Source, Spanned, Text};

/// An identifier: a text or a whole number with a type of its own.
#[derive(Debug)]
pub struct Newtype {
    /// Rust name.
    pub name: Spanned<String>,
    /// Rust names of earlier revisions; deprecated aliases lead from them to this one.
    pub was: Vec<Spanned<String>>,
    /// Meaning.
    pub text: Text,
    /// Whether it is a whole number.
    pub is_number: bool,
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
    /// It was registered before.
    AlreadyExists,
    /// The parameters are wrong.
    BadRequest,
    /// The service failed without saying more.
    Failed,
}

/// What every reply holds.
#[derive(Debug)]
pub struct Envelope {
    /// Key of the return code; nothing where the HTTP status is it.
    pub code: Option<Spanned<String>>,
    /// Table of the HTTP statuses, where they are the return codes.
    pub status_codes: Option<Spanned<String>>,
    /// Key of its text; replies that are judged by status may have none.
    pub message: Option<Spanned<String>>,
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
