//! Fields of objects and parameters of requests.

use super::compare::{Comparison, Thing, joined, part};
use super::matching::{Pair, pairs};
use super::parameters::is_argument;
use super::{Aspect, DiffRule, Item, Parts, What, words};
use crate::Type;
use crate::model::{Field, Limits};

/// What the fields belong to.
pub struct Owner<'t> {
    pub thing: &'t Thing<'t>,
    /// Fields or parameters.
    pub item: Item,
    /// Whether the generated type had a `new`.
    pub had_constructor: bool,
}

impl<'a> Comparison<'a> {
    pub fn fields(&mut self, owner: &Owner, [old, new]: [&[&'a Field]; 2]) {
        for pair in pairs(old, new) {
            self.field(owner, pair);
        }
        self.order(owner, [old, new]);
    }

    /// The order of the fields, unless that of the constructor's arguments says it already.
    fn order(&mut self, owner: &Owner, [old, new]: [&[&'a Field]; 2]) {
        let stays = |pair: Pair<'a, Field>| match pair {
            Pair::Both(old, new) if is_argument(old) && is_argument(new) => Some([old, new]),
            _ => None,
        };
        let arguments: Vec<_> = pairs(old, new).into_iter().filter_map(stays).collect();
        let among = |fields: &[&'a Field], at: usize| -> Vec<&'a Field> {
            let is_argument = |field: &&&Field| {
                arguments.iter().any(|argument| std::ptr::eq(argument[at], **field))
            };
            fields.iter().filter(is_argument).copied().collect()
        };
        let arguments = [among(old, 0), among(new, 1)];
        let lists = [&*arguments[0], &*arguments[1]];
        if !self.reordered(owner.thing, lists, DiffRule::ConstructorReordered) {
            self.reordered(owner.thing, [old, new], DiffRule::FieldsReordered);
        }
    }

    fn field(&mut self, owner: &Owner, pair: Pair<Field>) {
        let of = owner.thing;
        let subject =
            |at: usize, field: &Field| format!("{}.{}", of.subjects[at], field.name.value);
        let whole = |at: usize, field: &Field| {
            let text = format!("{}, {}", field.wire.value, words::ty(&field.ty.ty));
            part(&subject(at, field), text, field.name.span)
        };
        match pair {
            Pair::New(field) => {
                let parts = Parts::New(whole(1, field));
                let rule = owner.added(field);
                self.push(owner.item, What::Added, of.direction, parts, rule);
            }
            Pair::Old(field) => {
                let rule = match owner.item {
                    Item::Parameter => DiffRule::ParameterRemoved,
                    Item::CommonParameter => DiffRule::CommonParameterRemoved,
                    _ => DiffRule::FieldRemoved,
                };
                let parts = Parts::Old(whole(0, field));
                self.push(owner.item, What::Removed, of.direction, parts, rule);
            }
            Pair::Both(old, new) => {
                let subjects = [subject(0, old), subject(1, new)];
                let thing = Thing {
                    item: owner.item,
                    direction: of.direction,
                    subjects: [&subjects[0], &subjects[1]],
                    spans: [old.name.span, new.name.span],
                };
                self.same_field(owner, &thing, old, new);
            }
        }
    }

    fn same_field(&mut self, owner: &Owner, thing: &Thing, old: &Field, new: &Field) {
        let judge = |rule| owner.judge(rule);
        let renamed = [DiffRule::FieldRenamedKept, DiffRule::FieldRenamed].map(judge);
        self.renamed(thing, old, new, renamed);
        self.key(owner, thing, old, new);
        if !self.names.is_same_type(&old.ty.ty, &new.ty.ty) {
            let types = [words::ty(&old.ty.ty), words::ty(&new.ty.ty)];
            let thing = Thing { spans: [old.ty.span, new.ty.span], ..*thing };
            let rule = judge(DiffRule::FieldRetyped);
            self.put(&thing, What::Changed(Aspect::Type), types, rule);
        }
        self.texts(thing, [&old.text, &new.text], DiffRule::TextChanged);
        let notes = [old, new].map(|field| field.notes.clone().unwrap_or_default());
        self.changed(thing, Aspect::Notes, notes, DiffRule::TextChanged);
        self.decisions(thing, [&old.decisions, &new.decisions], DiffRule::ReferencesChanged);
        let sources = [words::source(old.source), words::source(new.source)];
        self.changed(thing, Aspect::Source, sources, DiffRule::SourceChanged);
        let printed = [old, new].map(|field| field.printed_type.clone().unwrap_or_default());
        self.changed(thing, Aspect::PrintedType, printed, DiffRule::PrintedTypeChanged);
        let printed = [old, new].map(|field| joined(field.endpoints.iter().map(|id| &id.value)));
        self.changed(thing, Aspect::PrintedFor, printed, DiffRule::PrintedForChanged);

        let required = [words::required(old.required), words::required(new.required)];
        self.changed(thing, Aspect::Required, required, judge(owner.required(old, new)));
        let filled =
            [old, new].map(|field| if field.filled_by_client { "client" } else { "caller" });
        let rule = match owner.required(old, new) {
            rule @ (DiffRule::FieldRequired | DiffRule::FieldOptional) => rule,
            _ => DiffRule::FilledByChanged,
        };
        self.changed(thing, Aspect::FilledBy, filled, judge(rule));
        let is_sent = thing.direction.is_sent();
        let default = |field: &Field| match &field.default {
            Some(default) if default.value.is_empty() => "empty".to_owned(),
            Some(default) => default.value.clone(),
            None => String::new(),
        };
        let rule = if is_sent {
            DiffRule::DefaultOfParameterChanged
        } else {
            DiffRule::DefaultOfFieldChanged
        };
        self.changed(thing, Aspect::Default, [default(old), default(new)], judge(rule));
        let sent = [old, new].map(|field| {
            field.sent_default.as_ref().map_or_else(String::new, |sent| sent.value.clone())
        });
        self.changed(thing, Aspect::SentDefault, sent, judge(DiffRule::SentDefaultChanged));
        let places = [words::placement(old.placement), words::placement(new.placement)];
        self.changed(thing, Aspect::Place, places, judge(DiffRule::PlaceChanged));
        self.limits(owner, thing, [old.limits, new.limits]);
        let formats = [DiffRule::FormatAdded, DiffRule::FormatRemoved].map(judge);
        self.listed(thing, Item::Format, [&old.formats, &new.formats], formats);
        let rule = if new.sensitive { DiffRule::SensitiveSet } else { DiffRule::SensitiveUnset };
        let sensitive = [words::yes(old.sensitive), words::yes(new.sensitive)];
        self.changed(thing, Aspect::Sensitive, sensitive, judge(rule));
    }

    fn key(&mut self, owner: &Owner, thing: &Thing, old: &Field, new: &Field) {
        let thing = Thing { spans: [old.wire.span, new.wire.span], ..*thing };
        let is_read =
            new.aliases.iter().any(|alias| alias.value.eq_ignore_ascii_case(&old.wire.value))
                || new.wire.value.eq_ignore_ascii_case(&old.wire.value);
        let rule = if is_read { DiffRule::FieldKeyKept } else { DiffRule::FieldKeyChanged };
        let keys = [&old.wire.value, &new.wire.value];
        self.changed(&thing, Aspect::Wire, keys, owner.judge(rule));
        let rules = [DiffRule::FieldKeyAliasAdded, DiffRule::FieldKeyAliasRemoved];
        let rules = rules.map(|rule| owner.judge(rule));
        self.listed(&thing, Item::Alias, [&old.aliases, &new.aliases], rules);
    }

    fn limits(&mut self, owner: &Owner, thing: &Thing, [old, new]: [Limits; 2]) {
        let least = |old: Option<u64>, new: Option<u64>| new.unwrap_or(0) > old.unwrap_or(0);
        let most =
            |old: Option<u64>, new: Option<u64>| new.unwrap_or(u64::MAX) < old.unwrap_or(u64::MAX);
        for (aspect, old, new, is_tighter) in [
            (Aspect::Min, old.min, new.min, least(old.min, new.min)),
            (Aspect::Max, old.max, new.max, most(old.max, new.max)),
            (
                Aspect::MinLength,
                old.min_length,
                new.min_length,
                least(old.min_length, new.min_length),
            ),
            (
                Aspect::MaxLength,
                old.max_length,
                new.max_length,
                most(old.max_length, new.max_length),
            ),
            (Aspect::MaxBytes, old.max_bytes, new.max_bytes, most(old.max_bytes, new.max_bytes)),
        ] {
            let rule = match (thing.direction.is_sent(), is_tighter) {
                (true, true) => DiffRule::LimitTightened,
                (true, false) => DiffRule::LimitLoosened,
                (false, _) => DiffRule::LimitOfReplyChanged,
            };
            let numbers = [words::number(old), words::number(new)];
            self.changed(thing, aspect, numbers, owner.judge(rule));
        }
    }
}

impl Owner<'_> {
    fn added(&self, field: &Field) -> DiffRule {
        let is_needed =
            is_argument(field) && (self.thing.direction.is_sent() || self.had_constructor);
        match self.item {
            Item::CommonParameter => DiffRule::CommonParameterAdded,
            _ if is_needed => DiffRule::FieldAddedRequired,
            Item::Parameter => DiffRule::ParameterAdded,
            _ => DiffRule::FieldAdded,
        }
    }

    /// How a change of who gives a field, or of whether it must be given, is judged.
    fn required(&self, old: &Field, new: &Field) -> DiffRule {
        let has_new = self.thing.direction.is_sent() || self.had_constructor;
        let is_file = old.ty.ty == Type::File && new.ty.ty == Type::File;
        match (is_argument(old), is_argument(new)) {
            (false, true) if has_new => DiffRule::FieldRequired,
            (false, true) => DiffRule::ConstructorAdded,
            (true, false) => DiffRule::FieldOptional,
            _ if is_file => DiffRule::FileRequirementChanged,
            _ if old.required.is_required() == new.required.is_required() => {
                DiffRule::RequirementSourceChanged
            }
            _ => DiffRule::ClientRequirementChanged,
        }
    }

    /// Callers do not see the parameters of every request.
    fn judge(&self, rule: DiffRule) -> DiffRule {
        let is_common = self.item == Item::CommonParameter;
        if is_common && rule.verdict() >= crate::Verdict::Minor {
            DiffRule::CommonParameterChanged
        } else {
            rule
        }
    }
}
