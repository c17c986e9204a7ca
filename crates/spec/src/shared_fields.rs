//! Parameters that several endpoints have in common: `use: name` stands for what `parameter_types`
//! says of the name, and the keys beside it come first.

use crate::node::{self, Key, Kind, Node};
use crate::report::Report;
use crate::suggest::did_you_mean;

/// As much text may come out of all uses together: a small file must not unfold without end.
const MOST: usize = 16 << 20;

/// Parses a spec, with the shared keys where they are used.
pub fn parse(text: &str, report: &Report) -> Option<Node> {
    let mut root = node::parse(text, report)?;
    unfold(&mut root, report);
    Some(root)
}

fn unfold(root: &mut Node, report: &Report) {
    let shared = match entry(root, "parameter_types") {
        Some(Node { kind: Kind::Map(types), .. }) => types.clone(),
        _ => Vec::new(),
    };
    let mut left = MOST;
    let Kind::Map(sections) = &mut root.kind else { return };
    let endpoints = sections.iter_mut().find(|(key, _)| key.text == "endpoints");
    let Some((_, Node { kind: Kind::List(endpoints), .. })) = endpoints else { return };
    for endpoint in endpoints {
        let Kind::Map(entries) = &mut endpoint.kind else { continue };
        let parameters = entries.iter_mut().find(|(key, _)| key.text == "parameters");
        let Some((_, Node { kind: Kind::List(parameters), .. })) = parameters else { continue };
        for parameter in parameters {
            if let Kind::Map(entries) = &mut parameter.kind {
                unfold_one(entries, &shared, &mut left, report);
            }
        }
    }
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
    let is_own = |key: &Key| own.iter().any(|(other, _)| other.text == key.text);
    let missing: Vec<_> = entries.iter().filter(|(key, _)| !is_own(key)).cloned().collect();
    own.extend(missing);
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
