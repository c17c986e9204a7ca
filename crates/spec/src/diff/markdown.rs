//! A diff for a change log.

use std::fmt::Write;

use super::{Change, Diff, Item, Parts, Revised, Verdict, What};

/// The diff as a section of a change log; empty if there is none.
pub fn markdown(diff: &Diff, old: Revised, new: Revised) -> String {
    let mut shown = String::new();
    if diff.changes().is_empty() {
        return shown;
    }
    let (protocol, from, to) =
        (&new.spec.protocol.value, &old.spec.revision.value, &new.spec.revision.value);
    let _ = writeln!(shown, "## {} {} → {}", plain(protocol), plain(from), plain(to));
    for verdict in Verdict::ALL {
        let rules = diff.rules_of(verdict);
        if rules.is_empty() {
            continue;
        }
        let _ = writeln!(shown, "\n### {}\n", heading(verdict));
        for (rule, changes) in rules {
            let _ = writeln!(shown, "* {}: {}.", rule.id(), rule.reason());
            for change in changes {
                let _ = writeln!(shown, "  * {}", sentence(change));
            }
        }
    }
    shown
}

fn heading(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Major => "Breaking",
        Verdict::Minor => "New",
        Verdict::Patch => "Corrected",
        Verdict::None => "In the spec only",
    }
}

fn sentence(change: &Change) -> String {
    let mut letters = change.item.name().chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    let item: String = first.into_iter().chain(letters).collect();
    let subject = &change.parts.latest().subject;
    let subject = match change.item {
        Item::Document | Item::History => plain(subject),
        _ => code(subject),
    };
    let what = change.what.name();
    match (&change.parts, change.what) {
        (Parts::Both { old, .. }, What::Renamed) => {
            format!("{item} {subject} renamed, was {}.", code(&old.text))
        }
        (Parts::Both { old, new }, _) => {
            format!("{item} {subject}, {what}: {} → {}.", plain(&old.text), plain(&new.text))
        }
        (Parts::Old(part) | Parts::New(part), _) if part.text.is_empty() => {
            format!("{item} {subject} {what}.")
        }
        (Parts::Old(part) | Parts::New(part), _) => {
            format!("{item} {subject} {what}: {}.", plain(&part.text))
        }
    }
}

/// A code span, whatever the text holds.
fn code(text: &str) -> String {
    let text = one_line(text);
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let (fence, pad) = ("`".repeat(longest + 1), if longest > 0 { " " } else { "" });
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Text in which nothing is markup.
fn plain(text: &str) -> String {
    if text.is_empty() {
        return "nothing".to_owned();
    }
    one_line(text).chars().fold(String::new(), |mut shown, letter| {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&') {
            shown.push('\\');
        }
        shown.push(letter);
        shown
    })
}

fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}
