//! Values of the model as a spec spells them.

use super::{Aspect, Item, What};
use crate::model::{Class, Effect, Placement, Required, Source, Type};

pub fn ty(ty: &Type) -> String {
    match ty {
        Type::Text => "text".to_owned(),
        Type::Count => "count".to_owned(),
        Type::Date => "date".to_owned(),
        Type::Integer => "integer".to_owned(),
        Type::Signed => "signed".to_owned(),
        Type::Decimal => "decimal".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::Scalars(of) => format!("list<{}>", self::ty(of)),
        Type::Map(of) => format!("map<{}>", self::ty(of)),
        Type::File => "file".to_owned(),
        Type::Named(name) => name.clone(),
        Type::Json(name) => format!("json<{name}>"),
        Type::JoinedText => "joined<text>".to_owned(),
        Type::Joined(name) => format!("joined<{name}>"),
        Type::ListText => "list<text>".to_owned(),
        Type::List(name) => format!("list<{name}>"),
    }
}

pub fn required(required: Required) -> &'static str {
    match required {
        Required::No => "no",
        Required::ByDocument => "by_document",
        Required::ByUs => "by_us",
        Required::Unstated => "unstated",
    }
}

pub fn placement(placement: Placement) -> &'static str {
    match placement {
        Placement::Parameters => "parameters",
        Placement::Path => "path",
        Placement::Header => "header",
    }
}

pub fn source(source: Source) -> &'static str {
    match source {
        Source::Document => "document",
        Source::Sample => "sample",
        Source::Observed => "observed",
        Source::Assumed => "assumed",
    }
}

pub fn class(class: Option<Class>) -> &'static str {
    match class {
        None => "",
        Some(Class::Success) => "success",
        Some(Class::RetryLater) => "retry_later",
        Some(Class::LogInAgain) => "log_in_again",
        Some(Class::QuotaUsedUp) => "quota_used_up",
        Some(Class::NotAllowed) => "not_allowed",
        Some(Class::NotFound) => "not_found",
        Some(Class::AlreadyExists) => "already_exists",
        Some(Class::BadRequest) => "bad_request",
        Some(Class::Failed) => "failed",
    }
}

pub fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Read => "read",
        Effect::Write => "write",
    }
}

pub fn yes(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

pub fn number(number: Option<u64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

impl Item {
    /// The name, in small letters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Spec => "spec",
            Self::Document => "document",
            Self::History => "history",
            Self::Decision => "decision",
            Self::Rule => "rule",
            Self::Host => "host",
            Self::Encoding => "encoding",
            Self::CommonParameter => "common parameter",
            Self::Envelope => "envelope",
            Self::Endpoint => "endpoint",
            Self::Code => "return code",
            Self::CodeText => "text of a return code",
            Self::Type => "type",
            Self::Reply => "reply",
            Self::Request => "request",
            Self::Newtype => "newtype",
            Self::Enum => "enum",
            Self::Value => "value",
            Self::Field => "field",
            Self::Parameter => "parameter",
            Self::Alias => "alias",
            Self::Format => "format",
            Self::Constraint => "rule between parameters",
            Self::OldName => "old name",
        }
    }
}

impl What {
    /// The name, in small letters; that of the aspect if one changed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Reordered => "reordered",
            Self::Changed(aspect) => aspect.name(),
        }
    }
}

impl Aspect {
    /// The name, in small letters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Revision => "revision",
            Self::Contact => "contact",
            Self::English => "English",
            Self::Chinese => "Chinese",
            Self::PurposeEnglish => "English purpose",
            Self::PurposeChinese => "Chinese purpose",
            Self::Notes => "notes",
            Self::Text => "text",
            Self::Decisions => "decisions",
            Self::Source => "source",
            Self::Url => "URL",
            Self::Style => "style",
            Self::Detail => "place of parameters",
            Self::Id => "id",
            Self::Path => "path",
            Self::Methods => "methods",
            Self::PreferredMethod => "preferred method",
            Self::Page => "page",
            Self::Restricted => "restricted",
            Self::Unlisted => "takes unlisted",
            Self::Effect => "effect",
            Self::Arguments => "arguments",
            Self::PageSize => "page size",
            Self::Order => "order",
            Self::Reply => "reply",
            Self::Common => "common parameters",
            Self::Tables => "tables of codes",
            Self::Base => "base",
            Self::Code => "code",
            Self::Message => "message",
            Self::Type => "type",
            Self::Wire => "text on the wire",
            Self::Required => "required",
            Self::FilledBy => "filled by",
            Self::Default => "default",
            Self::Min => "smallest value",
            Self::Max => "largest value",
            Self::MinLength => "fewest characters",
            Self::MaxLength => "most characters",
            Self::MaxBytes => "most bytes",
            Self::SentDefault => "default that the client sends",
            Self::Place => "place in the request",
            Self::Sensitive => "sensitive",
            Self::PrintedType => "printed type",
            Self::PrintedFor => "printed for",
            Self::CodeTable => "table of codes",
            Self::SendAs => "sent as",
            Self::Class => "class",
        }
    }
}
