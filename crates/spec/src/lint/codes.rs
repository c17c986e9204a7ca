//! Return codes: tables, classes, and what endpoints say of them.

use super::examples::endpoint;
use super::{Context, Level, Rule};
use crate::model::{Class, EnumDef, Field, Type};
use crate::source::Span;

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
        id: "envelope-code",
        level: Level::Error,
        reason: "Success is told by a return code or by the HTTP status, not by both.",
        bad: "envelope:\n  status_codes: Code\n",
        good: "envelope:\n  code: code\n",
        check: envelope_code,
    },
    Rule {
        id: "status-table",
        level: Level::Error,
        reason: "HTTP statuses have three digits, and those of 2xx, no others, are success.",
        bad: concat!(
            "envelope: {status_codes: Status}\nenums:\n  Status:\n    en: HTTP status\n    zh: 状态码\n    \
             values:\n",
            "      - {wire: \"200\", name: Found, en: It worked, zh: 成功, class: success}\n",
            "      - {wire: \"404\", name: NotFound, en: Not found, zh: 不存在, class: success}\n"
        ),
        good: concat!(
            "envelope: {status_codes: Status}\nenums:\n  Status:\n    en: HTTP status\n    zh: 状态码\n    \
             values:\n",
            "      - {wire: \"200\", name: Found, en: It worked, zh: 成功, class: success}\n",
            "      - {wire: \"404\", name: NotFound, en: Not found, zh: 不存在, class: not_found}\n"
        ),
        check: status_table,
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

/// The name of the table of the envelope's return code, with its place.
fn table_name<'a>(ctx: &Context<'a>) -> Option<(&'a str, Span)> {
    let envelope = &ctx.spec.envelope;
    if let Some(name) = &envelope.status_codes {
        return Some((&name.value, name.span));
    }
    let ty = &envelope_field(ctx, &envelope.code.as_ref()?.value)?.ty;
    Some((if let Type::Named(name) = &ty.ty { name } else { "" }, ty.span))
}

/// The table of the envelope's return code.
fn envelope_table<'a>(ctx: &Context<'a>) -> Option<&'a EnumDef> {
    let (name, _) = table_name(ctx)?;
    ctx.spec.enums.iter().find(|def| def.name.value == name && def.is_code_table())
}

fn code_table(ctx: &Context) {
    if let (Some((_, span)), None) = (table_name(ctx), envelope_table(ctx)) {
        let message = "the type of the return code is a table of codes: an enum with classes";
        ctx.add("envelope", span, message);
    }
}

fn envelope_code(ctx: &Context) {
    let envelope = &ctx.spec.envelope;
    if let (Some(_), Some(table)) = (&envelope.code, &envelope.status_codes) {
        let message = "`code` and `status_codes` exclude each other";
        ctx.add("envelope", table.span, message);
    }
}

fn status_table(ctx: &Context) {
    if ctx.spec.envelope.status_codes.is_none() {
        return;
    }
    for value in envelope_table(ctx).into_iter().flat_map(|def| &def.values) {
        let wire = &value.wire;
        let is_status = wire.value.len() == 3
            && wire.value.parse().is_ok_and(|status: u16| (100..600).contains(&status));
        let is_success = value.class == Some(Class::Success);
        let message = if !is_status {
            format!("`{}` is not an HTTP status", wire.value)
        } else if is_success != wire.value.starts_with('2') {
            format!("the class of `{}` contradicts HTTP: 2xx is success", wire.value)
        } else {
            continue;
        };
        ctx.add("envelope", wire.span, message);
    }
}

fn message_text(ctx: &Context) {
    let Some(key) = &ctx.spec.envelope.message else { return };
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
    // A status of 2xx is success, whether the document lists it or not.
    if ctx.spec.envelope.status_codes.is_some() {
        return;
    }
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
