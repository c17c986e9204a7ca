//! `printed_types`: what the document calls our types, where a field does not say otherwise.

use super::{entries_mut, entry, items_mut, size};
use crate::node::{Key, Kind, Node};

/// Adds `printed_type` to the fields of the document that do not say it.
pub fn complete(root: &mut Node, left: &mut usize) {
    let printed = match entry(root, "printed_types") {
        Some(Node { kind: Kind::Map(printed), .. }) => printed.clone(),
        _ => Vec::new(),
    };
    if printed.is_empty() {
        return;
    }
    for field in fields(root) {
        let Kind::Map(entries) = &mut field.kind else { continue };
        let text = |key: &str| {
            entries.iter().find(|(name, _)| name.text == key).map(|(_, node)| &node.kind)
        };
        // What the document's tables do not have has no type there.
        if text("source").is_some() || text("printed_type").is_some() {
            continue;
        }
        let Some(Kind::Scalar(ty, _)) = text("type") else { continue };
        let Some((key, node)) = printed.iter().find(|(key, _)| key.text == *ty) else { continue };
        let Some(rest) = left.checked_sub(size(node)) else { return };
        *left = rest;
        entries.push((Key { span: key.span, text: "printed_type".to_owned() }, node.clone()));
    }
}

/// All fields and parameters.
fn fields(root: &mut Node) -> Vec<&mut Node> {
    let mut found = Vec::new();
    for (key, section) in entries_mut(root) {
        match key.text.as_str() {
            "common_parameters" => found.extend(items_mut(section)),
            "parameter_types" => {
                found.extend(entries_mut(section).iter_mut().map(|(_, node)| node));
            }
            "envelope" => found.extend(below(section, "fields")),
            "types" | "replies" => {
                let defs = entries_mut(section).iter_mut();
                found.extend(defs.flat_map(|(_, def)| below(def, "fields")));
            }
            "endpoints" => {
                let endpoints = items_mut(section).iter_mut();
                found.extend(endpoints.flat_map(|endpoint| below(endpoint, "parameters")));
            }
            _ => {}
        }
    }
    found
}

/// The elements of a list.
fn below<'a>(node: &'a mut Node, key: &str) -> impl Iterator<Item = &'a mut Node> {
    let list = entries_mut(node).iter_mut().find(|(name, _)| name.text == key);
    list.into_iter().flat_map(|(_, list)| items_mut(list))
}
