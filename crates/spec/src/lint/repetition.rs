//! What a spec need not say, or need not say twice.

use std::collections::HashMap;

use super::examples::{another_endpoint, endpoint, toy};
use super::{Context, Level, Rule};
use crate::node::{Key, Kind, Node};
use crate::source::Span;

pub const RULES: &[Rule] = &[
    Rule {
        id: "redundant-default",
        level: Level::Warning,
        reason: "What is meant when a key is left out is left out.",
        bad: toy!("{wire: mc, name: name, en: Name, zh: 名称, type: text, source: document}"),
        good: toy!("{wire: mc, name: name, en: Name, zh: 名称, type: text}"),
        check: redundant_default,
    },
    Rule {
        id: "unused-printed-type",
        level: Level::Warning,
        reason: "A printed type that no field takes was meant for another type.",
        bad: "printed_types: {txt: String}\n",
        good: concat!(
            "printed_types: {text: String}\n",
            toy!("{wire: mc, name: name, en: Name, zh: 名称, type: text}")
        ),
        check: unused_printed_type,
    },
    Rule {
        id: "repeated-parameter",
        level: Level::Warning,
        reason: "A long description that several endpoints share stands once, in `parameter_types`.",
        bad: concat!(
            endpoint!(
                "name: list_toys",
                "methods: [GET]",
                "path: /toys",
                "parameters:",
                "  - {wire: mc, name: name, en: Name, zh: 名称, type: text, max_length: 9, notes: N.}"
            ),
            another_endpoint!(
                "id: P2",
                "name: get_toy",
                "methods: [GET]",
                "path: /toy",
                "parameters:",
                "  - {wire: mc, name: name, en: Name, zh: 名称, type: text, max_length: 9, notes: N.}"
            )
        ),
        good: concat!(
            "parameter_types:\n  name:\n    ",
            "{wire: mc, name: name, en: Name, zh: 名称, type: text, max_length: 9, notes: N.}\n",
            endpoint!(
                "name: list_toys",
                "methods: [GET]",
                "path: /toys",
                "parameters: [{use: name}]"
            ),
            another_endpoint!(
                "id: P2",
                "name: get_toy",
                "methods: [GET]",
                "path: /toy",
                "parameters: [{use: name, required: by_document}]"
            )
        ),
        check: repeated_parameter,
    },
    Rule {
        id: "unknown-parameter-type",
        level: Level::Error,
        reason: "A shared parameter is described in `parameter_types`.",
        bad: concat!(
            "parameter_types:\n  name: {wire: mc, name: name, en: Name, zh: 名称, type: text}\n",
            endpoint!(
                "name: list_toys",
                "methods: [GET]",
                "path: /toys",
                "parameters: [{use: nam}]"
            )
        ),
        good: concat!(
            "parameter_types:\n  name: {wire: mc, name: name, en: Name, zh: 名称, type: text}\n",
            endpoint!(
                "name: list_toys",
                "methods: [GET]",
                "path: /toys",
                "parameters: [{use: name}]"
            )
        ),
        check: |_| {},
    },
    Rule {
        id: "unused-parameter-type",
        level: Level::Warning,
        reason: "A shared parameter that no endpoint uses was forgotten somewhere.",
        bad: "parameter_types:\n  name: {wire: mc, name: name, en: Name, zh: 名称, type: text}\n",
        good: concat!(
            "parameter_types:\n  name: {wire: mc, name: name, en: Name, zh: 名称, type: text}\n",
            endpoint!(
                "name: list_toys",
                "methods: [GET]",
                "path: /toys",
                "parameters: [{use: name}]"
            )
        ),
        check: unused_parameter_type,
    },
];

/// Keys with what is meant when they are left out.
const DEFAULTS: &[(&str, &str)] = &[
    ("effect", "write"),
    ("filled_by", "caller"),
    ("in", "parameters"),
    ("kind", "data"),
    ("required", "no"),
    ("restricted", "false"),
    ("send_as", "text"),
    ("sensitive", "false"),
    ("source", "document"),
    ("takes_unlisted", "false"),
];

/// Descriptions with fewer keys are as short as a reference to them.
const LONG: usize = 7;

