//! A diff for programs.

use serde_json::{Value, json};

use super::{Change, Diff, Part, Revised, Side, What};

/// The diff as JSON: the verdict, both revisions, and every change with its places, its rule and
/// the rule's judgement.
pub fn json(diff: &Diff, old: Revised, new: Revised) -> Value {
    let changes = diff.changes().iter().map(|change| self::change(change, old, new));
    json!({
        "protocol": new.spec.protocol.value,
        "verdict": diff.verdict().name(),
        "old": revised(old),
        "new": revised(new),
        "changes": changes.collect::<Vec<_>>(),
    })
}

fn revised(revised: Revised) -> Value {
    json!({"file": revised.path, "revision": revised.spec.revision.value})
}

fn change(change: &Change, old: Revised, new: Revised) -> Value {
    let (what, aspect) = match change.what {
        What::Changed(aspect) => ("changed", Some(aspect.name())),
        what => (what.name(), None),
    };
    let direction = Some(change.direction.name()).filter(|name| !name.is_empty());
    json!({
        "item": change.item.name(),
        "what": what,
        "aspect": aspect,
        "direction": direction,
        "rule": change.rule.id(),
        "verdict": change.rule.verdict().name(),
        "sides": change.rule.sides().iter().map(|side: &Side| side.name()).collect::<Vec<_>>(),
        "reason": change.rule.reason(),
        "before": change.parts.before().map(|part| self::part(part, old)),
        "after": change.parts.after().map(|part| self::part(part, new)),
    })
}

fn part(part: &Part, of: Revised) -> Value {
    let at = of.position(part);
    json!({
        "subject": part.subject,
        "text": part.text,
        "file": of.path,
        "line": at.line,
        "column": at.column,
    })
}
