//! Return codes: tables, classes, and what endpoints say of them.

use super::examples::endpoint;
use super::{Context, Level, Rule};
use crate::model::{Class, EnumDef, Field, Type};

pub const RULES: &[Rule] = &[
    Rule {
        id: "code-table",
        level: Level::Error,
        reason: "Clients tell success from failure by the class of the return code.",
        bad: "envelope:\n  fields:\n    - {wire: code, name: code, en: Code, zh: 状态码, type: text}\n    \
              - {wire: message, name: message, en: Message, zh: 信息, type: text}\n",
        good: "envelope:\n  fields:\n    - {wire: code, name: code, en: Code, zh: 状态码, type: Code}\n    \
               - {wire: message, name: message, en: Message, zh: 信息, type: text}\n",
        check: code_table,
    },
    Rule {
        id: "message-text",
        level: Level::Error,
        reason: "Clients show the message of a failure, which is a text.",
        bad: "envelope:\n  message: code\n",
        good: "envelope:\n  message: message\n",
        check: message_text,
    },
    Rule {
        id: "code-without-class",
        level: Level::Warning,
        reason: "Without a class a code counts as a failure that says nothing more.",
        bad: "enums:\n  Code:\n    en: Return code\n    zh: 状态码\n    values:\n      \
              - {wire: \"1\", name: Success, en: It worked, zh: 成功, class: success}\n      \
              - {wire: \"2\", name: Busy, en: Busy, zh: 繁忙}\n",
        good: "enums:\n  Code:\n    en: Return code\n    zh: 状态码\n    values:\n      \
               - {wire: \"1\", name: Success, en: It worked, zh: 成功, class: success}\n      \
               - {wire: \"2\", name: Busy, en: Busy, zh: 繁忙, class: retry_later}\n",
        check: code_without_class,
    },
    Rule {
        id: "no-success",
        level: Level::Warning,
        reason: "No call could ever work if the table of the envelope has no success.",
        bad: "enums:\n  Code:\n    en: Return code\n    zh: 状态码\n    values:\n      \
              - {wire: \"1\", name: Done, en: It worked, zh: 成功, class: failed}\n      \
              - {wire: \"2\", name: Busy, en: Busy, zh: 繁忙, class: retry_later}\n",
        good: "enums:\n  Code:\n    en: Return code\n    zh: 状态码\n    values:\n      \
               - {wire: \"1\", name: Done, en: It worked, zh: 成功, class: success}\n      \
               - {wire: \"2\", name: Busy, en: Busy, zh: 繁忙, class: retry_later}\n",
        check: no_success,
    },
    Rule {
        id: "success-not-listed",
        level: Level::Warning,
        reason: "An endpoint that lists its codes lists the one for success, or could not work.",
        bad: endpoint!("name: list_toys", "methods: [GET]", "path: /toys", "code_values: [\"2\"]"),
        good: endpoint!(
            "name: list_toys",
            "methods: [GET]",
            "path: /toys",
            "code_values: [\"1\", \"2\"]"
        ),
        check: success_not_listed,
    },
    Rule {
        id: "code-text-not-listed",
        level: Level::Warning,
        reason: "A code that an endpoint words differently is one that it answers with.",
        bad: endpoint!(
            "name: list_toys",
            "methods: [GET]",
            "path: /toys",
            "code_values: [\"1\"]",
            "code_texts: {\"2\": 查询失败}"
        ),
        good: endpoint!(
            "name: list_toys",
            "methods: [GET]",
            "path: /toys",
            "code_values: [\"1\", \"2\"]",
            "code_texts: {\"2\": 查询失败}"
        ),
        check: code_text_not_listed,
    },
];

/// A field of the envelope by its key.
fn envelope_field<'a>(ctx: &Context<'a>, wire: &str) -> Option<&'a Field> {
    ctx.spec.envelope.fields.iter().find(|field| field.wire.value == wire)
}

/// The table of the envelope's return code.
fn envelope_table<'a>(ctx: &Context<'a>) -> Option<&'a EnumDef> {
    let field = envelope_field(ctx, &ctx.spec.envelope.code.value)?;
    let Type::Named(name) = &field.ty.ty else { return None };
    ctx.spec.enums.iter().find(|def| def.name.value == *name && def.is_code_table())
}

fn code_table(ctx: &Context) {
    let field = envelope_field(ctx, &ctx.spec.envelope.code.value);
    if let (Some(field), None) = (field, envelope_table(ctx)) {
        let message = "the type of the return code is a table of codes: an enum with classes";
        ctx.add("envelope", field.ty.span, message);
    }
}

fn message_text(ctx: &Context) {
    let key = &ctx.spec.envelope.message;
    if envelope_field(ctx, &key.value).is_some_and(|field| field.ty.ty != Type::Text) {
        ctx.add("envelope", key.span, format!("the type of `{}` is not `text`", key.value));
    }
}

fn code_without_class(ctx: &Context) {
    for def in ctx.spec.enums.iter().filter(|def| def.is_code_table()) {
        for value in def.values.iter().filter(|value| value.class.is_none()) {
            let at = format!("{}.{}", def.name.value, value.name.value);
            ctx.add(at, value.name.span, format!("code `{}` has no class", value.wire.value));
        }
    }
}

fn no_success(ctx: &Context) {
    if let Some(def) = envelope_table(ctx).filter(|def| successes(def).is_empty()) {
        let message = format!("table `{}` has no code for success", def.name.value);
        ctx.add(&def.name.value, def.name.span, message);
    }
}

fn successes(def: &EnumDef) -> Vec<&str> {
    let values = def.values.iter().filter(|value| value.class == Some(Class::Success));
    values.map(|value| value.wire.value.as_str()).collect()
}

fn success_not_listed(ctx: &Context) {
    let successes = envelope_table(ctx).map(successes).unwrap_or_default();
    for endpoint in &ctx.spec.endpoints {
        let has_success =
            endpoint.code_values.iter().any(|code| successes.contains(&code.value.as_str()));
        if let (Some(first), false, false) =
            (endpoint.code_values.first(), has_success, successes.is_empty())
        {
            let message = "the codes of this endpoint have none for success";
            let help = Some(format!("the table has {}", successes.join(", ")));
            ctx.add_with_help(&endpoint.id.value, first.span, message, help);
        }
    }
}

fn code_text_not_listed(ctx: &Context) {
    for endpoint in ctx.spec.endpoints.iter().filter(|def| !def.code_values.is_empty()) {
        for (code, _) in &endpoint.code_texts {
            if !endpoint.code_values.iter().any(|listed| listed.value == code.value) {
                let message = format!("code `{}` is worded here, but not listed", code.value);
                ctx.add(&endpoint.id.value, code.span, message);
            }
        }
    }
}
