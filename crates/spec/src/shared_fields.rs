//! What several fields have in common: `use: name` stands for what `parameter_types` says of the name,
//! and the keys beside it come first; `fields_of` for the fields of a type; `printed_types` for the
//! type that the document prints.

mod printed_types;

use crate::node::{self, Key, Kind, Node};
use crate::report::Report;
use crate::suggest::did_you_mean;

/// As much text may come out of all uses together: a small file must not unfold without end.
const MOST: usize = 16 << 20;

/// Parses a spec, with the shared keys where they are used.
pub fn parse(text: &str, report: &Report) -> Option<Node> {
    let mut root = node::parse(text, report)?;
    let mut left = MOST;
    unfold(&mut root, &mut left, report);
    printed_types::complete(&mut root, &mut left);
    drop_nothing(&mut root);
    Some(root)
}

fn unfold(root: &mut Node, left: &mut usize, report: &Report) {
    let named = |section: &str| match entry(root, section) {
        Some(Node { kind: Kind::Map(entries), .. }) => entries.clone(),
        _ => Vec::new(),
    };
    let (shared, types) = (named("parameter_types"), named("types"));
    let Some((_, endpoints)) =
        entries_mut(root).iter_mut().find(|(key, _)| key.text == "endpoints")
    else {
        return;
    };
    for endpoint in items_mut(endpoints) {
        let Kind::Map(entries) = &mut endpoint.kind else { continue };
        if let Some((_, parameters)) = entries.iter_mut().find(|(key, _)| key.text == "parameters")
        {
            for parameter in items_mut(parameters) {
                if let Kind::Map(entries) = &mut parameter.kind {
                    unfold_one(entries, &shared, left, report);
                }
            }
        }
        add_fields_of(entries, &types, left, report);
    }
}

/// Puts the fields of a type before the parameters of an endpoint. A parameter of the same key takes
/// its place, with the type's keys where it has none.
fn add_fields_of(
    endpoint: &mut Vec<(Key, Node)>,
    types: &[(Key, Node)],
    left: &mut usize,
    report: &Report,
) {
    let text = |key: &str| {
        let (_, node) = endpoint.iter().find(|(name, _)| name.text == key)?;
        if let Kind::Scalar(text, _) = &node.kind { Some((text, node.span)) } else { None }
    };
    let Some((base, span)) = text("fields_of") else { return };
    // There may be no such type; a rule says so.
    let def = types.iter().find(|(key, _)| key.text == *base);
    let mut fields: Vec<Node> = match def.and_then(|(_, def)| entry(def, "fields")) {
        Some(Node { kind: Kind::List(fields), .. }) => fields.clone(),
        _ => return,
    };
    let Some(rest) = left.checked_sub(fields.iter().map(size).sum()) else {
        report.add("yaml", span, "shared parameters make the spec too long");
        return;
    };
    *left = rest;
    let at = endpoint.iter().position(|(key, _)| key.text == "parameters");
    let own = match at.map(|at| endpoint.remove(at)) {
        Some((_, Node { kind: Kind::List(own), .. })) => own,
        _ => Vec::new(),
    };
    for parameter in own {
        let is_same = |field: &Node| {
            let wires = [field, &parameter].map(|node| match entry(node, "wire") {
                Some(Node { kind: Kind::Scalar(text, _), .. }) => Some(text.clone()),
                _ => None,
            });
            wires[0].is_some() && wires[0] == wires[1]
        };
        match fields.iter().position(is_same) {
            None => fields.push(parameter),
            Some(at) => {
                let inherited = std::mem::replace(&mut fields[at], parameter);
                if let (Kind::Map(own), Kind::Map(inherited)) =
                    (&mut fields[at].kind, inherited.kind)
                {
                    add_missing(own, inherited);
                }
            }
        }
    }
    let key = Key { span, text: "parameters".to_owned() };
    endpoint.push((key, Node { span, kind: Kind::List(fields) }));
}

/// The empty places of what must not be inherited: `printed_type: ~`.
fn drop_nothing(root: &mut Node) {
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match &mut node.kind {
            Kind::List(list) => open.extend(list),
            Kind::Map(entries) => {
                entries.retain(|(key, node)| {
                    key.text != "printed_type" || !matches!(node.kind, Kind::Null)
                });
                open.extend(entries.iter_mut().map(|(_, node)| node));
            }
            Kind::Null | Kind::Scalar(..) => {}
        }
    }
}

fn add_missing(own: &mut Vec<(Key, Node)>, inherited: Vec<(Key, Node)>) {
    let is_own = |key: &Key| own.iter().any(|(other, _)| other.text == key.text);
    let missing: Vec<_> = inherited.into_iter().filter(|(key, _)| !is_own(key)).collect();
    own.extend(missing);
}

fn unfold_one(
    own: &mut Vec<(Key, Node)>,
    shared: &[(Key, Node)],
    left: &mut usize,
    report: &Report,
) {
    let Some(at) = own.iter().position(|(key, _)| key.text == "use") else { return };
    let (_, name) = own.remove(at);
    let Kind::Scalar(text, _) = &name.kind else {
        let message =
            format!("the name of a shared parameter belongs here, not {}", name.describe());
        report.add("type", name.span, message);
        return;
    };
    let found = shared.iter().find(|(key, _)| key.text == *text);
    let Some((_, Node { kind: Kind::Map(entries), .. })) = found else {
        let known = shared.iter().map(|(key, _)| key.text.as_str());
        let help = did_you_mean(text, known);
        let message = format!("there is no shared parameter `{text}`");
        report.add_with_help("unknown-parameter-type", name.span, message, help);
        return;
    };
    let size = entries.iter().map(|(_, node)| size(node)).sum::<usize>();
    let Some(rest) = left.checked_sub(size) else {
        report.add("yaml", name.span, "shared parameters make the spec too long");
        return;
    };
    *left = rest;
    add_missing(own, entries.clone());
}

fn size(node: &Node) -> usize {
    size_of::<(Key, Node)>()
        + match &node.kind {
            Kind::Null => 0,
            Kind::Scalar(text, _) => text.len(),
            Kind::List(list) => list.iter().map(size).sum(),
            Kind::Map(entries) => {
                entries.iter().map(|(key, node)| key.text.len() + size(node)).sum()
            }
        }
}

fn entry<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    let Kind::Map(entries) = &node.kind else { return None };
    entries.iter().find(|(name, _)| name.text == key).map(|(_, node)| node)
}

/// The entries of a mapping; anything else has none.
fn entries_mut(node: &mut Node) -> &mut [(Key, Node)] {
    if let Kind::Map(entries) = &mut node.kind { entries } else { &mut [] }
}

/// The elements of a list; anything else has none.
fn items_mut(node: &mut Node) -> &mut [Node] {
    if let Kind::List(list) = &mut node.kind { list } else { &mut [] }
}
