//! A diff for people at a terminal: grouped by verdict, then by rule.

use std::fmt::Write;

use super::{Change, Diff, DiffRule, Part, Parts, Revised, Verdict};

/// The diff with file, line and column of every change; empty if there is none.
pub fn human(diff: &Diff, old: Revised, new: Revised) -> String {
    let mut shown = String::new();
    for verdict in Verdict::ALL {
        let rules = diff.rules_of(verdict);
        let count: usize = rules.iter().map(|(_, changes)| changes.len()).sum();
        if count > 0 {
            let _ = writeln!(shown, "{verdict} ({count})");
        }
        for (rule, changes) in rules {
            let sides: Vec<_> = rule.sides().iter().map(|side| side.name()).collect();
            let _ = writeln!(shown, "  {} [{}]: {}", rule.id(), sides.join(", "), rule.reason());
            for change in changes {
                let _ = writeln!(shown, "    {}", line(change, old, new));
            }
        }
    }
    if !diff.changes().is_empty() {
        let _ = writeln!(shown, "{} -> {}: {}", old.path, new.path, diff.verdict());
    }
    shown
}

impl Diff {
    /// The rules of a verdict that apply, each with its changes.
    pub(super) fn rules_of(&self, verdict: Verdict) -> Vec<(DiffRule, Vec<&Change>)> {
        let rules = DiffRule::ALL.iter().filter(|rule| rule.verdict() == verdict);
        let of =
            |rule: DiffRule| self.changes.iter().filter(|change| change.rule == rule).collect();
        let rules = rules.map(|rule| (*rule, of(*rule)));
        rules.filter(|(_, changes): &(_, Vec<_>)| !changes.is_empty()).collect()
    }
}

fn line(change: &Change, old: Revised, new: Revised) -> String {
    let place = |revised: Revised, part: &Part| {
        let at = revised.position(part);
        format!("{}:{}:{}", revised.path, at.line, at.column)
    };
    let places = match &change.parts {
        Parts::Old(part) => place(old, part),
        Parts::New(part) => place(new, part),
        Parts::Both { old: was, new: is } => format!("{} -> {}", place(old, was), place(new, is)),
    };
    let direction = match change.direction.name() {
        "" => String::new(),
        name => format!(" ({name})"),
    };
    format!("{places}: {}{direction}{}", headline(change), texts(change))
}

/// What happened to what.
fn headline(change: &Change) -> String {
    let (item, what) = (change.item.name(), change.what.name());
    format!("{item} {} {what}", change.parts.latest().subject)
}

fn texts(change: &Change) -> String {
    match &change.parts {
        Parts::Old(part) | Parts::New(part) if part.text.is_empty() => String::new(),
        Parts::Old(part) | Parts::New(part) => format!(": {}", quoted(&part.text)),
        Parts::Both { old, new } => format!(": {} -> {}", quoted(&old.text), quoted(&new.text)),
    }
}

/// On one line, and with nothing in it that a terminal acts upon.
fn quoted(text: &str) -> String {
    if text.is_empty() {
        return "nothing".to_owned();
    }
    text.chars().fold(String::new(), |mut shown, letter| {
        if letter.is_control() {
            shown.extend(letter.escape_default());
        } else {
            shown.push(letter);
        }
        shown
    })
}
