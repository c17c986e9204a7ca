//! Rules between parameters of an endpoint.

use super::decisions;
use crate::model::{Condition, Constraint, ConstraintKind, Spanned};
use crate::node::{Kind, Node};
use crate::object::{Object, text};
use crate::report::Report;

pub fn constraint(node: &Node, report: &Report) -> Option<Constraint> {
    Object::read(node, report, |object| {
        let kinds = [
            list(object, "any_of").map(ConstraintKind::AnyOf),
            list(object, "together").map(ConstraintKind::Together),
            pair(object, "ascending").map(|[low, high]| ConstraintKind::Ascending(low, high)),
            pair(object, "digits").map(|[of, most]| ConstraintKind::Digits(of, most)),
            conditional(object),
        ];
        let zh = object.text("zh").map(|zh| zh.value);
        let decisions = decisions(object);
        let mut kinds = kinds.into_iter().flatten();
        let kind = kinds.next();
        if kind.is_none() || kinds.next().is_some() {
            report.add("missing-key", object.span, format!("one rule belongs here: {KINDS}"));
        }
        Some(Constraint { kind: kind?, zh, decisions, span: object.span })
    })
}

const KINDS: &str =
    "`any_of`, `together`, `ascending`, `digits`, or `when` with `requires` or `allows`";

fn conditional(object: &Object) -> Option<ConstraintKind> {
    let when = values(object, "when");
    let (requires, allows) = (list(object, "requires"), values(object, "allows"));
    let (parameter, values) = when?;
    let when = Condition { parameter, values };
    match (requires, allows) {
        (Some(names), None) => Some(ConstraintKind::Requires(when, names)),
        (None, Some((name, values))) => Some(ConstraintKind::Allows(when, name, values)),
        _ => None,
    }
}

fn list(object: &Object, key: &'static str) -> Option<Vec<Spanned<String>>> {
    object.node(key)?;
    Some(object.list(key, text))
}

fn pair(object: &Object, key: &'static str) -> Option<[Spanned<String>; 2]> {
    let node = object.node(key)?;
    let names: Result<[_; 2], _> = object.list(key, text).try_into();
    let wrong = |_| object.report.add("type", node.span, format!("`{key}` names two parameters"));
    names.map_err(wrong).ok()
}

/// One parameter with a value or several.
fn values(object: &Object, key: &'static str) -> Option<(Spanned<String>, Vec<Spanned<String>>)> {
    let node = object.node(key)?;
    let named = object.named(key, |name, node, report| Some((name, several(node, report))));
    let one: Result<[_; 1], _> = named.try_into();
    let message = || format!("`{key}` names one parameter and its values");
    let wrong = |_| object.report.add("type", node.span, message());
    one.map_err(wrong).ok().map(|[one]| one)
}

fn several(node: &Node, report: &Report) -> Vec<Spanned<String>> {
    match &node.kind {
        Kind::List(values) => values.iter().filter_map(|value| text(value, report)).collect(),
        _ => text(node, report).into_iter().collect(),
    }
}
