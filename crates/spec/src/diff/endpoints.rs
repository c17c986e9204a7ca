//! Endpoints, their requests and the parameters of every request.

use super::compare::{Comparison, Kind, Thing, joined, part};
use super::fields::Owner;
use super::matching::{CodeText, Pair, Request, pairs};
use super::usage::Direction;
use super::{Aspect, DiffRule, Item, Parts, What, parameters, words};
use crate::model::{Constraint, Endpoint, Spanned};

impl<'a> Comparison<'a> {
    pub fn endpoints(&mut self) {
        self.common_parameters();
        let kind = Kind {
            item: Item::Endpoint,
            added: DiffRule::EndpointAdded,
            removed: DiffRule::EndpointRemoved,
        };
        let [old, new] = [self.old, self.new].map(|spec| spec.endpoints.as_slice());
        let describe = |endpoint: &Endpoint| format!("{}: {}", endpoint.id.value, endpoint.text.en);
        self.named([old, new], &kind, describe, |it, thing, old, new| {
            it.endpoint(thing, old, new);
            it.request(old, new);
        });
        let lists: [Vec<_>; 2] = [old.iter().collect(), new.iter().collect()];
        let thing = Thing {
            item: Item::Spec,
            direction: Direction::Neither,
            subjects: [&self.old.protocol.value, &self.new.protocol.value],
            spans: [self.old.protocol.span, self.new.protocol.span],
        };
        self.reordered(&thing, [&lists[0], &lists[1]], DiffRule::EndpointsReordered);
    }

    fn common_parameters(&mut self) {
        let [old, new] = [self.old, self.new].map(|spec| &spec.common_parameters);
        let thing = Thing {
            item: Item::CommonParameter,
            direction: Direction::Request,
            subjects: ["common"; 2],
            spans: [self.old.protocol.span, self.new.protocol.span],
        };
        let owner = Owner { thing: &thing, item: Item::CommonParameter, had_constructor: false };
        let lists: [Vec<_>; 2] = [old.iter().collect(), new.iter().collect()];
        self.fields(&owner, [&lists[0], &lists[1]]);
    }

    fn endpoint(&mut self, thing: &Thing, old: &Endpoint, new: &Endpoint) {
        self.renamed(thing, old, new, [DiffRule::EndpointRenamedKept, DiffRule::EndpointRenamed]);
        let at = Thing { spans: [old.id.span, new.id.span], ..*thing };
        self.changed(&at, Aspect::Id, [&old.id.value, &new.id.value], DiffRule::EndpointIdChanged);
        let at = Thing { spans: [old.path.span, new.path.span], ..*thing };
        let paths = [&old.path.value, &new.path.value];
        self.changed(&at, Aspect::Path, paths, DiffRule::EndpointPathChanged);
        let methods = [old, new].map(|it| joined(it.methods.iter().map(|method| &method.value)));
        self.changed(thing, Aspect::Methods, methods, DiffRule::EndpointMethodsChanged);
        let preferred = [old, new].map(|it| {
            let method = it.preferred_method.as_ref().or(it.methods.first());
            method.map_or_else(String::new, |method| method.value.clone())
        });
        let rule = DiffRule::EndpointPreferredMethodChanged;
        self.changed(thing, Aspect::PreferredMethod, preferred, rule);
        let urls = [old, new].map(|it| {
            let urls = it.urls.iter().map(|url| format!("{} {}", url.name.value, url.url.value));
            urls.collect::<Vec<_>>().join(", ")
        });
        self.changed(thing, Aspect::Url, urls, DiffRule::EndpointUrlsChanged);
        self.flags(thing, old, new);
        self.paging(thing, old, new);
        self.endpoint_texts(thing, old, new);
        let arguments = [(self.old, old), (self.new, new)];
        let arguments = arguments.map(|(spec, it)| parameters::arguments(spec, it));
        if let [Some(old), Some(new)] = arguments {
            self.changed(thing, Aspect::Arguments, [old, new], DiffRule::EndpointArgumentsChanged);
        }
        let common = [parameters::common(self.old, old), parameters::common(self.new, new)];
        let is_stated = |it: &Endpoint| it.common.is_some() || !it.unmarked.is_empty();
        if is_stated(old) || is_stated(new) {
            self.changed(thing, Aspect::Common, common, DiffRule::EndpointCommonChanged);
        }
        if !self.names.is_same(&old.reply.value, &new.reply.value) {
            let at = Thing { spans: [old.reply.span, new.reply.span], ..*thing };
            let replies = [old.reply.value.clone(), new.reply.value.clone()];
            self.put(&at, What::Changed(Aspect::Reply), replies, DiffRule::EndpointReplyChanged);
        }
        self.codes(thing, old, new);
        self.constraints(thing, [&old.constraints, &new.constraints]);
    }

    /// Rules between parameters are the same if they mean the same.
    fn constraints(&mut self, thing: &Thing, lists: [&[Constraint]; 2]) {
        let meanings = lists.map(|list| {
            let named = |rule: &Constraint| Spanned { value: rule.kind.meaning(), span: rule.span };
            list.iter().map(named).collect::<Vec<_>>()
        });
        let rules = [DiffRule::ConstraintAdded, DiffRule::ConstraintRemoved];
        self.listed(thing, Item::Constraint, [&meanings[0], &meanings[1]], rules);
        for old in lists[0] {
            let meaning = old.kind.meaning();
            if let Some(new) = lists[1].iter().find(|new| new.kind.meaning() == meaning) {
                let at = Thing { spans: [old.span, new.span], ..*thing };
                let texts = [old.text(), new.text()];
                self.changed(&at, Aspect::Text, texts, DiffRule::ConstraintTextChanged);
            }
        }
    }

