//! Rules between parameters.

use super::examples::endpoint;
use super::{Context, Level, Rule};
use crate::model::{Constraint, ConstraintKind, Endpoint, Spanned, Type};

/// Two parameters, and a rule between them.
macro_rules! toys {
    ($constraint:literal) => {
        endpoint!(
            "name: list_toys",
            "methods: [GET]",
            "path: /toys",
            "parameters:",
            "  - {wire: ys, name: colour, en: Colour, zh: 颜色, type: Colour}",
            "  - {wire: mc, name: name, en: Name, zh: 名称, type: text}",
            "constraints:",
            $constraint,
        )
    };
}

pub const RULES: &[Rule] = &[
    Rule {
        id: "constraint-parameter",
        level: Level::Error,
        reason: "A rule between parameters names parameters of its endpoint, by their keys.",
        bad: toys!("  - any_of: [ys, name]"),
        good: toys!("  - any_of: [ys, mc]"),
        check: constraint_parameter,
    },
    Rule {
        id: "constraint-value",
        level: Level::Error,
        reason: "A rule about the values of a list names values of the list.",
        bad: toys!("  - {when: {ys: \"9\"}, requires: [mc]}"),
        good: toys!("  - {when: {ys: \"1\"}, requires: [mc]}"),
        check: constraint_value,
    },
    Rule {
        id: "constraint-size",
        level: Level::Error,
        reason: "A rule between parameters has several; a single one is required or not.",
        bad: toys!("  - any_of: [mc]"),
        good: toys!("  - any_of: [mc, ys]"),
        check: constraint_size,
    },
];

fn constraints<'a>(
    ctx: &Context<'a>,
) -> impl Iterator<Item = (&'a Endpoint, &'a Constraint)> + use<'a> {
    let endpoints = ctx.spec.endpoints.iter();
    endpoints.flat_map(|endpoint| endpoint.constraints.iter().map(move |rule| (endpoint, rule)))
}

fn constraint_parameter(ctx: &Context) {
    for (endpoint, constraint) in constraints(ctx) {
        let known = endpoint.parameters.iter().map(|field| field.wire.value.as_str());
        let known: Vec<_> = known.collect();
        for name in constraint.kind.parameters() {
            if !known.contains(&name.value.as_str()) {
                let what = ("parameter", name.value.as_str(), name.span);
                ctx.unknown(&endpoint.id.value, what, known.iter().copied());
            }
        }
    }
}

fn constraint_value(ctx: &Context) {
    for (endpoint, constraint) in constraints(ctx) {
        for (name, values) in constraint.kind.values() {
            let Some(listed) = listed(ctx, endpoint, name) else { continue };
            for value in values.iter().filter(|value| !listed.contains(&value.value.as_str())) {
                let what = ("value", value.value.as_str(), value.span);
                ctx.unknown(&endpoint.id.value, what, listed.iter().copied());
            }
        }
    }
}

/// The values of a parameter that has a list of them.
fn listed<'a>(
    ctx: &Context<'a>,
    endpoint: &Endpoint,
    name: &Spanned<String>,
) -> Option<Vec<&'a str>> {
    let field = endpoint.parameters.iter().find(|field| field.wire.value == name.value)?;
    let Type::Named(ty) = &field.ty.ty else { return None };
    let def = ctx.spec.enums.iter().find(|def| def.name.value == *ty)?;
    Some(def.values.iter().map(|value| value.wire.value.as_str()).collect())
}

fn constraint_size(ctx: &Context) {
    for (endpoint, constraint) in constraints(ctx) {
        if let ConstraintKind::AnyOf(names) | ConstraintKind::Together(names) = &constraint.kind
            && names.len() < 2
        {
            ctx.add(&endpoint.id.value, constraint.span, "a rule between parameters has several");
        }
    }
}
