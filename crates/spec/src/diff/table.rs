//! The table of rules as a document.

use std::fmt::Write;

use super::DiffRule;

/// `specs/DIFF.md`: how every kind of change is judged.
pub fn rules_as_markdown() -> String {
    let mut shown = HEAD.to_owned();
    for rule in DiffRule::ALL {
        let sides: Vec<_> = rule.sides().iter().map(|side| side.name()).collect();
        let (sides, verdict) = (sides.join(", "), rule.verdict());
        let reason = rule.reason();
        let _ = writeln!(shown, "| `{}` | {sides} | {verdict} | {reason} |", rule.id());
    }
    shown
}

const HEAD: &str = "\
<!-- Generated from crates/spec/src/diff/rules.rs by `cargo xtask diff --rules`. Do not edit. -->

# How changes of a spec are judged

`cargo xtask diff <old> <new>` lists what changed between two revisions and judges every change by
one rule of this table. The verdict is what the change asks of the version of the generated crates:

* **major**: callers do not compile any more, or a program that worked does not work any more;
* **minor**: callers compile and work as before, and there is something new or different to be had;
* **patch**: callers compile and work as before;
* **none**: what is generated stays the same, but for the hash of the spec in its header.

All changes together ask for what one of them asks most. While the major version is 0, a major
change asks for the next minor version, and a minor one or a patch for the next patch version.

Sides are what a change touches: *source* of callers and what their programs do, data on the *wire*,
*stored data* (JSON, tables and logs written by means of the models), *documentation*.

Things are found again by their Rust name, then by `was` (a name, or a list of names, of earlier
revisions; `request_was` for requests), then by key, value or id in the document.
A change of a field's Rust name breaks callers even with `was`: Rust has no alias for a field.

| rule | sides | verdict | reason |
|---|---|---|---|
";
