//! The comparison: what every part of it shares.

use super::matching::{Named, Pair, is_reordered, pairs};
use super::names::TypeNames;
use super::usage::Direction;
use super::{Aspect, Change, DiffRule, Item, Part, Parts, What};
use crate::model::{Spanned, Spec, Text};
use crate::source::Span;

/// Every change from `old` to `new`.
pub fn changes(old: &Spec, new: &Spec) -> Vec<Change> {
    let names = TypeNames::of(old, new);
    let mut comparison = Comparison { old, new, names, changes: Vec::new() };
    comparison.head();
    comparison.newtypes();
    comparison.enums();
    comparison.types();
    comparison.endpoints();
    comparison.changes
}

pub struct Comparison<'a> {
    pub old: &'a Spec,
    pub new: &'a Spec,
    pub names: TypeNames<'a>,
    changes: Vec<Change>,
}

/// A thing that stands in both revisions.
pub struct Thing<'t> {
    pub item: Item,
    pub direction: Direction,
    /// Its names.
    pub subjects: [&'t str; 2],
    /// Where it stands.
    pub spans: [Span; 2],
}

/// Things of one kind, and the rules for the kind.
pub struct Kind {
    pub item: Item,
    pub added: DiffRule,
    pub removed: DiffRule,
}

impl<'a> Comparison<'a> {
    pub fn push(&mut self, item: Item, what: What, of: Direction, parts: Parts, rule: DiffRule) {
        self.changes.push(Change { item, what, direction: of, parts, rule });
    }

    /// A change of an aspect, if it is one.
    pub fn changed(
        &mut self,
        thing: &Thing,
        aspect: Aspect,
        [old, new]: [impl Into<String>; 2],
        rule: DiffRule,
    ) {
        let (old, new) = (old.into(), new.into());
        if old != new {
            self.put(thing, What::Changed(aspect), [old, new], rule);
        }
    }

    /// Something that happened to a thing that stands in both revisions.
    pub fn put(&mut self, thing: &Thing, what: What, texts: [String; 2], rule: DiffRule) {
        let [old, new] = texts;
        let parts = Parts::Both {
            old: part(thing.subjects[0], old, thing.spans[0]),
            new: part(thing.subjects[1], new, thing.spans[1]),
        };
        self.push(thing.item, what, thing.direction, parts, rule);
    }

    /// Things that were added to a thing or removed from it, each with its text and place.
    pub fn listed(
        &mut self,
        thing: &Thing,
        item: Item,
        [old, new]: [&[Spanned<String>]; 2],
        [added, removed]: [DiffRule; 2],
    ) {
        let lacks = |list: &[Spanned<String>], name: &Spanned<String>| {
            list.iter().all(|other| other.value != name.value)
        };
        for name in new.iter().filter(|name| lacks(old, name)) {
            let parts = Parts::New(part(thing.subjects[1], name.value.clone(), name.span));
            self.push(item, What::Added, thing.direction, parts, added);
        }
        for name in old.iter().filter(|name| lacks(new, name)) {
            let parts = Parts::Old(part(thing.subjects[0], name.value.clone(), name.span));
            self.push(item, What::Removed, thing.direction, parts, removed);
        }
    }

    /// English and Chinese, where the Chinese is no more than documentation.
    pub fn texts(&mut self, thing: &Thing, [old, new]: [&Text; 2], rule: DiffRule) {
        self.changed(thing, Aspect::English, [&old.en, &new.en], rule);
        self.original(thing, Aspect::Chinese, [old, new], rule);
    }

    /// A Chinese text, which the English one beside it should follow.
    pub fn original(
        &mut self,
        thing: &Thing,
        aspect: Aspect,
        [old, new]: [&Text; 2],
        rule: DiffRule,
    ) {
        let is_alone = rule == DiffRule::TextChanged && old.en == new.en;
        let rule = if is_alone { DiffRule::OriginalChangedAlone } else { rule };
        self.changed(thing, aspect, [&old.zh, &new.zh], rule);
    }

    pub fn decisions(&mut self, thing: &Thing, lists: [&[Spanned<String>]; 2], rule: DiffRule) {
        let lists = lists.map(|list| joined(list.iter().map(|number| &number.value)));
        self.changed(thing, Aspect::Decisions, lists, rule);
    }

    /// Names of earlier revisions that are kept, but for the other revision's own name.
    pub fn old_names<T: Named>(&mut self, thing: &Thing, old: &T, new: &T) {
        let but = |thing: &T, name: &str| -> Vec<Spanned<String>> {
            thing.was().iter().filter(|was| was.value != name).cloned().collect()
        };
        let lists = [but(old, &new.name().value), but(new, &old.name().value)];
        let rules = [DiffRule::OldNameAdded, DiffRule::OldNameRemoved];
        self.listed(thing, Item::OldName, [&lists[0], &lists[1]], rules);
    }

    /// A Rust name that changed; the first rule is for one that `was` keeps.
    pub fn renamed<T: Named>(&mut self, thing: &Thing, old: &T, new: &T, rules: [DiffRule; 2]) {
        let (from, to) = (&old.name().value, &new.name().value);
        if from != to {
            let is_kept = new.was().iter().any(|was| was.value == *from);
            let rule = if is_kept { rules[0] } else { rules[1] };
            self.put(thing, What::Renamed, [from.clone(), to.clone()], rule);
        }
        self.old_names(thing, old, new);
    }

    /// Things that have names and stand nowhere but at the top of the spec: what is new and what is
    /// gone; `compare` looks at what stays.
    pub fn named<T: Named>(
        &mut self,
        [old, new]: [&'a [T]; 2],
        kind: &Kind,
        describe: impl Fn(&T) -> String,
        mut compare: impl FnMut(&mut Self, &Thing, &'a T, &'a T),
    ) {
        let (old, new): (Vec<_>, Vec<_>) = (old.iter().collect(), new.iter().collect());
        let whole = |thing: &T| part(&thing.name().value, describe(thing), thing.name().span);
        for pair in pairs(&old, &new) {
            match pair {
                Pair::New(new) => {
                    let direction = self.names.direction(None, Some(&new.name().value));
                    self.push(
                        kind.item,
                        What::Added,
                        direction,
                        Parts::New(whole(new)),
                        kind.added,
                    );
                }
                Pair::Old(old) => {
                    let direction = self.names.direction(Some(&old.name().value), None);
                    let parts = Parts::Old(whole(old));
                    self.push(kind.item, What::Removed, direction, parts, kind.removed);
                }
                Pair::Both(old, new) => {
                    let names = [&*old.name().value, &*new.name().value];
                    let thing = Thing {
                        item: kind.item,
                        direction: self.names.direction(Some(names[0]), Some(names[1])),
                        subjects: names,
                        spans: [old.name().span, new.name().span],
                    };
                    compare(self, &thing, old, new);
                }
            }
        }
    }

    /// An order of names that changed, among those that stay.
    pub fn reordered<T: Named>(
        &mut self,
        thing: &Thing,
        [old, new]: [&[&'a T]; 2],
        rule: DiffRule,
    ) -> bool {
        let pairs = pairs(old, new);
        let is_reordered = is_reordered(&pairs, old);
        if is_reordered {
            let names = [old, new].map(|list| joined(list.iter().map(|thing| &thing.name().value)));
            self.put(thing, What::Reordered, names, rule);
        }
        is_reordered
    }
}

pub fn part(subject: &str, text: String, span: Span) -> Part {
    Part { subject: subject.to_owned(), text, span }
}

pub fn joined<'n>(names: impl IntoIterator<Item = &'n String>) -> String {
    names.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}
