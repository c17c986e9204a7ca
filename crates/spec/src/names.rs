//! Names that can stand in Rust.

use crate::object::Spanned;
use crate::report::Report;

/// Strict and reserved keywords of the 2024 edition.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Names of types that generated files use without a path.
const TAKEN_TYPES: &[&str] = &["Self", "Option", "Some", "None", "Vec", "String", "Into"];

/// Names of fields, endpoints and hosts: `snake_case`.
pub fn check_snake(name: &Spanned<String>, report: &Report) {
    let text = &name.value;
    let fits = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !text.contains("__");
    if !fits {
        report.add("name", name.span, format!("`{text}` is not a name in snake_case"));
    } else if KEYWORDS.contains(&text.as_str()) || text == "unknown_fields" {
        report.add(
            "name",
            name.span,
            format!("`{text}` is taken: it has a meaning in Rust or here"),
        );
    }
}

/// Names of types: `CamelCase`.
pub fn check_type(name: &Spanned<String>, report: &Report) {
    check_camel(name, TAKEN_TYPES, report);
}

/// Names of variants: `CamelCase`. They stand behind the name of their enum, so that only a keyword
/// is in the way.
pub fn check_variant(name: &Spanned<String>, report: &Report) {
    check_camel(name, &["Self"], report);
}

fn check_camel(name: &Spanned<String>, taken: &[&str], report: &Report) {
    let text = &name.value;
    let fits = text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric());
    if !fits {
        report.add("name", name.span, format!("`{text}` is not a name in CamelCase"));
    } else if taken.contains(&text.as_str()) {
        report.add("name", name.span, format!("`{text}` is taken: it has a meaning in Rust"));
    }
}
