//! Fields and the types they hold.

use super::{decisions, earlier_names, title};
use crate::model::{Field, Limits, Placement, Required, Source, Spanned, Type, TypeUse};
use crate::node::Node;
use crate::object::{Object, text};
use crate::report::Report;

pub fn field(node: &Node, report: &Report) -> Option<Field> {
    Object::read(node, report, |object| {
        let wire = object.required_text("wire");
        let name = object.required_text("name");
        let was = earlier_names(object, "was");
        let description = title(object);
        let ty = object.required_text("type").and_then(|ty| type_use(object, &ty));
        let aliases = object.list("aliases", text);
        let required = object.choice("required", REQUIRED).unwrap_or_default();
        let printed_type = object.text("printed_type").map(|printed| printed.value);
        let default = object.text("default");
        let sent_default = object.text("sent_default");
        let placement = object.choice("in", PLACES).unwrap_or_default();
        let limits = limits(object);
        let formats = object.list("formats", text);
        let filled_by_client = object.choice("filled_by", &[("client", true), ("caller", false)]);
        let sensitive = object.flag("sensitive");
        let endpoints = object.list("endpoints", text);
        let source = source(object);
        let decisions = decisions(object);
        let notes = object.text("notes").map(|notes| notes.value);
        Some(Field {
            wire: wire?,
            aliases,
            name: name?,
            was,
            text: description?,
            ty: ty?,
            required,
            printed_type,
            default,
            sent_default,
            placement,
            limits,
            formats,
            filled_by_client: filled_by_client.unwrap_or_default(),
            sensitive,
            endpoints,
            source,
            decisions,
            notes,
        })
    })
}

const REQUIRED: &[(&str, Required)] = &[
    ("no", Required::No),
    ("by_document", Required::ByDocument),
    ("by_us", Required::ByUs),
    ("unstated", Required::Unstated),
];

const PLACES: &[(&str, Placement)] = &[
    ("parameters", Placement::Parameters),
    ("path", Placement::Path),
    ("header", Placement::Header),
];

const SOURCES: &[(&str, Source)] = &[
    ("document", Source::Document),
    ("sample", Source::Sample),
    ("observed", Source::Observed),
    ("assumed", Source::Assumed),
];

fn limits(object: &Object) -> Limits {
    Limits {
        min: object.number("min"),
        max: object.number("max"),
        min_length: object.number("min_length"),
        max_length: object.number("max_length"),
        max_bytes: object.number("max_bytes"),
    }
}

pub fn source(object: &Object) -> Source {
    object.choice("source", SOURCES).unwrap_or_default()
}

/// `text`, `Carrier`, `joined<Carrier>`, `list<Contact>`.
fn type_use(object: &Object, text: &Spanned<String>) -> Option<TypeUse> {
    let Some(ty) = parsed(&text.value) else {
        object.wrong(text, "a type like `text`, `joined<Carrier>` or `list<Contact>`");
        return None;
    };
    Some(TypeUse { ty, span: text.span })
}

fn parsed(text: &str) -> Option<Type> {
    let inside = |prefix| text.strip_prefix(prefix)?.strip_suffix('>');
    if let Some(ty) = scalar(text) {
        return Some(ty);
    }
    let ty = match (text, inside("joined<"), inside("list<"), inside("json<"), inside("map<")) {
        ("file", ..) => Type::File,
        ("joined<text>", ..) => Type::JoinedText,
        ("list<text>", ..) => Type::ListText,
        (_, Some(of), ..) => Type::Joined(name(of)?),
        (_, _, Some(of), ..) => match scalar(of) {
            Some(of) => Type::Scalars(Box::new(of)),
            None => Type::List(name(of)?),
        },
        (_, _, _, Some(of), _) => Type::Json(name(of)?),
        (.., Some(of)) => Type::Map(Box::new(scalar(of).or_else(|| name(of).map(Type::Named))?)),
        _ => Type::Named(name(text)?),
    };
    Some(ty)
}

fn scalar(text: &str) -> Option<Type> {
    let ty = match text {
        "text" => Type::Text,
        "count" => Type::Count,
        "date" => Type::Date,
        "integer" => Type::Integer,
        "signed" => Type::Signed,
        "decimal" => Type::Decimal,
        "boolean" => Type::Boolean,
        _ => return None,
    };
    Some(ty)
}

fn name(text: &str) -> Option<String> {
    (!text.contains(['<', '>'])).then(|| text.to_owned())
}
