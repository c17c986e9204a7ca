//! The document's own revision history.

use super::{Context, Level, Rule};

pub const RULES: &[Rule] = &[
    Rule {
        id: "history-order",
        level: Level::Warning,
        reason: "Revisions are listed oldest first, each once.",
        bad: "history:\n  \
              - {version: \"1.10\", created: 2026-05-01, effective: 2026-05-01, remark: 正式}\n  \
              - {version: \"1.9\", created: 2026-03-01, effective: 2026-03-01, remark: 正式}\n",
        good: "history:\n  \
               - {version: \"1.9\", created: 2026-03-01, effective: 2026-03-01, remark: 正式}\n  \
               - {version: \"1.10\", created: 2026-05-01, effective: 2026-05-01, remark: 正式}\n",
        check: history_order,
    },
    Rule {
        id: "effective-too-early",
        level: Level::Warning,
        reason: "A revision takes effect when it is there.",
        bad: "history:\n  \
              - {version: \"1.0\", created: 2026-05-01, effective: 2026-04-30, remark: 正式}\n",
        good: "history:\n  \
               - {version: \"1.0\", created: 2026-05-01, effective: 2026-05-02, remark: 正式}\n",
        check: effective_too_early,
    },
];

fn history_order(ctx: &Context) {
    let numbers: Vec<_> = ctx.spec.history.iter().map(|row| numbers(&row.version)).collect();
    for (index, pair) in numbers.windows(2).enumerate() {
        if pair[0] >= pair[1] {
            let (before, row) = (&ctx.spec.history[index], &ctx.spec.history[index + 1]);
            let place = ctx.places.item("history", index + 1, "version");
            let message = format!("revision {} stands behind {}", row.version, before.version);
            ctx.add(&row.version, place, message);
        }
    }
}

/// 1.10 comes after 1.9.
fn numbers(version: &str) -> Vec<u64> {
    version.split('.').map(|part| part.parse().unwrap_or_default()).collect()
}

fn effective_too_early(ctx: &Context) {
    for (index, row) in ctx.spec.history.iter().enumerate() {
        // Dates of this form are ordered like texts.
        if row.effective < row.created {
            let place = ctx.places.item("history", index, "effective");
            let message = format!("{} is before {}, the creation", row.effective, row.created);
            ctx.add(&row.version, place, message);
        }
    }
}
