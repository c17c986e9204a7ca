//! Identifiers, objects, replies and the envelope.

use super::compare::{Comparison, Kind, Thing};
use super::fields::Owner;
use super::parameters::has_required;
use super::usage::Direction;
use super::{Aspect, DiffRule, Item};
use crate::Span;
use crate::model::{Envelope, Spanned, TypeDef};

const RENAMED: [DiffRule; 2] = [DiffRule::TypeRenamedKept, DiffRule::TypeRenamed];

impl<'a> Comparison<'a> {
    pub fn newtypes(&mut self) {
        let lists = [self.old, self.new].map(|spec| spec.newtypes.as_slice());
        self.named(
            lists,
            &kind(Item::Newtype),
            |def| def.text.en.clone(),
            |it, thing, old, new| {
                it.renamed(thing, old, new, RENAMED);
                it.texts(thing, [&old.text, &new.text], DiffRule::TextChanged);
            },
        );
    }

    pub fn types(&mut self) {
        self.envelope();
        let lists = [self.old, self.new].map(|spec| spec.types.as_slice());
        self.named(lists, &kind(Item::Type), |def| def.text.en.clone(), Self::type_def);
        let lists = [self.old, self.new].map(|spec| spec.replies.as_slice());
        self.named(lists, &kind(Item::Reply), |def| def.text.en.clone(), Self::type_def);
    }

    fn type_def(&mut self, thing: &Thing, old: &'a TypeDef, new: &'a TypeDef) {
        self.renamed(thing, old, new, RENAMED);
        self.texts(thing, [&old.text, &new.text], DiffRule::TextChanged);
        self.decisions(thing, [&old.decisions, &new.decisions], DiffRule::ReferencesChanged);
        let [base, new_base] = [&old.fields_of, &new.fields_of];
        let is_same_base = match (base, new_base) {
            (None, None) => true,
            (Some(old), Some(new)) => self.names.is_same(&old.value, &new.value),
            _ => false,
        };
        let all: [Vec<_>; 2] =
            [self.old.fields_of(old).collect(), self.new.fields_of(new).collect()];
        let had_constructor = has_required(&all[0]);
        let own = [old.fields.iter().collect(), new.fields.iter().collect()];
        // Fields of the same base are compared there.
        let fields = if is_same_base { own } else { all };
        if !is_same_base {
            let name = |base: &Option<Spanned<String>>| {
                base.as_ref().map(|base| base.value.clone()).unwrap_or_default()
            };
            let names = [name(base), name(new_base)];
            self.changed(thing, Aspect::Base, names, DiffRule::TypeBaseChanged);
        }
        let owner = Owner { thing, item: Item::Field, had_constructor };
        self.fields(&owner, [&fields[0], &fields[1]]);
    }

    fn envelope(&mut self) {
        let [old, new] = [&self.old.envelope, &self.new.envelope];
        let thing = Thing {
            item: Item::Envelope,
            direction: Direction::Reply,
            subjects: ["envelope"; 2],
            spans: [code_span(old), code_span(new)],
        };
        let codes = [old, new].map(|envelope| match (&envelope.code, &envelope.status_codes) {
            (Some(key), _) => key.value.clone(),
            (None, Some(table)) => format!("HTTP status ({})", table.value),
            (None, None) => String::new(),
        });
        self.changed(&thing, Aspect::Code, codes, DiffRule::EnvelopeCodeChanged);
        let spans = [old, new].map(|envelope| {
            envelope.message.as_ref().map_or_else(|| code_span(envelope), |key| key.span)
        });
        let thing = Thing { spans, ..thing };
        let messages = [old, new].map(|envelope| {
            envelope.message.as_ref().map(|key| key.value.clone()).unwrap_or_default()
        });
        self.changed(&thing, Aspect::Message, messages, DiffRule::EnvelopeMessageChanged);
        self.decisions(&thing, [&old.decisions, &new.decisions], DiffRule::ReferencesChanged);
        let fields: [Vec<_>; 2] = [old, new].map(|envelope| envelope.fields.iter().collect());
        let had_constructor = has_required(&fields[0]);
        let owner = Owner { thing: &thing, item: Item::Field, had_constructor };
        self.fields(&owner, [&fields[0], &fields[1]]);
    }
}

fn code_span(envelope: &Envelope) -> Span {
    let key = envelope.code.as_ref().or(envelope.status_codes.as_ref());
    key.map(|key| key.span).unwrap_or_default()
}

fn kind(item: Item) -> Kind {
    Kind { item, added: DiffRule::TypeAdded, removed: DiffRule::TypeRemoved }
}
