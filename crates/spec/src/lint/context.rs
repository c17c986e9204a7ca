//! What a rule looks at, and where it says what it finds.

use std::collections::{HashMap, HashSet};
use std::fmt::Display;

use super::{Rule, Siblings};
use crate::model::Spec;
use crate::node::{Key, Kind, Node};
use crate::report::{Finding, Report};
use crate::source::Span;
use crate::suggest::did_you_mean;

/// One rule at work on one spec.
pub struct Context<'a> {
    pub spec: &'a Spec,
    /// What the spec was read from.
    pub tree: &'a Node,
    /// Its place among other revisions, where it is known.
    pub siblings: Option<&'a Siblings<'a>>,
    pub places: &'a Places<'a>,
    pub report: &'a Report,
    pub rule: &'static Rule,
    /// The names in the file, where a part of it could not be read: what has one may be in there.
    pub unread: Option<&'a HashSet<&'a str>>,
}

impl Context<'_> {
    /// Says that the thing `at` breaks the rule.
    pub fn add(&self, at: impl Display, span: Span, message: impl Into<String>) {
        self.add_with_help(at, span, message, None);
    }

    /// The same, with what to do about it.
    pub fn add_with_help(
        &self,
        at: impl Display,
        span: Span,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let Rule { id, level, .. } = *self.rule;
        let (at, message) = (at.to_string(), message.into());
        self.report.push(Finding { id, level, at, span, message, help });
    }

    /// Says that nothing known bears the name.
    pub fn unknown<'b>(
        &self,
        at: impl Display,
        (what, name, span): (&str, &str, Span),
        known: impl IntoIterator<Item = &'b str>,
    ) {
        if self.unread.is_some_and(|names| names.contains(name)) {
            return;
        }
        let message = format!("there is no {what} `{name}`");
        self.add_with_help(at, span, message, did_you_mean(name, known));
    }
}

/// Where the keys stand that the typed spec does not tell the place of.
pub struct Places<'a> {
    top: &'a [(Key, Node)],
    /// The entries of a mapping, by its name and by each text in it.
    entries: HashMap<Span, &'a [(Key, Node)]>,
}

impl<'a> Places<'a> {
    pub fn of(root: &'a Node) -> Self {
        let mut places = Self { top: entries(root), entries: HashMap::new() };
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            if let Kind::List(list) = &node.kind {
                open.extend(list);
            }
            for (key, value) in entries(node) {
                match &value.kind {
                    Kind::Map(inner) => places.entries.insert(key.span, inner),
                    _ => places.entries.insert(value.span, entries(node)),
                };
                open.push(value);
            }
        }
        places
    }

    /// Where the value of `key` stands in the mapping that has `name` as its name or as one of its
    /// values; the name itself if the key is not there.
    pub fn beside(&self, name: Span, key: &str) -> Span {
        self.entries.get(&name).and_then(|entries| value(entries, key)).unwrap_or(name)
    }

    /// A section of the file.
    pub fn section(&self, key: &str) -> Span {
        value(self.top, key).unwrap_or_default()
    }

    /// The value of `key` in an element of a section that is a list.
    pub fn item(&self, section: &str, index: usize, key: &str) -> Span {
        let list = self.top.iter().find(|(name, _)| name.text == section);
        let item = match list.map(|(_, node)| &node.kind) {
            Some(Kind::List(list)) => list.get(index),
            _ => None,
        };
        item.and_then(|item| value(entries(item), key)).unwrap_or_else(|| self.section(section))
    }
}

/// What anything in the file is called: keys of mappings, and the values of keys that give names.
pub fn names(root: &Node) -> HashSet<&str> {
    const NAMING: &[&str] = &["id", "name", "request", "wire"];
    let (mut names, mut open) = (HashSet::new(), vec![root]);
    while let Some(node) = open.pop() {
        if let Kind::List(list) = &node.kind {
            open.extend(list);
        }
        for (key, value) in entries(node) {
            match &value.kind {
                Kind::Map(_) => names.insert(key.text.as_str()),
                Kind::Scalar(text, _) if NAMING.contains(&&*key.text) => names.insert(text),
                _ => false,
            };
            open.push(value);
        }
    }
    names
}

fn entries(node: &Node) -> &[(Key, Node)] {
    match &node.kind {
        Kind::Map(entries) => entries,
        _ => &[],
    }
}

/// Where the text under a key stands, or the key of anything else.
fn value(entries: &[(Key, Node)], key: &str) -> Option<Span> {
    let (key, node) = entries.iter().find(|(name, _)| name.text == key)?;
    Some(if matches!(node.kind, Kind::Scalar(..)) { node.span } else { key.span })
}
