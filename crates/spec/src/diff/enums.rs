//! Lists of values and tables of codes.

use super::compare::{Comparison, Kind, Thing, joined, part};
use super::matching::{Pair, pairs};
use super::{Aspect, DiffRule, Item, Parts, What, words};
use crate::model::{EnumDef, EnumValue};

impl<'a> Comparison<'a> {
    pub fn enums(&mut self) {
        let kind =
            Kind { item: Item::Enum, added: DiffRule::TypeAdded, removed: DiffRule::TypeRemoved };
        let lists = [self.old, self.new].map(|spec| spec.enums.as_slice());
        let describe = |def: &EnumDef| joined(def.values.iter().map(|value| &value.wire.value));
        self.named(lists, &kind, describe, Self::enum_def);
    }

    fn enum_def(&mut self, thing: &Thing, old: &'a EnumDef, new: &'a EnumDef) {
        self.renamed(thing, old, new, [DiffRule::TypeRenamedKept, DiffRule::TypeRenamed]);
        self.texts(thing, [&old.text, &new.text], DiffRule::TextChanged);
        self.decisions(thing, [&old.decisions, &new.decisions], DiffRule::ReferencesChanged);
        let tables = [old, new].map(|def| words::yes(def.is_code_table()));
        self.changed(thing, Aspect::CodeTable, tables, DiffRule::EnumCodeTableChanged);
        let send_as = |def: &EnumDef| if def.send_as_number { "number" } else { "text" };
        let send_as = [send_as(old), send_as(new)];
        self.changed(thing, Aspect::SendAs, send_as, DiffRule::EnumSendAsChanged);

        let values: [Vec<_>; 2] = [old, new].map(|def| def.values.iter().collect());
        for pair in pairs(&values[0], &values[1]) {
            self.value(thing, [old, new], pair);
        }
        self.reordered(thing, [&values[0], &values[1]], DiffRule::ValuesReordered);
    }

    fn value(&mut self, of: &Thing, defs: [&EnumDef; 2], pair: Pair<EnumValue>) {
        let subject =
            |at: usize, value: &EnumValue| format!("{}::{}", of.subjects[at], value.name.value);
        let whole = |at: usize, value: &EnumValue| {
            let text = format!("{}, {} {}", value.wire.value, value.text.en, value.text.zh);
            part(&subject(at, value), text, value.name.span)
        };
        let is_sent = of.direction.is_sent();
        match pair {
            Pair::New(value) => {
                let rule =
                    if is_sent { DiffRule::ValueAddedRequest } else { DiffRule::ValueAddedReply };
                let parts = Parts::New(whole(1, value));
                self.push(Item::Value, What::Added, of.direction, parts, rule);
            }
            Pair::Old(value) => {
                let rule = if is_sent {
                    DiffRule::ValueRemovedRequest
                } else {
                    DiffRule::ValueRemovedReply
                };
                let parts = Parts::Old(whole(0, value));
                self.push(Item::Value, What::Removed, of.direction, parts, rule);
            }
            Pair::Both(old, new) => {
                let subjects = [subject(0, old), subject(1, new)];
                let thing = Thing {
                    item: Item::Value,
                    direction: of.direction,
                    subjects: [&subjects[0], &subjects[1]],
                    spans: [old.name.span, new.name.span],
                };
                self.same_value(&thing, defs, old, new);
            }
        }
    }

    fn same_value(&mut self, thing: &Thing, defs: [&EnumDef; 2], old: &EnumValue, new: &EnumValue) {
        self.renamed(thing, old, new, [DiffRule::ValueRenamedKept, DiffRule::ValueRenamed]);
        let reads = |spelling: &str| {
            new.wire.value == spelling || defs[1].other_spellings(new).contains(&spelling)
        };
        let rule = if reads(&old.wire.value) {
            DiffRule::ValueWireKept
        } else {
            DiffRule::ValueWireChanged
        };
        self.changed(thing, Aspect::Wire, [&old.wire.value, &new.wire.value], rule);
        self.changed(thing, Aspect::English, [&old.text.en, &new.text.en], DiffRule::TextChanged);
        let zh = old.text.zh.as_str();
        let was_read = defs[0].other_spellings(old).contains(&zh);
        let rule = if was_read && !reads(zh) {
            DiffRule::ValueChineseUnread
        } else {
            DiffRule::TextChanged
        };
        self.original(thing, Aspect::Chinese, [&old.text, &new.text], rule);
        let rules = [DiffRule::ValueAliasAdded, DiffRule::ValueAliasRemoved];
        self.listed(thing, Item::Alias, [&old.aliases, &new.aliases], rules);
        let classes = [words::class(old.class), words::class(new.class)];
        self.changed(thing, Aspect::Class, classes, DiffRule::ValueClassChanged);
        let sources = [words::source(old.source), words::source(new.source)];
        self.changed(thing, Aspect::Source, sources, DiffRule::ValueRemarkChanged);
        let notes = [old, new].map(|value| value.notes.clone().unwrap_or_default());
        self.changed(thing, Aspect::Notes, notes, DiffRule::ValueRemarkChanged);
    }
}
