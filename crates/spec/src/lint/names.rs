//! Names that can stand in Rust.

use super::examples::{colour, endpoint, toy};
use super::things::{self, fields, values};
use super::{Context, Level, Rule};
use crate::model::{Decision, Spanned};

pub const RULES: &[Rule] = &[
    Rule {
        id: "protocol-name",
        level: Level::Error,
        reason: "The protocol is part of the names of crates.",
        bad: "protocol: Toy Box\n",
        good: "protocol: toy_box\n",
        check: protocol_name,
    },
    Rule {
        id: "type-name",
        level: Level::Error,
        reason: "Types, replies, requests, enums and identifiers become Rust types.",
        bad: "replies:\n  toy_list: {en: Toys, zh: 玩具, fields: []}\n",
        good: "replies:\n  ToyReply: {en: Toys, zh: 玩具, fields_of: Toy}\n",
        check: type_name,
    },
    Rule {
        id: "field-name",
        level: Level::Error,
        reason: "Fields and parameters become fields of Rust structs.",
        bad: toy!("{wire: jg, name: toyPrice, en: Price, zh: 价格, type: text}"),
        good: toy!("{wire: jg, name: toy_price, en: Price, zh: 价格, type: text}"),
        check: field_name,
    },
    Rule {
        id: "variant-name",
        level: Level::Error,
        reason: "Values become variants of Rust enums.",
        bad: colour!(
            "{wire: \"1\", name: dark_red, en: Dark red, zh: 深红}",
            "{wire: \"2\", name: Blue, en: Blue, zh: 蓝}"
        ),
        good: colour!(
            "{wire: \"1\", name: DarkRed, en: Dark red, zh: 深红}",
            "{wire: \"2\", name: Blue, en: Blue, zh: 蓝}"
        ),
        check: variant_name,
    },
    Rule {
        id: "endpoint-name",
        level: Level::Error,
        reason: "Endpoints become methods of the client.",
        bad: endpoint!("name: ListToys", "methods: [GET]", "path: /toys"),
        good: endpoint!("name: list_toys", "methods: [GET]", "path: /toys"),
        check: endpoint_name,
    },
    Rule {
        id: "host-name",
        level: Level::Error,
        reason: "Hosts become constants.",
        bad: "hosts:\n  Test-Host: https://example.com/test\n",
        good: "hosts:\n  test_host: https://example.com/test\n",
        check: host_name,
    },
    Rule {
        id: "decision-id",
        level: Level::Error,
        reason: "Decisions become headings that documentation links to.",
        bad: "decisions:\n  colors of toys: {open: Which colours there are., decided: Any.}\n",
        good: "decisions:\n  T1: {open: Which colours there are., decided: Any.}\n",
        check: decision_id,
    },
    Rule {
        id: "keyword",
        level: Level::Error,
        reason: "A keyword of Rust cannot be a name.",
        bad: toy!("{wire: lx, name: type, en: Type, zh: 类型, type: text}"),
        good: toy!("{wire: lx, name: toy_type, en: Type, zh: 类型, type: text}"),
        check: keyword,
    },
];

/// Strict and reserved keywords of the 2024 edition.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

fn protocol_name(ctx: &Context) {
    // One that is missing was reported when the file was read.
    if ctx.unread.is_none() {
        snake(ctx, "protocol".to_owned(), &ctx.spec.protocol);
    }
}

fn type_name(ctx: &Context) {
    things::types(ctx.spec).for_each(|name| camel(ctx, name.value.clone(), name));
}

fn field_name(ctx: &Context) {
    for at in fields(ctx.spec) {
        snake(ctx, at.at(), &at.field.name);
    }
}

fn variant_name(ctx: &Context) {
    for (def, value) in values(ctx.spec) {
        camel(ctx, format!("{}.{}", def.name.value, value.name.value), &value.name);
    }
}

fn endpoint_name(ctx: &Context) {
    ctx.spec.endpoints.iter().for_each(|def| snake(ctx, def.id.value.clone(), &def.name));
}

fn host_name(ctx: &Context) {
    let hosts = ctx.spec.hosts.iter();
    hosts.for_each(|host| snake(ctx, format!("hosts.{}", host.name.value), &host.name));
}

fn decision_id(ctx: &Context) {
    for Decision { id, .. } in &ctx.spec.decisions {
        let number = id.value.trim_start_matches(|c: char| c.is_ascii_uppercase());
        let has_letters = number.len() < id.value.len();
        let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
        if !has_letters || !is_number {
            let message = format!("`{}` is not capital letters and a number, like U20", id.value);
            ctx.add(&id.value, id.span, message);
        }
    }
}

fn keyword(ctx: &Context) {
    let check = |at: String, name: &Spanned<String>| {
        if is_keyword(&name.value) {
            ctx.add(at, name.span, format!("`{}` is a keyword of Rust", name.value));
        }
    };
    let spec = ctx.spec;
    check("protocol".to_owned(), &spec.protocol);
    things::types(spec).for_each(|name| check(name.value.clone(), name));
    for at in fields(spec) {
        check(at.at(), &at.field.name);
    }
    for (def, value) in values(spec) {
        check(format!("{}.{}", def.name.value, value.name.value), &value.name);
    }
    spec.endpoints.iter().for_each(|def| check(def.id.value.clone(), &def.name));
    spec.hosts.iter().for_each(|host| check(format!("hosts.{}", host.name.value), &host.name));
}

fn snake(ctx: &Context, at: String, name: &Spanned<String>) {
    if !is_snake(&name.value) {
        ctx.add(at, name.span, format!("`{}` is not a name in snake_case", name.value));
    }
}

fn camel(ctx: &Context, at: String, name: &Spanned<String>) {
    if !is_camel(&name.value) {
        ctx.add(at, name.span, format!("`{}` is not a name in CamelCase", name.value));
    }
}

/// Fields, methods, modules.
pub fn is_snake(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !name.contains("__")
}

/// Types and variants.
pub fn is_camel(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
}

/// What cannot be a name at all.
pub fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}
