//! Things that stand twice. Case does not tell names apart: readers accept keys in any case.

use std::collections::HashMap;

use super::examples::{another_endpoint, colour, endpoint, toy};
use super::things::{FieldAt, common_parameters, envelope, fields_of, parameters, types};
use super::{Context, Level, Rule};
use crate::model::Spanned;

pub const RULES: &[Rule] = &[
    Rule {
        id: "duplicate-type",
        level: Level::Error,
        reason: "All types of a protocol live in one module.",
        bad: "newtypes:\n  TOY: {en: Number of a toy, zh: 玩具编号}\n",
        good: concat!(
            "newtypes:\n  ToyNumber: {en: Number of a toy, zh: 玩具编号}\n",
            toy!("{wire: bh, name: number, en: Number, zh: 编号, type: ToyNumber}")
        ),
        check: duplicate_type,
    },
    Rule {
        id: "duplicate-field",
        level: Level::Error,
        reason: "The fields of a type, with those of its base and of the envelope, are one struct.",
        bad: toy!(
            "{wire: bh, name: number, en: Number, zh: 编号, type: text}",
            "{wire: hm, name: number, en: Code number, zh: 号码, type: text}"
        ),
        good: toy!(
            "{wire: bh, name: number, en: Number, zh: 编号, type: text}",
            "{wire: hm, name: code_number, en: Code number, zh: 号码, type: text}"
        ),
        check: duplicate_field,
    },
    Rule {
        id: "duplicate-key",
        level: Level::Error,
        reason: "A key or alias, in any case, means one field.",
        bad: toy!(
            "{wire: jg, name: price, en: Price, zh: 价格, type: text}",
            "{wire: jiage, aliases: [JG], name: list_price, en: List price, zh: 标价, type: text}"
        ),
        good: toy!(
            "{wire: jg, name: price, en: Price, zh: 价格, type: text}",
            "{wire: jiage, name: list_price, en: List price, zh: 标价, type: text}"
        ),
        check: duplicate_key,
    },
    Rule {
        id: "duplicate-variant",
        level: Level::Error,
        reason: "The values of a list are variants of one enum.",
        bad: colour!(
            "{wire: \"1\", name: Red, en: Red, zh: 红}",
            "{wire: \"2\", name: Red, en: Light red, zh: 浅红}"
        ),
        good: colour!(
            "{wire: \"1\", name: Red, en: Red, zh: 红}",
            "{wire: \"2\", name: LightRed, en: Light red, zh: 浅红}"
        ),
        check: duplicate_variant,
    },
    Rule {
        id: "duplicate-value",
        level: Level::Error,
        reason: "A value or alias means one variant.",
        bad: colour!(
            "{wire: \"1\", name: Red, en: Red, zh: 红}",
            "{wire: \"2\", aliases: [\"1\"], name: Blue, en: Blue, zh: 蓝}"
        ),
        good: colour!(
            "{wire: \"1\", name: Red, en: Red, zh: 红}",
            "{wire: \"2\", aliases: [\"02\"], name: Blue, en: Blue, zh: 蓝}"
        ),
        check: duplicate_value,
    },
    Rule {
        id: "duplicate-endpoint",
        level: Level::Error,
        reason: "Endpoints are called by name or id, which programs must be able to tell apart.",
        bad: concat!(
            endpoint!("name: list_toys", "methods: [GET]", "path: /toys"),
            another_endpoint!("id: P1", "name: get_toy", "methods: [GET]", "path: /toy")
        ),
        good: concat!(
            endpoint!("name: list_toys", "methods: [GET]", "path: /toys"),
            another_endpoint!("id: P2", "name: get_toy", "methods: [GET]", "path: /toy")
        ),
        check: duplicate_endpoint,
    },
    Rule {
        id: "duplicate-name",
        level: Level::Error,
        reason: "Decisions, rules and hosts are cited by name.",
        bad: concat!(
            "rules:\n  - {id: https, en: Calls use HTTPS., zh: 使用HTTPS调用}\n",
            "  - {id: https, en: Calls use TLS., zh: 使用TLS调用}\n"
        ),
        good: "rules:\n  - {id: https, en: Calls use HTTPS., zh: 使用HTTPS调用}\n",
        check: duplicate_name,
    },
];