fn redundant_default(ctx: &Context) {
    let mut open = vec![ctx.tree];
    while let Some(node) = open.pop() {
        match &node.kind {
            Kind::List(list) => open.extend(list),
            Kind::Map(entries) => {
                for (key, value) in entries {
                    let text = scalar(value);
                    let is_default = |(name, default): &(&str, &str)| {
                        *name == key.text && text == Some(*default)
                    };
                    let is_printed = key.text == "printed_type" && is_printed(ctx, entries, value);
                    if is_printed || DEFAULTS.iter().any(is_default) {
                        let message = format!("`{}` is this when it is left out", key.text);
                        ctx.add(&key.text, value.span, message);
                    }
                    open.push(value);
                }
            }
            Kind::Null | Kind::Scalar(..) => {}
        }
    }
}

/// Whether a field states the printed type that its type has anyway.
fn is_printed(ctx: &Context, field: &[(Key, Node)], stated: &Node) -> bool {
    let ty = field.iter().find(|(key, _)| key.text == "type").and_then(|(_, ty)| scalar(ty));
    ctx.spec.printed_types.iter().any(|(of, printed)| {
        Some(of.value.as_str()) == ty
            && Some(printed.value.as_str()) == scalar(stated)
            && printed.span != stated.span
    })
}

fn unused_printed_type(ctx: &Context) {
    let mut used: Vec<_> = Vec::new();
    let mut open = vec![ctx.tree];
    while let Some(node) = open.pop() {
        open.extend(match &node.kind {
            Kind::List(list) => list.iter().collect(),
            Kind::Map(entries) => entries.iter().map(|(_, node)| node).collect::<Vec<_>>(),
            Kind::Null | Kind::Scalar(..) => continue,
        });
        let printed = map(node).iter().filter(|(key, _)| key.text == "printed_type");
        used.extend(printed.map(|(_, node)| node.span));
    }
    for (ty, printed) in &ctx.spec.printed_types {
        if !used.contains(&printed.span) {
            let message = format!("no field takes its printed type from `{}`", ty.value);
            ctx.add(&ty.value, ty.span, message);
        }
    }
}

fn repeated_parameter(ctx: &Context) {
    let mut seen: HashMap<String, Span> = HashMap::new();
    for parameter in
        list(ctx.tree, "endpoints").iter().flat_map(|endpoint| list(endpoint, "parameters"))
    {
        let entries = map(parameter);
        let Some(wire) = entries.iter().find(|(key, _)| key.text == "wire") else { continue };
        if entries.len() < LONG {
            continue;
        }
        let span = wire.1.span;
        let first = *seen.entry(words(parameter)).or_insert(span);
        if first != span {
            let wire = scalar(&wire.1).unwrap_or_default();
            let line = ctx.report.line(first);
            let help = "describe it in `parameter_types` and write `use:` and its name";
            let message =
                format!("parameter `{wire}` is described like this in line {line} already");
            ctx.add_with_help(wire, span, message, Some(help.to_owned()));
        }
    }
}

fn unused_parameter_type(ctx: &Context) {
    let used: Vec<_> = ctx
        .spec
        .endpoints
        .iter()
        .flat_map(|endpoint| &endpoint.parameters)
        .flat_map(|field| [field.wire.span, field.name.span, field.ty.span])
        .collect();
    for (name, field) in &ctx.spec.parameter_types {
        // Something of it is left wherever it is used.
        if ![field.wire.span, field.name.span, field.ty.span].iter().any(|span| used.contains(span))
        {
            let message = format!("no endpoint uses the shared parameter `{}`", name.value);
            ctx.add(&name.value, name.span, message);
        }
    }
}

/// The same for all nodes that say the same.
fn words(node: &Node) -> String {
    match &node.kind {
        Kind::Null => String::new(),
        Kind::Scalar(text, _) => format!("{text:?}"),
        Kind::List(list) => format!("[{}]", list.iter().map(words).collect::<Vec<_>>().join(",")),
        Kind::Map(entries) => {
            let mut words: Vec<_> = entries
                .iter()
                .map(|(key, node)| format!("{:?}:{}", key.text, words(node)))
                .collect();
            words.sort();
            format!("{{{}}}", words.join(","))
        }
    }
}

fn scalar(node: &Node) -> Option<&str> {
    if let Kind::Scalar(text, _) = &node.kind { Some(text) } else { None }
}

fn map(node: &Node) -> &[(Key, Node)] {
    if let Kind::Map(entries) = &node.kind { entries } else { &[] }
}

fn list<'a>(node: &'a Node, key: &str) -> &'a [Node] {
    let found = map(node).iter().find(|(name, _)| name.text == key);
    if let Some((_, Node { kind: Kind::List(list), .. })) = found { list } else { &[] }
}
