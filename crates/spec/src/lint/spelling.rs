//! Texts that YAML, or the eye, takes for something else than what is meant.

use super::examples::{colour, toy};
use super::{Context, Level, Rule};
use crate::node::{Key, Kind, Node, Style};

pub const RULES: &[Rule] = &[
    Rule {
        id: "unquoted-text",
        level: Level::Warning,
        reason: "YAML readers take `012`, `no` and `1.0` for numbers and truth values.",
        bad: colour!(
            "{wire: \"1\", name: Red, en: Red, zh: 红}",
            "{wire: 012, name: Blue, en: Blue, zh: 蓝}"
        ),
        good: colour!(
            "{wire: \"1\", name: Red, en: Red, zh: 红}",
            "{wire: \"012\", name: Blue, en: Blue, zh: 蓝}"
        ),
        check: unquoted_text,
    },
    Rule {
        id: "full-width-quotes",
        level: Level::Warning,
        reason: "YAML does not know full-width quotes: they become part of the text.",
        bad: toy!("{wire: “mc”, name: name, en: Name, zh: 名称, type: text}"),
        good: toy!("{wire: \"mc\", name: name, en: Name, zh: 名称, type: text}"),
        check: full_width_quotes,
    },
    Rule {
        id: "full-width-sign",
        level: Level::Warning,
        reason: "Names, keys, values, paths and English have no signs of full width.",
        bad: toy!("{wire: mc：, name: name, en: Name, zh: 名称, type: text}"),
        good: toy!("{wire: mc, name: name, en: Name, zh: 名称, type: text}"),
        check: full_width_sign,
    },
    Rule {
        id: "odd-blank",
        level: Level::Warning,
        reason: "A blank at an end, or an ideographic one, is seen by no reader and sent with every key.",
        bad: toy!("{wire: \"mc \", name: name, en: Name, zh: 名称, type: text}"),
        good: toy!("{wire: mc, name: name, en: Name, zh: 名称, type: text}"),
        check: odd_blank,
    },
];

/// Keys whose values are numbers, truth values or words of the format, never texts of a document.
const NOT_TEXTS: &[&str] = &[
    "default_required",
    "filled_by",
    "max",
    "max_bytes",
    "max_length",
    "min",
    "min_length",
    "required",
    "restricted",
    "sensitive",
    "size",
    "takes_unlisted",
];

/// Keys whose values go on the wire or become names.
const EXACT: &[&str] = &["aliases", "id", "name", "path", "revision", "type", "was", "wire"];

/// Keys whose values quote the document, blanks and signs of full width included.
const QUOTED: &[&str] = &["changes", "notes", "open", "decided", "order", "remark", "title", "zh"];

/// Goes through all texts: the key that holds it, the text, how it is written, and the node.
fn each(ctx: &Context, look: impl Fn(&str, &str, Style, &Node)) {
    let mut open = vec![("", ctx.tree)];
    while let Some((key, node)) = open.pop() {
        match &node.kind {
            Kind::Null => {}
            Kind::Scalar(text, style) => look(key, text, *style, node),
            Kind::List(list) => open.extend(list.iter().map(|node| (key, node))),
            Kind::Map(entries) => {
                open.extend(entries.iter().map(|(key, node): &(Key, Node)| (&*key.text, node)));
            }
        }
    }
}

fn unquoted_text(ctx: &Context) {
    each(ctx, |key, text, style, node| {
        if style == Style::Plain && !NOT_TEXTS.contains(&key) && is_taken_for_another(text) {
            let help = Some(format!("write `\"{text}\"`"));
            let message = format!("YAML does not take `{text}` for a text");
            ctx.add_with_help(key, node.span, message, help);
        }
    });
}

/// Whether readers of YAML 1.1 or 1.2 see a number or a truth value. Dates stay as they are.
fn is_taken_for_another(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let is_word =
        matches!(&*lower, "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n" | ".nan");
    let unsigned = lower.trim_start_matches(['+', '-']);
    let starts_like_number = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let is_based = ["0x", "0o", "0b"].iter().any(|base| {
        let digits = unsigned.strip_prefix(base);
        digits.is_some_and(|digits| u128::from_str_radix(digits, 16).is_ok())
    });
    let is_number = starts_like_number && unsigned.replace('_', "").parse::<f64>().is_ok();
    // Hours and minutes are numbers to the base of 60 in YAML 1.1.
    let is_time = starts_like_number
        && unsigned.contains(':')
        && unsigned.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
    is_word || is_based || is_number || is_time || matches!(unsigned, ".inf")
}

fn full_width_quotes(ctx: &Context) {
    each(ctx, |key, text, style, node| {
        let is_quote = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '＂' | '＇');
        let is_quoted = text.starts_with(is_quote) && text.ends_with(is_quote);
        // A text of the document that begins with one word in quotes has others inside.
        let inside = text.chars().filter(|c| is_quote(*c)).count();
        if style == Style::Plain && is_quoted && inside <= 2 {
            let inner = text.trim_matches(is_quote);
            let help = format!("write `\"{inner}\"`, or `\"{text}\"` if the document prints them");
            ctx.add_with_help(key, node.span, "full-width quotes do not quote", Some(help));
        }
    });
}

fn full_width_sign(ctx: &Context) {
    each(ctx, |key, text, style, node| {
        let is_sign = |c: char| matches!(c, '：' | '，' | '；' | '＝' | '｛' | '｝' | '＃');
        let is_exact = EXACT.contains(&key) || key == "en";
        // Values that a document prints in Chinese may hold any sign, if they are in quotes.
        let is_meant = style != Style::Plain && matches!(key, "wire" | "aliases");
        if let Some(sign) = text.chars().find(|c| is_sign(*c)).filter(|_| is_exact && !is_meant) {
            let message = format!("`{text}` has the full-width sign `{sign}`");
            ctx.add(key, node.span, message);
        }
    });
}

fn odd_blank(ctx: &Context) {
    each(ctx, |key, text, style, node| {
        let text = if style == Style::Block { text.trim_end_matches('\n') } else { text };
        let is_inside = text.contains('\u{3000}') && !QUOTED.contains(&key);
        // A text of blanks alone is found as an empty one.
        if !text.trim().is_empty() && (text.trim() != text || is_inside) {
            ctx.add(key, node.span, format!("`{text}` has an odd blank"));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::is_taken_for_another;

    /// The implicit types of YAML 1.1 and of the core schema of 1.2.
    #[test]
    fn numbers_and_truth_values_are_no_texts() {
        for text in [
            "012", "no", "1.0", "1", "-3", "+12", "0x1F", "0o17", "1e3", "Yes", "OFF", "n", ".5",
            "1_000", "12:30", ".inf", "-.inf", ".NaN", "true",
        ] {
            assert!(is_taken_for_another(text), "{text}");
        }
        for text in ["2026-08-10", "D002", "1.2.3", "nope", "-", ".", "1a", "e3", "2.0.1", ""] {
            assert!(!is_taken_for_another(text), "{text}");
        }
    }
}