/// The name of a thing for `allow`, and what must be there once.
pub type Named<'a> = (String, &'a Spanned<String>);

/// Says which of the names stand twice.
fn unique<'a>(ctx: &Context, what: &str, names: impl IntoIterator<Item = Named<'a>>) {
    let mut names: Vec<_> = names.into_iter().collect();
    names.sort_by_key(|(_, name)| name.span);
    let mut seen: HashMap<String, &Spanned<String>> = HashMap::new();
    for (at, name) in names {
        let first = *seen.entry(name.value.to_lowercase()).or_insert(name);
        if !std::ptr::eq(first, name) {
            let message = format!("{what} `{}` stands twice", name.value);
            let line = ctx.report.line(first.span);
            let help = Some(format!("the first is `{}` in line {line}", first.value));
            ctx.add_with_help(at, name.span, message, help);
        }
    }
}

/// By its own name.
fn named(name: &Spanned<String>) -> Named<'_> {
    (name.value.clone(), name)
}

fn duplicate_type(ctx: &Context) {
    unique(ctx, "type", types(ctx.spec).map(named));
}

/// The fields of each struct and of each request.
pub fn structs<'a>(ctx: &Context<'a>) -> Vec<Vec<FieldAt<'a>>> {
    let spec = ctx.spec;
    let mut structs: Vec<_> = spec.types.iter().map(|def| fields_of(spec, def)).collect();
    let reply = |def| envelope(spec).into_iter().chain(fields_of(spec, def)).collect();
    structs.extend(spec.replies.iter().map(reply));
    structs.push(envelope(spec));
    structs.push(common_parameters(spec));
    structs.extend(spec.endpoints.iter().map(|endpoint| parameters(endpoint).collect()));
    structs
}

fn duplicate_field(ctx: &Context) {
    for fields in structs(ctx) {
        unique(ctx, "field", fields.iter().map(|at| (at.at(), &at.field.name)));
    }
}

fn duplicate_key(ctx: &Context) {
    for fields in structs(ctx) {
        let keys = fields.iter().flat_map(|at| {
            [&at.field.wire].into_iter().chain(&at.field.aliases).map(|key| (at.at(), key))
        });
        unique(ctx, "key", keys);
    }
}

fn duplicate_variant(ctx: &Context) {
    for def in &ctx.spec.enums {
        let names = def.values.iter().map(|value| &value.name);
        let at = |name: &Spanned<String>| format!("{}.{}", def.name.value, name.value);
        unique(ctx, "variant", names.map(|name| (at(name), name)));
    }
}

fn duplicate_value(ctx: &Context) {
    for def in &ctx.spec.enums {
        let spellings = def.values.iter().flat_map(|value| {
            let at = format!("{}.{}", def.name.value, value.name.value);
            let spellings = [&value.wire].into_iter().chain(&value.aliases);
            spellings.map(move |spelling| (at.clone(), spelling))
        });
        unique(ctx, "value", spellings);
    }
}

fn duplicate_endpoint(ctx: &Context) {
    let names = ctx.spec.endpoints.iter().flat_map(|endpoint| {
        let (id, name) = (&endpoint.id, &endpoint.name);
        let name = (!name.value.eq_ignore_ascii_case(&id.value)).then_some(name);
        [id].into_iter().chain(name).map(|name| (id.value.clone(), name))
    });
    unique(ctx, "endpoint", names);
}

fn duplicate_name(ctx: &Context) {
    let spec = ctx.spec;
    unique(ctx, "decision", spec.decisions.iter().map(|decision| named(&decision.id)));
    unique(ctx, "rule", spec.rules.iter().map(|rule| named(&rule.id)));
    unique(ctx, "host", spec.hosts.iter().map(|host| named(&host.name)));
}
