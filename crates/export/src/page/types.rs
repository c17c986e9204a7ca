//! Objects, their fields, and lists of values.

use spec::{Field, Required, Spanned, Spec, Text, Type};

use super::html::{details, escaped, link, paragraph, table};
use super::{chinese, code, title};
use crate::openapi::class;

/// All replies and objects.
pub fn objects(spec: &Spec) -> String {
    let types = spec.types.iter().map(|def| {
        let fields = fields(spec, spec.fields_of(def));
        item(spec, &def.name.value, &def.text, &fields, &def.decisions)
    });
    let replies = spec.replies.iter().map(|def| {
        let fields = fields(spec, spec.envelope.fields.iter().chain(spec.fields_of(def)));
        item(spec, &def.name.value, &def.text, &fields, &def.decisions)
    });
    replies.chain(types).collect()
}

/// All lists of values.
pub fn lists(spec: &Spec) -> String {
    let lists = spec.enums.iter().map(|def| {
        let rows = def.values.iter().map(|value| {
            let also = def.other_spellings(value).into_iter().map(code);
            [
                code(&value.wire.value),
                escaped(value.class.map_or("", class)),
                escaped(&value.text.en),
                chinese(&value.text.zh),
                also.collect::<Vec<_>>().join(" "),
            ]
        });
        let values = table(["value", "class", "meaning", "原文", "also read"], rows);
        item(spec, &def.name.value, &def.text, &values, &def.decisions)
    });
    lists.collect()
}

fn item(
    spec: &Spec,
    name: &str,
    text: &Text,
    content: &str,
    decisions: &[Spanned<String>],
) -> String {
    let summary = format!("<b>{}</b> {}", escaped(name), title(text));
    let decisions = paragraph(&decision_links(spec, decisions));
    let id = format!("{}-{name}", spec.protocol.value);
    details(&id, "item", &summary, &format!("{content}{decisions}"))
}

/// Fields or parameters as a table.
pub fn fields<'a>(spec: &Spec, fields: impl IntoIterator<Item = &'a Field>) -> String {
    let rows = fields.into_iter().map(|field| {
        let aliases = field.aliases.iter().map(|alias| code(&alias.value));
        let keys = [code(&field.wire.value)].into_iter().chain(aliases);
        let notes = [
            field.notes.as_deref().map(chinese).unwrap_or_default(),
            limits(field),
            decision_links(spec, &field.decisions),
        ];
        let notes = notes.into_iter().filter(|note| !note.is_empty());
        [
            keys.collect::<Vec<_>>().join("<br>"),
            type_of(spec, &field.ty.ty),
            escaped(field.printed_type.as_deref().unwrap_or_default()),
            required(field.required).to_owned(),
            escaped(&field.text.en),
            chinese(&field.text.zh),
            notes.collect::<Vec<_>>().join("<br>"),
        ]
    });
    table(["key", "type", "printed", "required", "meaning", "原文", "notes"], rows)
}

fn required(required: Required) -> &'static str {
    match required {
        Required::ByDocument => "yes",
        Required::ByUs => "yes (not stated)",
        Required::No | Required::Unstated => "",
    }
}

fn limits(field: &Field) -> String {
    let limits = field.limits;
    let default = field.default.as_ref().map(|default| default.value.clone());
    let sent = field.sent_default.as_ref().map(|sent| sent.value.clone());
    let formats = field.formats.iter().map(|format| format.value.as_str()).collect::<Vec<_>>();
    let formats = (!formats.is_empty()).then(|| formats.join(" "));
    let stated = [
        ("default", default),
        ("sent by the client", sent),
        ("at least", limits.min.map(|limit| limit.to_string())),
        ("at most", limits.max.map(|limit| limit.to_string())),
        ("characters at least", limits.min_length.map(|limit| limit.to_string())),
        ("characters at most", limits.max_length.map(|limit| limit.to_string())),
        ("bytes at most", limits.max_bytes.map(|limit| limit.to_string())),
        ("formats", formats),
    ];
    let stated = stated.into_iter().filter_map(|(name, limit)| Some(format!("{name} {}", limit?)));
    escaped(&stated.collect::<Vec<_>>().join(", "))
}

fn type_of(spec: &Spec, ty: &Type) -> String {
    let of = |shape: &str, name: &str| format!("{shape} {}", type_link(spec, name));
    match ty {
        Type::Text => "text".to_owned(),
        Type::Count => "count".to_owned(),
        Type::Date => "date".to_owned(),
        Type::Integer => "integer".to_owned(),
        Type::Signed => "whole number of either sign".to_owned(),
        Type::Decimal => "number with decimals".to_owned(),
        Type::Boolean => "true or false".to_owned(),
        Type::Scalars(item) => format!("list of {}", type_of(spec, item)),
        Type::Map(value) => format!("any keys, each with {}", type_of(spec, value)),
        Type::File => "file".to_owned(),
        Type::JoinedText => "texts, joined by commas".to_owned(),
        Type::ListText => "list of texts".to_owned(),
        Type::Joined(name) => of("joined by commas:", name),
        Type::Json(name) => of("JSON text of", name),
        Type::List(name) => of("list of", name),
        Type::Named(name) => type_link(spec, name),
    }
}

/// A type's name, linked to where it is described; identifiers are texts, described where they stand.
pub fn type_link(spec: &Spec, name: &str) -> String {
    if spec.newtypes.iter().any(|def| def.name.value == name) {
        return escaped(name);
    }
    link(&format!("#{}-{name}", spec.protocol.value), name)
}

/// The numbers of decisions, linked to their texts.
pub fn decision_links(spec: &Spec, ids: &[Spanned<String>]) -> String {
    let links =
        ids.iter().map(|id| link(&format!("#{}-{}", spec.protocol.value, id.value), &id.value));
    links.collect::<Vec<_>>().join(" ")
}
