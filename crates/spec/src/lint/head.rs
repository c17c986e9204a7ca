//! The documents that a spec was transcribed from.

use std::collections::HashMap;

use super::{Context, Level, Rule};

pub const RULES: &[Rule] = &[
    Rule {
        id: "no-document",
        level: Level::Warning,
        reason: "A spec says which document it transcribes.",
        bad: "documents: []\n",
        good: "documents:\n  - title: 玩具接口\n    \
               sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n",
        check: no_document,
    },
    Rule {
        id: "hash-form",
        level: Level::Warning,
        reason: "The SHA-256 of a document, 64 hexadecimal digits, tells its printings apart.",
        bad: "documents:\n  - title: 玩具接口\n    sha256: 9f86d081884c7d65\n",
        good: "documents:\n  - title: 玩具接口\n    \
               sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n",
        check: hash_form,
    },
    Rule {
        id: "same-document",
        level: Level::Warning,
        reason: "Two documents have two hashes.",
        bad: "documents:\n  - title: 玩具接口\n    \
              sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n  \
              - title: 玩具接口附录\n    \
              sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n",
        good: "documents:\n  - title: 玩具接口\n    \
               sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n",
        check: same_document,
    },
    Rule {
        id: "date-form",
        level: Level::Warning,
        reason: "Dates are written as year, month and day: 2026-08-10.",
        bad: "documents:\n  - title: 玩具接口\n    date: 10.8.2026\n    \
              sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n",
        good: "documents:\n  - title: 玩具接口\n    date: 2026-08-10\n    \
               sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n",
        check: date_form,
    },
];

fn no_document(ctx: &Context) {
    if ctx.spec.documents.is_empty() {
        ctx.add("documents", ctx.places.section("documents"), "the spec names no document");
    }
}

fn hash_form(ctx: &Context) {
    for (index, document) in ctx.spec.documents.iter().enumerate() {
        let hash = &document.sha256;
        let is_digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
        if hash.len() != 64 || !hash.chars().all(is_digit) {
            let place = ctx.places.item("documents", index, "sha256");
            ctx.add(&document.title, place, "a SHA-256 has 64 digits of 0-9 and a-f");
        }
    }
}

fn same_document(ctx: &Context) {
    let mut seen = HashMap::new();
    for (index, document) in ctx.spec.documents.iter().enumerate() {
        let place = ctx.places.item("documents", index, "sha256");
        if let Some(first) = seen.insert(&document.sha256, place) {
            let help = Some(format!("it is in line {}", ctx.report.line(first)));
            ctx.add_with_help(&document.title, place, "another document has this hash", help);
        }
    }
}

fn date_form(ctx: &Context) {
    let check = |at: &str, section, index, key, date: &str| {
        if !is_date(date) {
            let message = format!("`{date}` is not a date like 2026-08-10");
            ctx.add(at, ctx.places.item(section, index, key), message);
        }
    };
    for (index, document) in ctx.spec.documents.iter().enumerate() {
        if let Some(date) = &document.date {
            check(&document.title, "documents", index, "date", date);
        }
    }
    for (index, row) in ctx.spec.history.iter().enumerate() {
        check(&row.version, "history", index, "created", &row.created);
        check(&row.version, "history", index, "effective", &row.effective);
    }
}

/// `2026-08-10`; months and days are in range, whatever the month.
fn is_date(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let number = |part: &str, digits| {
        let is_written = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u16>().ok().filter(|_| is_written)
    };
    number(year, 4).is_some()
        && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
        && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
}
