//! Exceptions that a spec makes for itself, and their reasons.

use std::collections::HashSet;

use super::{Context, Level, Rule, rules};
use crate::model::Allow;
use crate::report::Finding;

pub const RULES: &[Rule] = &[
    Rule {
        id: "allow-unknown-rule",
        level: Level::Warning,
        reason: "An exception is one from a rule that warns; from an error there is none.",
        bad: "allow:\n  - {rule: same-hosts, at: hosts.test, reason: There is one server.}\n",
        good: ALLOWED,
        check: allow_unknown_rule,
    },
    Rule {
        id: "allow-without-reason",
        level: Level::Warning,
        reason: "Whoever reads an exception wants to know why.",
        bad: "hosts:\n  test: http://example.com/api\n\
              allow:\n  - {rule: host-without-https, at: hosts.test, reason: \"\"}\n",
        good: ALLOWED,
        check: allow_without_reason,
    },
    Rule {
        id: "allow-unused",
        level: Level::Warning,
        reason: "An exception that is no longer needed would hide the next finding.",
        bad: "allow:\n  - {rule: host-without-https, at: hosts.test, reason: There is no other.}\n",
        good: ALLOWED,
        check: allow_unused,
    },
];

const ALLOWED: &str = "hosts:\n  test: http://example.com/api\n\
    allow:\n  - {rule: host-without-https, at: hosts.test, reason: There is no other.}\n";

/// Whether the exception is made for this finding.
pub fn covers(allow: &Allow, finding: &Finding) -> bool {
    finding.level == Level::Warning
        && allow.rule.value == finding.id
        && allow.at.value == finding.at
}

fn is_known(allow: &Allow) -> bool {
    rules().any(|rule| rule.level == Level::Warning && rule.id == allow.rule.value)
}

fn allow_unknown_rule(ctx: &Context) {
    let known = rules().filter(|rule| rule.level == Level::Warning).map(|rule| rule.id);
    for allow in ctx.spec.allow.iter().filter(|allow| !is_known(allow)) {
        let name = ("rule that warns,", allow.rule.value.as_str(), allow.rule.span);
        ctx.unknown(&allow.at.value, name, known.clone());
    }
}

fn allow_without_reason(ctx: &Context) {
    for allow in ctx.spec.allow.iter().filter(|allow| allow.reason.value.trim().is_empty()) {
        ctx.add(&allow.at.value, allow.reason.span, "the reason is empty");
    }
}

/// Looks at what the rules before have found.
fn allow_unused(ctx: &Context) {
    let mut seen = HashSet::new();
    for allow in ctx.spec.allow.iter().filter(|allow| is_known(allow)) {
        let (rule, at) = (&allow.rule.value, &allow.at.value);
        if !seen.insert((rule, at)) {
            ctx.add(at, allow.rule.span, format!("`{rule}` is allowed at `{at}` already"));
        } else if !ctx.report.has(|finding| covers(allow, finding)) {
            ctx.add(at, allow.rule.span, format!("`{rule}` finds nothing at `{at}`"));
        }
    }
}
