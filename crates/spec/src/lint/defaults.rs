//! What a service takes when a parameter is left out.

use super::examples::endpoint;
use super::things::{FieldAt, fields};
use super::{Context, Level, Rule};
use crate::model::{EnumDef, Spanned, Type};

pub const RULES: &[Rule] = &[
    Rule {
        id: "default-type",
        level: Level::Error,
        reason: "A default is a value of the parameter's type.",
        bad: endpoint!(
            "name: list_toys",
            "methods: [GET]",
            "path: /toys",
            "parameters: [{wire: sl, name: limit, en: Most, zh: 数量, type: integer, default: all}]"
        ),
        good: endpoint!(
            "name: list_toys",
            "methods: [GET]",
            "path: /toys",
            "parameters: [{wire: sl, name: limit, en: Most, zh: 数量, type: integer, default: \"9\"}]"
        ),
        check: default_type,
    },
    Rule {
        id: "default-value",
        level: Level::Error,
        reason: "A default of a list of values is one of them.",
        bad: endpoint!(
            "name: list_toys",
            "methods: [GET]",
            "path: /toys",
            "parameters: [{wire: ys, name: colour, en: Colour, zh: 颜色, type: Colour, default: \"7\"}]"
        ),
        good: endpoint!(
            "name: list_toys",
            "methods: [GET]",
            "path: /toys",
            "parameters: [{wire: ys, name: colour, en: Colour, zh: 颜色, type: Colour, default: \"1\"}]"
        ),
        check: default_value,
    },
    Rule {
        id: "default-limits",
        level: Level::Error,
        reason: "A default keeps to the limits that callers must keep to.",
        bad: endpoint!(
            "name: list_toys",
            "methods: [GET]",
            "path: /toys",
            "parameters:",
            "  - {wire: sl, name: limit, en: Most, zh: 数量, type: integer, max: 50, default: \"99\"}"
        ),
        good: endpoint!(
            "name: list_toys",
            "methods: [GET]",
            "path: /toys",
            "parameters:",
            "  - {wire: sl, name: limit, en: Most, zh: 数量, type: integer, max: 50, default: \"20\"}"
        ),
        check: default_limits,
    },
    Rule {
        id: "required-default",
        level: Level::Warning,
        reason: "What must be sent is never left out, so that its default says nothing.",
        bad: endpoint!(
            "name: list_toys",
            "methods: [GET]",
            "path: /toys",
            "parameters:",
            "  - {wire: mc, name: name, en: Name, zh: 名称, type: text, required: by_document, default: a}"
        ),
        good: endpoint!(
            "name: list_toys",
            "methods: [GET]",
            "path: /toys",
            "parameters: [{wire: mc, name: name, en: Name, zh: 名称, type: text, default: a}]"
        ),
        check: required_default,
    },
];

/// The fields that have a default, with it.
fn defaults<'a>(ctx: &Context<'a>) -> impl Iterator<Item = (FieldAt<'a>, &'a Spanned<String>)> {
    fields(ctx.spec).into_iter().filter_map(|at| at.field.default.as_ref().map(|text| (at, text)))
}

fn default_type(ctx: &Context) {
    for (at, default) in defaults(ctx) {
        let expected = match &at.field.ty.ty {
            Type::Count | Type::Integer if default.value.parse::<u64>().is_err() => {
                "a whole number"
            }
            Type::Signed if default.value.parse::<i64>().is_err() => {
                "a whole number of either sign"
            }
            Type::Decimal if default.value.parse::<f64>().is_err() => "a number",
            Type::Boolean if !matches!(&*default.value, "true" | "false") => "`true` or `false`",
            Type::File
            | Type::ListText
            | Type::List(_)
            | Type::Json(_)
            | Type::Scalars(_)
            | Type::Map(_) => "nothing",
            Type::Named(name) if ctx.spec.types.iter().any(|def| def.name.value == *name) => {
                "nothing"
            }
            _ => continue,
        };
        let message = format!("{expected} belongs here, not `{}`", default.value);
        ctx.add(at.at(), default.span, message);
    }
}

fn default_value(ctx: &Context) {
    let list = |name: &str| ctx.spec.enums.iter().find(|def| def.name.value == name);
    for (at, default) in defaults(ctx) {
        let (values, def): (Vec<_>, _) = match &at.field.ty.ty {
            Type::Named(name) => (vec![default.value.as_str()], list(name)),
            Type::Joined(name) => (default.value.split(',').collect(), list(name)),
            _ => continue,
        };
        let Some(def) = def else { continue };
        let is_listed = |value: &&str| spellings(def).any(|spelling| spelling == *value);
        if let Some(value) = values.iter().find(|value| !is_listed(value)) {
            let name = &def.name.value;
            let help = Some(format!("one of {}", spellings(def).collect::<Vec<_>>().join(", ")));
            let message = format!("`{value}` is no value of `{name}`");
            ctx.add_with_help(at.at(), default.span, message, help);
        }
    }
}

fn spellings(def: &EnumDef) -> impl Iterator<Item = &str> {
    let spellings =
        def.values.iter().flat_map(|value| [&value.wire].into_iter().chain(&value.aliases));
    spellings.map(|spelling| spelling.value.as_str())
}

fn default_limits(ctx: &Context) {
    for (at, default) in defaults(ctx) {
        let limits = &at.field.limits;
        let length = u64::try_from(default.value.chars().count()).unwrap_or(u64::MAX);
        let number = default.value.parse::<u64>().ok();
        let is_below = |limit: Option<u64>, value| limit.is_some_and(|limit| value < limit);
        let is_above = |limit: Option<u64>, value| limit.is_some_and(|limit| value > limit);
        let breaks_number = number
            .is_some_and(|number| is_below(limits.min, number) || is_above(limits.max, number));
        if breaks_number
            || is_below(limits.min_length, length)
            || is_above(limits.max_length, length)
        {
            let message = format!("default `{}` breaks the limits beside it", default.value);
            ctx.add(at.at(), default.span, message);
        }
    }
}

fn required_default(ctx: &Context) {
    for (at, default) in defaults(ctx).filter(|(at, _)| at.field.required.is_required()) {
        let message = format!("`{}` is required and has a default", at.field.wire.value);
        ctx.add(at.at(), default.span, message);
    }
}
