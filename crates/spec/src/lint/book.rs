//! The document of all rules.

use std::fmt::Write;

use super::{Level, RULES, Rule};

/// `specs/RULES.md`: all rules by subject, with their examples.
pub fn book() -> String {
    let mut text = HEAD.to_owned();
    for subject in RULES {
        let _ = write!(text, "\n## {}\n", subject.title);
        subject.rules.iter().for_each(|rule| describe(&mut text, rule));
    }
    text
}

const HEAD: &str = "\
# Rules of the specs

Written by `cargo xtask check --rules` from `crates/spec/src/lint`. Do not edit.

An **error** keeps a spec from being used. A **warning** must be mended as well, or be allowed with a
reason under `allow:` ([the format](README.md) tells how). The examples are laid over
[a small spec](../crates/spec/tests/small.yaml), whose sections and named entries they replace; each
is also a test.
";

fn describe(text: &mut String, rule: &Rule) {
    let level = match rule.level {
        Level::Error => "Error",
        Level::Warning => "Warning",
    };
    let Rule { id, reason, bad, good, .. } = rule;
    let _ = write!(
        text,
        "\n### `{id}`\n\n{level}. {reason}\n\n```yaml\n# wrong\n{bad}```\n\n```yaml\n# right\n{good}```\n"
    );
}
