//! Names of earlier revisions: each leads to one thing, and nothing else bears it now.

use std::collections::HashMap;

use super::clashes::{METHODS, TYPES};
use super::duplicates::{Named, structs};
use super::examples::toy;
use super::names::{is_camel, is_keyword, is_snake};
use super::things::{self, fields};
use super::{Context, Level, Rule};
use crate::model::{EnumDef, EnumValue, Spanned};

pub const RULES: &[Rule] = &[
    Rule {
        id: "earlier-name",
        level: Level::Error,
        reason: "An earlier name was one that Rust takes.",
        bad: toy!("{wire: jg, name: price, was: listPrice, en: Price, zh: 价格, type: text}"),
        good: toy!("{wire: jg, name: price, was: list_price, en: Price, zh: 价格, type: text}"),
        check: earlier_name,
    },
    Rule {
        id: "earlier-name-twice",
        level: Level::Error,
        reason: "An earlier name leads to one thing, and nothing else has it now.",
        bad: toy!("{wire: jg, name: price, was: colours, en: Price, zh: 价格, type: text}"),
        good: toy!("{wire: jg, name: price, was: list_price, en: Price, zh: 价格, type: text}"),
        check: earlier_name_twice,
    },
    Rule {
        id: "earlier-name-taken",
        level: Level::Error,
        reason: "The alias of an earlier name would hide what all types of its kind have.",
        bad: toy!("{wire: jg, name: price, was: clone, en: Price, zh: 价格, type: text}"),
        good: toy!("{wire: jg, name: price, was: list_price, en: Price, zh: 价格, type: text}"),
        check: earlier_name_taken,
    },
];

/// What models have anyway: an accessor of this name would hide it.
const ACCESSORS: &[&str] = &[
    "clone",
    "code",
    "default",
    "eq",
    "fmt",
    "get",
    "index_of",
    "message",
    "ne",
    "new",
    "read",
    "serialize",
    "unknown_fields",
    "unknown_fields_mut",
    "write",
];

/// Earlier names of types, with the things that had them.
fn types<'a>(ctx: &Context<'a>) -> Vec<Named<'a>> {
    let spec = ctx.spec;
    let newtypes = spec.newtypes.iter().map(|def| (&def.name, &def.was));
    let enums = spec.enums.iter().map(|def| (&def.name, &def.was));
    let types = spec.types.iter().chain(&spec.replies).map(|def| (&def.name, &def.was));
    let requests = spec.endpoints.iter().map(|def| (&def.request, &def.request_was));
    let all = newtypes.chain(enums).chain(types).chain(requests);
    all.flat_map(|(name, was)| was.iter().map(|old| (name.value.clone(), old))).collect()
}

fn variants(def: &EnumDef) -> Vec<Named<'_>> {
    let at = |value: &EnumValue| format!("{}.{}", def.name.value, value.name.value);
    let values = def.values.iter();
    values.flat_map(|value| value.was.iter().map(move |old| (at(value), old))).collect()
}

fn accessors<'a>(ctx: &Context<'a>) -> Vec<Named<'a>> {
    fields(ctx.spec).iter().flat_map(|at| at.field.was.iter().map(|old| (at.at(), old))).collect()
}

fn methods<'a>(ctx: &Context<'a>) -> Vec<Named<'a>> {
    let endpoints = ctx.spec.endpoints.iter();
    endpoints.flat_map(|def| def.was.iter().map(|old| (def.id.value.clone(), old))).collect()
}

fn earlier_name(ctx: &Context) {
    let check = |names: Vec<Named>, fits: fn(&str) -> bool, case: &str| {
        for (at, name) in names {
            if !fits(&name.value) {
                ctx.add(at, name.span, format!("`{}` is not a name in {case}", name.value));
            } else if is_keyword(&name.value) {
                ctx.add(at, name.span, format!("`{}` is a keyword of Rust", name.value));
            }
        }
    };
    check(types(ctx), is_camel, "CamelCase");
    check(ctx.spec.enums.iter().flat_map(variants).collect(), is_camel, "CamelCase");
    check(accessors(ctx), is_snake, "snake_case");
    check(methods(ctx), is_snake, "snake_case");
}

fn earlier_name_twice(ctx: &Context) {
    lead_to_one(ctx, "type", things::types(ctx.spec), types(ctx));
    for def in &ctx.spec.enums {
        let names = def.values.iter().map(|value| &value.name);
        lead_to_one(ctx, "variant", names, variants(def));
    }
    for fields in structs(ctx) {
        let was = fields.iter().flat_map(|at| at.field.was.iter().map(|old| (at.at(), old)));
        lead_to_one(ctx, "field", fields.iter().map(|at| &at.field.name), was);
    }
    lead_to_one(ctx, "endpoint", ctx.spec.endpoints.iter().map(|def| &def.name), methods(ctx));
}

/// Earlier names must differ from what there is now, and from each other.
fn lead_to_one<'a>(
    ctx: &Context,
    what: &str,
    now: impl Iterator<Item = &'a Spanned<String>>,
    was: impl IntoIterator<Item = Named<'a>>,
) {
    let mut seen: HashMap<_, _> = now.map(|name| (name.value.to_lowercase(), name.span)).collect();
    for (at, name) in was {
        if let Some(first) = seen.insert(name.value.to_lowercase(), name.span) {
            let help = Some(format!("it is in line {}", ctx.report.line(first)));
            let message = format!("another {what} is or was called `{}`", name.value);
            ctx.add_with_help(at, name.span, message, help);
        }
    }
}

fn earlier_name_taken(ctx: &Context) {
    let check = |names: Vec<Named>, taken: &[&str], by: &str| {
        for (at, name) in names.into_iter().filter(|(_, name)| taken.contains(&name.value.as_str()))
        {
            ctx.add(at, name.span, format!("`{}` is taken: {by} have it", name.value));
        }
    };
    check(types(ctx), TYPES, "models");
    check(ctx.spec.enums.iter().flat_map(variants).collect(), &["Unknown"], "enums");
    check(accessors(ctx), ACCESSORS, "models");
    check(methods(ctx), METHODS, "clients");
}
