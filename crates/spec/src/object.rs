//! Typed access to a mapping. It notes which keys were asked for: the others are unknown.

use std::cell::RefCell;

use crate::node::{Key, Kind, Node};
use crate::report::Report;
use crate::source::Span;
use crate::suggest::did_you_mean;

/// Something read, with the place where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

pub struct Object<'a> {
    pub span: Span,
    pub report: &'a Report,
    entries: &'a [(Key, Node)],
    asked: RefCell<Vec<&'static str>>,
}

impl<'a> Object<'a> {
    /// Reads a mapping with `read`, then reports the keys that `read` did not ask for.
    pub fn read<T>(
        node: &'a Node,
        report: &'a Report,
        read: impl FnOnce(&Self) -> Option<T>,
    ) -> Option<T> {
        let Kind::Map(entries) = &node.kind else {
            report.add(
                "type",
                node.span,
                format!("a mapping belongs here, not {}", node.describe()),
            );
            return None;
        };
        let object = Self { span: node.span, report, entries, asked: RefCell::default() };
        let value = read(&object);
        object.report_unknown_and_repeated_keys();
        value
    }

    fn report_unknown_and_repeated_keys(&self) {
        let asked = self.asked.borrow();
        for (index, (key, _)) in self.entries.iter().enumerate() {
            let name = key.text.as_str();
            if !asked.contains(&name) {
                let help = full_width_colon(name)
                    .or_else(|| did_you_mean(name, asked.iter().copied()))
                    .or_else(|| Some(format!("known here: {}", asked.join(", "))));
                self.report.add_with_help(
                    "unknown-key",
                    key.span,
                    format!("unknown key `{name}`"),
                    help,
                );
            } else if let Some((first, _)) =
                self.entries[..index].iter().find(|(other, _)| other.text == name)
            {
                let help = format!("the first is in line {}", self.report.line(first.span));
                let message = format!("key `{name}` stands twice");
                self.report.add_with_help("repeated-key", key.span, message, Some(help));
            }
        }
    }

    /// The node under `key`, if there is one.
    pub fn node(&self, key: &'static str) -> Option<&'a Node> {
        self.asked.borrow_mut().push(key);
        let (_, node) = self.entries.iter().find(|(name, _)| name.text == key)?;
        Some(node)
    }

    fn required<T>(&self, key: &'static str, value: Option<T>) -> Option<T> {
        if value.is_none() && !self.entries.iter().any(|(name, _)| name.text == key) {
            let start = self.span.start;
            self.report.add(
                "missing-key",
                Span { start, end: start },
                format!("`{key}` is missing"),
            );
        }
        value
    }

    /// A text.
    pub fn text(&self, key: &'static str) -> Option<Spanned<String>> {
        self.node(key).and_then(|node| text(node, self.report))
    }

    /// A text that must be there.
    pub fn required_text(&self, key: &'static str) -> Option<Spanned<String>> {
        self.required(key, self.text(key))
    }

    /// A whole number.
    pub fn number(&self, key: &'static str) -> Option<u64> {
        let text = self.text(key)?;
        text.value.parse().inspect_err(|_| self.wrong(&text, "a whole number")).ok()
    }

    /// `true` or `false`; absent is `false`.
    pub fn flag(&self, key: &'static str) -> bool {
        self.choice(key, &[("true", true), ("false", false)]).unwrap_or_default()
    }

    /// One of the named choices.
    pub fn choice<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text(key)?;
        let found = choices.iter().find(|(name, _)| *name == text.value);
        if found.is_none() {
            let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
            self.report.add_with_help(
                "value",
                text.span,
                format!("`{}` is not known here", text.value),
                did_you_mean(&text.value, names.iter().copied())
                    .or_else(|| Some(format!("one of {}", names.join(", ")))),
            );
        }
        found.map(|(_, choice)| *choice)
    }

    /// A list, each element read with `read`; absent is empty.
    pub fn list<T>(
        &self,
        key: &'static str,
        read: impl Fn(&'a Node, &'a Report) -> Option<T>,
    ) -> Vec<T> {
        match self.node(key) {
            None => Vec::new(),
            Some(Node { kind: Kind::List(list), .. }) => {
                list.iter().filter_map(|node| read(node, self.report)).collect()
            }
            Some(node) => {
                let message = format!("a list belongs under `{key}`, not {}", node.describe());
                self.report.add("type", node.span, message);
                Vec::new()
            }
        }
    }

    /// A mapping from names to what `read` makes of them; absent is empty.
    pub fn named<T>(
        &self,
        key: &'static str,
        read: impl Fn(Spanned<String>, &'a Node, &'a Report) -> Option<T>,
    ) -> Vec<T> {
        match self.node(key) {
            None => Vec::new(),
            Some(Node { kind: Kind::Map(entries), .. }) => entries
                .iter()
                .filter_map(|(key, node)| {
                    let name = Spanned { value: key.text.clone(), span: key.span };
                    read(name, node, self.report)
                })
                .collect(),
            Some(node) => {
                let message = format!("names belong under `{key}`, not {}", node.describe());
                self.report.add("type", node.span, message);
                Vec::new()
            }
        }
    }

    /// A mapping of its own that must be there.
    pub fn required_object<T>(
        &self,
        key: &'static str,
        read: impl FnOnce(&Object<'a>) -> Option<T>,
    ) -> Option<T> {
        let node = self.node(key);
        if node.is_none() {
            return self.required(key, None);
        }
        node.and_then(|node| Object::read(node, self.report, read))
    }

    /// Says that a text is not what belongs here.
    pub fn wrong(&self, text: &Spanned<String>, expected: &str) {
        self.report.add(
            "type",
            text.span,
            format!("{expected} belongs here, not `{}`", text.value),
        );
    }
}

/// A node that is a text.
pub fn text(node: &Node, report: &Report) -> Option<Spanned<String>> {
    if let Kind::Scalar(text, _) = &node.kind {
        return Some(Spanned { value: text.clone(), span: node.span });
    }
    report.add("type", node.span, format!("a text belongs here, not {}", node.describe()));
    None
}

/// Explains a key that swallowed its value, as YAML does not know the colon of full width.
fn full_width_colon(name: &str) -> Option<String> {
    let (key, _) = name.split_once('：')?;
    Some(format!("a full-width colon `：` follows `{key}`; write `{key}: `"))
}