    fn flags(&mut self, thing: &Thing, old: &Endpoint, new: &Endpoint) {
        let yes = |flags: [bool; 2]| flags.map(words::yes);
        let pages = yes([old.is_page, new.is_page]);
        self.changed(thing, Aspect::Page, pages, DiffRule::EndpointPageChanged);
        let restricted = yes([old.is_restricted, new.is_restricted]);
        let rule = DiffRule::EndpointRestrictedChanged;
        self.changed(thing, Aspect::Restricted, restricted, rule);
        let rule = if new.takes_unlisted {
            DiffRule::EndpointUnlistedTaken
        } else {
            DiffRule::EndpointUnlistedRefused
        };
        let unlisted = yes([old.takes_unlisted, new.takes_unlisted]);
        self.changed(thing, Aspect::Unlisted, unlisted, rule);
        let effects = [old, new].map(|it| words::effect(it.effect));
        self.changed(thing, Aspect::Effect, effects, DiffRule::EndpointEffectChanged);
    }

    fn paging(&mut self, thing: &Thing, old: &Endpoint, new: &Endpoint) {
        let sizes =
            [old, new].map(|it| words::number(it.paging.as_ref().map(|paging| paging.size)));
        self.changed(thing, Aspect::PageSize, sizes, DiffRule::EndpointPagingChanged);
        let orders = [old, new].map(|it| {
            it.paging.as_ref().and_then(|paging| paging.order.clone()).unwrap_or_default()
        });
        self.changed(thing, Aspect::Order, orders, DiffRule::EndpointPagingOrderChanged);
    }

    fn endpoint_texts(&mut self, thing: &Thing, old: &Endpoint, new: &Endpoint) {
        self.texts(thing, [&old.text, &new.text], DiffRule::TextChanged);
        let [from, to] = [&old.purpose, &new.purpose];
        self.changed(thing, Aspect::PurposeEnglish, [&from.en, &to.en], DiffRule::TextChanged);
        self.original(thing, Aspect::PurposeChinese, [from, to], DiffRule::TextChanged);
        let notes = [old, new].map(|it| it.notes.clone().unwrap_or_default());
        self.changed(thing, Aspect::Notes, notes, DiffRule::TextChanged);
        self.decisions(thing, [&old.decisions, &new.decisions], DiffRule::ReferencesChanged);
    }

    fn codes(&mut self, thing: &Thing, old: &Endpoint, new: &Endpoint) {
        let tables = [old, new].map(|it| joined(it.codes.iter().map(|table| &table.value)));
        self.changed(thing, Aspect::Tables, tables, DiffRule::EndpointTablesChanged);
        let rules = [DiffRule::EndpointCodeAdded, DiffRule::EndpointCodeRemoved];
        self.listed(thing, Item::Code, [&old.code_values, &new.code_values], rules);
        let lists: [Vec<_>; 2] = [old, new].map(|it| it.code_texts.iter().collect());
        for pair in pairs(&lists[0], &lists[1]) {
            self.code_text(thing, pair);
        }
    }

    fn code_text(&mut self, of: &Thing, pair: Pair<CodeText>) {
        let subject = |at: usize, code: &str| format!("{} {code}", of.subjects[at]);
        let whole = |at: usize, (code, text): &CodeText| {
            part(&subject(at, &code.value), text.value.clone(), text.span)
        };
        let (what, parts, rule) = match pair {
            Pair::New(new) => {
                (What::Added, Parts::New(whole(1, new)), DiffRule::EndpointCodeTextAdded)
            }
            Pair::Old(old) => {
                (What::Removed, Parts::Old(whole(0, old)), DiffRule::EndpointCodeTextRemoved)
            }
            Pair::Both(old, new) if old.1.value == new.1.value => return,
            Pair::Both(old, new) => {
                let parts = Parts::Both { old: whole(0, old), new: whole(1, new) };
                (What::Changed(Aspect::Text), parts, DiffRule::EndpointCodeTextChanged)
            }
        };
        self.push(Item::CodeText, what, of.direction, parts, rule);
    }

    fn request(&mut self, old: &'a Endpoint, new: &'a Endpoint) {
        let thing = Thing {
            item: Item::Request,
            direction: Direction::Request,
            subjects: [&old.request.value, &new.request.value],
            spans: [old.request.span, new.request.span],
        };
        let rules = [DiffRule::TypeRenamedKept, DiffRule::TypeRenamed];
        self.renamed(&thing, &Request::of(old), &Request::of(new), rules);
        // A request has a `new` even if it takes nothing.
        let owner = Owner { thing: &thing, item: Item::Parameter, had_constructor: true };
        let lists: [Vec<_>; 2] = [old, new].map(|it| it.parameters.iter().collect());
        self.fields(&owner, [&lists[0], &lists[1]]);
    }
}
