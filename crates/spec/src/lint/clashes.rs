//! Names that generated code uses for something of its own.

use super::examples::{colour, endpoint, toy};
use super::things::{fields, types, values};
use super::{Context, Level, Rule};
use crate::model::EncodingStyle;

pub const RULES: &[Rule] = &[
    Rule {
        id: "taken-type",
        level: Level::Error,
        reason: "Generated models use some types of the standard library without a path.",
        bad: "newtypes:\n  String: {en: Number of a toy, zh: 玩具编号}\n",
        good: concat!(
            "newtypes:\n  ToyNumber: {en: Number of a toy, zh: 玩具编号}\n",
            toy!("{wire: bh, name: number, en: Number, zh: 编号, type: ToyNumber}")
        ),
        check: taken_type,
    },
    Rule {
        id: "taken-by-client",
        level: Level::Error,
        reason: "Generated methods use some types of their client without a path.",
        bad: concat!(
            "encoding: {style: signed_form}\n",
            "newtypes:\n  Page: {en: Page of the catalogue, zh: 目录页}\n"
        ),
        good: concat!(
            "encoding: {style: signed_form}\n",
            "newtypes:\n  CataloguePage: {en: Page of the catalogue, zh: 目录页}\n",
            toy!("{wire: ml, name: page, en: Page, zh: 目录页, type: CataloguePage}")
        ),
        check: taken_by_client,
    },
    Rule {
        id: "taken-field",
        level: Level::Error,
        reason: "Every model keeps what no document names in `unknown_fields`.",
        bad: toy!("{wire: qt, name: unknown_fields, en: Other, zh: 其他, type: text}"),
        good: toy!("{wire: qt, name: other_fields, en: Other, zh: 其他, type: text}"),
        check: taken_field,
    },
    Rule {
        id: "taken-variant",
        level: Level::Error,
        reason: "Every enum has `Unknown` for values that no document lists.",
        bad: colour!(
            "{wire: \"1\", name: Red, en: Red, zh: 红}",
            "{wire: \"2\", name: Unknown, en: Not known, zh: 未知}"
        ),
        good: colour!(
            "{wire: \"1\", name: Red, en: Red, zh: 红}",
            "{wire: \"2\", name: NotKnown, en: Not known, zh: 未知}"
        ),
        check: taken_variant,
    },
    Rule {
        id: "taken-method",
        level: Level::Error,
        reason: "Every client has some methods of its own.",
        bad: endpoint!("name: call", "methods: [GET]", "path: /toys"),
        good: endpoint!("name: call_toys", "methods: [GET]", "path: /toys"),
        check: taken_method,
    },
];

/// Of the standard library.
pub const TYPES: &[&str] = &["Option", "Some", "None", "Vec", "String", "Into"];

/// Of every client.
const CLIENT_TYPES: &[&str] = &["Client", "Error", "FilePart", "Page", "Result"];

/// Of every client.
pub const METHODS: &[&str] = &[
    "builder",
    "call",
    "call_json",
    "call_named",
    "call_with_file",
    "new",
    "page",
    "page_json",
    "page_named",
];

fn taken_type(ctx: &Context) {
    for name in types(ctx.spec).filter(|name| TYPES.contains(&name.value.as_str())) {
        ctx.add(&name.value, name.span, format!("`{}` is taken: models use it", name.value));
    }
}

fn taken_by_client(ctx: &Context) {
    // Its client is written by hand.
    if matches!(ctx.spec.encoding.style, EncodingStyle::JsonInForm { .. }) {
        return;
    }
    for name in types(ctx.spec).filter(|name| CLIENT_TYPES.contains(&name.value.as_str())) {
        ctx.add(&name.value, name.span, format!("`{}` is taken: clients use it", name.value));
    }
}

fn taken_field(ctx: &Context) {
    for at in fields(ctx.spec).iter().filter(|at| at.field.name.value == "unknown_fields") {
        let message = "`unknown_fields` is taken: every model has it";
        ctx.add(at.at(), at.field.name.span, message);
    }
}

fn taken_variant(ctx: &Context) {
    for (def, value) in values(ctx.spec).filter(|(_, value)| value.name.value == "Unknown") {
        let message = "`Unknown` is taken: every enum has it for unlisted values";
        ctx.add(format!("{}.Unknown", def.name.value), value.name.span, message);
    }
}

fn taken_method(ctx: &Context) {
    let endpoints = ctx.spec.endpoints.iter();
    for endpoint in endpoints.filter(|endpoint| METHODS.contains(&endpoint.name.value.as_str())) {
        let message = format!("`{}` is taken: every client has this method", endpoint.name.value);
        ctx.add(&endpoint.id.value, endpoint.name.span, message);
    }
}
