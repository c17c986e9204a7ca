//! English meanings and Chinese originals: both become documentation.

use super::examples::toy;
use super::things::texts;
use super::{Context, Level, Rule};
use crate::source::Span;

pub const RULES: &[Rule] = &[
    Rule {
        id: "no-meaning",
        level: Level::Warning,
        reason: "Everything has an English meaning: many users do not read Chinese.",
        bad: toy!("{wire: mc, name: name, en: \"\", zh: 名称, type: text}"),
        good: toy!("{wire: mc, name: name, en: Name, zh: 名称, type: text}"),
        check: no_meaning,
    },
    Rule {
        id: "no-original",
        level: Level::Warning,
        reason: "Everything has its Chinese original: it leads back to the document.",
        bad: toy!("{wire: mc, name: name, en: Name, zh: \" \", type: text}"),
        good: toy!("{wire: mc, name: name, en: Name, zh: 名称, type: text}"),
        check: no_original,
    },
    Rule {
        id: "original-not-chinese",
        level: Level::Warning,
        reason: "The original is what the document says: Chinese, or an abbreviation like GS1.",
        bad: toy!("{wire: mc, name: name, en: Name, zh: Name of the toy, type: text}"),
        good: toy!("{wire: mc, name: name, en: Name, zh: 玩具名称, type: text}"),
        check: original_not_chinese,
    },
    Rule {
        id: "meaning-not-english",
        level: Level::Warning,
        reason: "The meaning is English; Chinese words stand in the original beside it.",
        bad: toy!("{wire: mc, name: name, en: 名称 of the toy, zh: 玩具名称, type: text}"),
        good: toy!("{wire: mc, name: name, en: Name of the toy, zh: 玩具名称, type: text}"),
        check: meaning_not_english,
    },
    Rule {
        id: "empty-decision",
        level: Level::Warning,
        reason: "A decision says what the document leaves open, and what was decided.",
        bad: "decisions:\n  T1: {open: Which colours there are., decided: \"\"}\n",
        good: "decisions:\n  T1: {open: Which colours there are., decided: Any.}\n",
        check: empty_decision,
    },
];

/// Goes through all texts: what each belongs to, its key, where it stands, and itself.
fn each(ctx: &Context, look: impl Fn(&str, &str, Span, &str)) {
    let (spec, places) = (ctx.spec, ctx.places);
    let both = |at: &str, beside, text: &crate::model::Text| {
        look(at, "en", places.beside(beside, "en"), &text.en);
        look(at, "zh", places.beside(beside, "zh"), &text.zh);
    };
    both("title", places.section("title"), &spec.text);
    for endpoint in &spec.endpoints {
        both(&endpoint.id.value, places.beside(endpoint.id.span, "purpose"), &endpoint.purpose);
    }
    for at in texts(spec) {
        both(&at.at, at.beside, at.text);
    }
}

fn no_meaning(ctx: &Context) {
    each(ctx, |at, key, place, text| {
        if key == "en" && text.trim().is_empty() {
            ctx.add(at, place, "the English meaning is empty");
        }
    });
}

fn no_original(ctx: &Context) {
    each(ctx, |at, key, place, text| {
        if key == "zh" && text.trim().is_empty() {
            ctx.add(at, place, "the Chinese original is empty");
        }
    });
}

fn original_not_chinese(ctx: &Context) {
    each(ctx, |at, key, place, text| {
        if key == "zh" && !text.chars().any(is_chinese) && has_words(text) {
            ctx.add(at, place, format!("`{text}` is not Chinese"));
        }
    });
}

fn meaning_not_english(ctx: &Context) {
    each(ctx, |at, key, place, text| {
        if key == "en" && text.chars().any(is_chinese) {
            ctx.add(at, place, format!("`{text}` is not English"));
        }
    });
}

/// CJK ideographs and the punctuation between them, of full width too.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether there is more than abbreviations, sizes, numbers and symbols.
fn has_words(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.contains(|c: char| c.is_ascii_digit()))
        .any(|word| word.chars().filter(char::is_ascii_lowercase).count() > 1)
}

fn empty_decision(ctx: &Context) {
    for decision in &ctx.spec.decisions {
        for (key, text) in [("open", &decision.open), ("decided", &decision.decided)] {
            if text.trim().is_empty() {
                let place = ctx.places.beside(decision.id.span, key);
                ctx.add(&decision.id.value, place, format!("`{key}` is empty"));
            }
        }
    }
}
