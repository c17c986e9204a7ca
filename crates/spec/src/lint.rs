//! The rules that a spec keeps, each with an example that breaks it and one that keeps it.
//!
//! [`load`](crate::load) holds a spec to the rules without which nothing can be made of it;
//! [`check`](crate::check) to all of them. `specs/RULES.md` is written from here.

mod allow;
mod book;
mod clashes;
mod codes;
mod constraints;
mod context;
mod defaults;
mod duplicates;
mod endpoints;
mod examples;
mod fields;
mod files;
mod head;
mod history;
mod hosts;
mod limits;
mod names;
mod places;
mod references;
mod repetition;
mod shared;
mod siblings;
mod spelling;
mod structure;
mod texts;
mod things;
mod types;
mod unused;
mod was;

pub use book::book;
use context::Context;
pub(crate) use siblings::Siblings;
pub use siblings::order;

pub use crate::level::Level;
use crate::model::Spec;
use crate::node::Node;
use crate::report::Report;

/// Something that every spec keeps.
#[derive(Debug)]
pub struct Rule {
    /// Short name, which never changes.
    pub id: &'static str,
    /// What follows when it is broken.
    pub level: Level,
    /// Why it is there.
    pub reason: &'static str,
    /// Sections of a spec that break it.
    pub bad: &'static str,
    /// The same sections, keeping it.
    pub good: &'static str,
    check: Check,
}

/// How a rule finds what breaks it.
type Check = fn(&Context);

/// Rules about one subject.
#[derive(Debug)]
pub struct Subject {
    /// What they are about.
    pub title: &'static str,
    /// The rules.
    pub rules: &'static [Rule],
}

/// All rules. Those on `allow` come last: they look at what the others found.
pub const RULES: &[Subject] = &[
    Subject { title: "The file", rules: structure::RULES },
    Subject { title: "The file among others", rules: siblings::RULES },
    Subject { title: "Spelling", rules: spelling::RULES },
    Subject { title: "Names", rules: names::RULES },
    Subject { title: "Names that clash with generated code", rules: clashes::RULES },
    Subject { title: "Things that stand twice", rules: duplicates::RULES },
    Subject { title: "Names of earlier revisions", rules: was::RULES },
    Subject { title: "References between types", rules: references::RULES },
    Subject { title: "References to the rest", rules: shared::RULES },
    Subject { title: "Types", rules: types::RULES },
    Subject { title: "Things that nothing uses", rules: unused::RULES },
    Subject { title: "Return codes", rules: codes::RULES },
    Subject { title: "Endpoints", rules: endpoints::RULES },
    Subject { title: "Places of parameters", rules: places::RULES },
    Subject { title: "Rules between parameters", rules: constraints::RULES },
    Subject { title: "Files", rules: files::RULES },
    Subject { title: "Defaults", rules: defaults::RULES },
    Subject { title: "Repetition", rules: repetition::RULES },
    Subject { title: "Limits", rules: limits::RULES },
    Subject { title: "Texts", rules: texts::RULES },
    Subject { title: "Fields", rules: fields::RULES },
    Subject { title: "Documents", rules: head::RULES },
    Subject { title: "Revision history", rules: history::RULES },
    Subject { title: "Hosts", rules: hosts::RULES },
    Subject { title: "Exceptions", rules: allow::RULES },
];

/// The rules without their subjects, in the same order.
pub fn rules() -> impl Iterator<Item = &'static Rule> + Clone {
    RULES.iter().flat_map(|subject| subject.rules)
}

/// What rules look at.
#[derive(Clone, Copy)]
pub(crate) struct Subjects<'a> {
    pub spec: &'a Spec,
    /// What the spec was read from.
    pub tree: &'a Node,
    /// Its place among other revisions, where it is known.
    pub siblings: Option<&'a Siblings<'a>>,
}

/// Holds a spec to the rules of a level.
pub(crate) fn run(of: Subjects, level: Level, report: &Report) {
    hold(of, rules().filter(|rule| rule.level == level), None, report);
}

/// Holds what could be read of a spec to the rules that do not depend on the rest.
pub(crate) fn run_in_part(of: Subjects, report: &Report) {
    let subjects = [names::RULES, duplicates::RULES, references::RULES, shared::RULES];
    let rules = subjects.into_iter().flatten().filter(|rule| rule.level == Level::Error);
    let names = context::names(of.tree);
    hold(of, rules, Some(&names), report);
}

fn hold(
    of: Subjects,
    rules: impl Iterator<Item = &'static Rule>,
    unread: Option<&std::collections::HashSet<&str>>,
    report: &Report,
) {
    let places = context::Places::of(of.tree);
    let Subjects { spec, tree, siblings } = of;
    for rule in rules {
        (rule.check)(&Context { spec, tree, siblings, places: &places, report, rule, unread });
    }
}

/// Drops the findings that the spec allows.
pub(crate) fn drop_allowed(spec: &Spec, report: &Report) {
    report.retain(|finding| !spec.allow.iter().any(|allow| allow::covers(allow, finding)));
}
