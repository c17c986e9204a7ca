//! Descriptions that nothing refers to.

use std::collections::HashSet;

use super::examples::{colour, toy};
use super::things::fields;
use super::{Context, Level, Rule};
use crate::model::Spanned;

pub const RULES: &[Rule] = &[
    Rule {
        id: "unused-type",
        level: Level::Warning,
        reason: "An object that nothing holds was forgotten somewhere.",
        bad: "types:\n  Part: {en: A part of a toy, zh: 部件, fields: []}\n",
        good: concat!(
            toy!("{wire: bj, name: parts, en: Parts, zh: 部件, type: list<Part>}"),
            "  Part: {en: A part of a toy, zh: 部件, fields: []}\n"
        ),
        check: unused_type,
    },
    Rule {
        id: "unused-enum",
        level: Level::Warning,
        reason: "A list of values that nothing has was forgotten somewhere.",
        bad: concat!(
            "types:\n  Toy: {en: A toy, zh: 玩具, fields: []}\n",
            colour!(
                "{wire: \"1\", name: Red, en: Red, zh: 红}",
                "{wire: \"2\", name: Blue, en: Blue, zh: 蓝}"
            )
        ),
        good: concat!(
            toy!(),
            colour!(
                "{wire: \"1\", name: Red, en: Red, zh: 红}",
                "{wire: \"2\", name: Blue, en: Blue, zh: 蓝}"
            )
        ),
        check: unused_enum,
    },
    Rule {
        id: "unused-newtype",
        level: Level::Warning,
        reason: "An identifier that nothing has was forgotten somewhere.",
        bad: "newtypes:\n  ToyNumber: {en: Number of a toy, zh: 玩具编号}\n",
        good: concat!(
            "newtypes:\n  ToyNumber: {en: Number of a toy, zh: 玩具编号}\n",
            toy!("{wire: bh, name: number, en: Number, zh: 编号, type: ToyNumber}")
        ),
        check: unused_newtype,
    },
    Rule {
        id: "unused-reply",
        level: Level::Warning,
        reason: "A reply that no endpoint gives was forgotten somewhere.",
        bad: "replies:\n  OtherReply: {en: Another reply, zh: 其他, fields: []}\n",
        good: "replies:\n  ToyReply: {en: The toy, zh: 玩具, fields_of: Toy}\n",
        check: unused_reply,
    },
];

/// The names that fields, bases and endpoints have.
fn used<'a>(ctx: &Context<'a>) -> HashSet<&'a str> {
    let spec = ctx.spec;
    let held = fields(spec).into_iter().filter_map(|at| at.field.ty.ty.name());
    let requests = spec.endpoints.iter().filter_map(|endpoint| endpoint.fields_of.as_ref());
    let bases = spec.types.iter().chain(&spec.replies).filter_map(|def| def.fields_of.as_ref());
    let tables = spec.endpoints.iter().flat_map(|endpoint| &endpoint.codes);
    let statuses = &spec.envelope.status_codes;
    let named = bases.chain(requests).chain(tables).chain(statuses).map(|name| &name.value);
    held.chain(named.map(String::as_str)).collect()
}

fn find<'a>(ctx: &Context<'a>, what: &str, names: impl Iterator<Item = &'a Spanned<String>>) {
    let used = used(ctx);
    for name in names.filter(|name| !used.contains(name.value.as_str())) {
        ctx.add(&name.value, name.span, format!("nothing uses {what} `{}`", name.value));
    }
}

fn unused_type(ctx: &Context) {
    find(ctx, "type", ctx.spec.types.iter().map(|def| &def.name));
}

fn unused_enum(ctx: &Context) {
    find(ctx, "enum", ctx.spec.enums.iter().map(|def| &def.name));
}

fn unused_newtype(ctx: &Context) {
    find(ctx, "identifier", ctx.spec.newtypes.iter().map(|def| &def.name));
}

fn unused_reply(ctx: &Context) {
    let given: HashSet<_> = ctx.spec.endpoints.iter().map(|def| &def.reply.value).collect();
    for def in ctx.spec.replies.iter().filter(|def| !given.contains(&def.name.value)) {
        let name = &def.name.value;
        ctx.add(name, def.name.span, format!("no endpoint gives reply `{name}`"));
    }
}
