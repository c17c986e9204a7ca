//! Types that no model can be made of, and lists that list nothing.

use super::examples::{colour, toy};
use super::things::fields_of;
use super::{Context, Level, Rule};
use crate::model::{Spec, TypeDef};

pub const RULES: &[Rule] = &[
    Rule {
        id: "recursive-type",
        level: Level::Error,
        reason: "No answer has an object that holds itself, and no model of fixed size can.",
        bad: toy!("{wire: bj, name: parts, en: Parts, zh: 部件, type: list<Toy>}"),
        good: toy!("{wire: bj, name: parts, en: Parts, zh: 部件, type: list<text>}"),
        check: recursive_type,
    },
    Rule {
        id: "empty-enum",
        level: Level::Warning,
        reason: "A list without values says less than the type `text`.",
        bad: "enums:\n  Colour: {en: Colour, zh: 颜色, values: []}\n",
        good: colour!(
            "{wire: \"1\", name: Red, en: Red, zh: 红}",
            "{wire: \"2\", name: Blue, en: Blue, zh: 蓝}"
        ),
        check: empty_enum,
    },
    Rule {
        id: "single-value",
        level: Level::Warning,
        reason: "A document that lists one value has mostly lost the others.",
        bad: colour!("{wire: \"1\", name: Red, en: Red, zh: 红}"),
        good: colour!(
            "{wire: \"1\", name: Red, en: Red, zh: 红}",
            "{wire: \"2\", name: Blue, en: Blue, zh: 蓝}"
        ),
        check: single_value,
    },
];

fn recursive_type(ctx: &Context) {
    for def in &ctx.spec.types {
        let name = &def.name.value;
        if holds(ctx.spec, def, name) {
            ctx.add(name, def.name.span, format!("type `{name}` holds itself"));
        }
    }
}

/// Whether `name` can be reached from `def`.
fn holds(spec: &Spec, def: &TypeDef, name: &str) -> bool {
    let mut reached = Vec::new();
    let mut open = vec![def];
    while let Some(def) = open.pop() {
        for at in fields_of(spec, def) {
            let Some(of) = at.field.ty.ty.name() else { continue };
            if of == name {
                return true;
            }
            let next = spec.types.iter().find(|def| def.name.value == of);
            if let Some(next) = next.filter(|next| !reached.contains(&next.name.value.as_str())) {
                reached.push(next.name.value.as_str());
                open.push(next);
            }
        }
    }
    false
}

fn empty_enum(ctx: &Context) {
    for def in ctx.spec.enums.iter().filter(|def| def.values.is_empty()) {
        let name = &def.name.value;
        ctx.add(name, def.name.span, format!("enum `{name}` has no values"));
    }
}

fn single_value(ctx: &Context) {
    for def in ctx.spec.enums.iter().filter(|def| def.values.len() == 1) {
        let name = &def.name.value;
        ctx.add(name, def.name.span, format!("enum `{name}` has one value only"));
    }
}
