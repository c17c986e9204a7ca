//! What a spec says of its document, and how requests go out.

use super::compare::{Comparison, Kind, Thing, part};
use super::usage::Direction;
use super::{Aspect, DiffRule, Item, Part, Parts, What};
use crate::model::{Document, EncodingStyle, Place, Revision, Spanned, Spec};
use crate::source::Span;

impl Comparison<'_> {
    pub fn head(&mut self) {
        self.title();
        let [old, new] = [self.old, self.new];
        let documents = [old, new].map(|spec| spec.documents.iter().map(document).collect());
        let rules = [DiffRule::DocumentAdded, DiffRule::DocumentRemoved];
        self.rows(Item::Document, &documents, rules);
        let history = [old, new].map(|spec| spec.history.iter().map(revision).collect());
        let rules = [DiffRule::HistoryAdded, DiffRule::HistoryRemoved];
        self.rows(Item::History, &history, rules);
        self.decision_table();
        self.rule_table();
        self.hosts();
        self.encoding();
    }

    fn title(&mut self) {
        let [old, new] = [self.old, self.new];
        let spans = [old.revision.span, new.revision.span];
        let thing = whole(Item::Spec, [old, new], spans);
        let revisions = [old, new].map(|spec| &spec.revision.value);
        self.changed(&thing, Aspect::Revision, revisions, DiffRule::RevisionChanged);
        self.texts(&thing, [&old.text, &new.text], DiffRule::TitleChanged);
        let place = |contact: &Option<Spanned<String>>, spec: &Spec| {
            contact.as_ref().map_or(spec.revision.span, |contact| contact.span)
        };
        let spans = [place(&old.contact, old), place(&new.contact, new)];
        let text = |contact: &Option<Spanned<String>>| {
            contact.as_ref().map(|contact| contact.value.clone()).unwrap_or_default()
        };
        let contacts = [text(&old.contact), text(&new.contact)];
        let thing = whole(Item::Spec, [old, new], spans);
        self.changed(&thing, Aspect::Contact, contacts, DiffRule::ContactChanged);
    }

    /// Rows that are the same or are not.
    fn rows(&mut self, item: Item, rows: &[Vec<Part>; 2], rules: [DiffRule; 2]) {
        let [old, new] = rows;
        let lacks = |rows: &[Part], row: &Part| {
            rows.iter().all(|other| (&other.subject, &other.text) != (&row.subject, &row.text))
        };
        for row in new.iter().filter(|row| lacks(old, row)) {
            self.push(item, What::Added, Direction::Neither, Parts::New(row.clone()), rules[0]);
        }
        for row in old.iter().filter(|row| lacks(new, row)) {
            self.push(item, What::Removed, Direction::Neither, Parts::Old(row.clone()), rules[1]);
        }
    }

    fn decision_table(&mut self) {
        let kind = Kind {
            item: Item::Decision,
            added: DiffRule::DecisionAdded,
            removed: DiffRule::DecisionRemoved,
        };
        let lists = [self.old, self.new].map(|spec| spec.decisions.as_slice());
        self.named(
            lists,
            &kind,
            |decision| decision.open.clone(),
            |it, thing, old, new| {
                let texts = [old, new].map(|row| format!("{} → {}", row.open, row.decided));
                it.changed(thing, Aspect::Text, texts, DiffRule::DecisionChanged);
            },
        );
    }

    fn rule_table(&mut self) {
        let kind =
            Kind { item: Item::Rule, added: DiffRule::RuleAdded, removed: DiffRule::RuleRemoved };
        let lists = [self.old, self.new].map(|spec| spec.rules.as_slice());
        self.named(
            lists,
            &kind,
            |rule| rule.text.en.clone(),
            |it, thing, old, new| {
                it.texts(thing, [&old.text, &new.text], DiffRule::RuleChanged);
            },
        );
    }

    fn hosts(&mut self) {
        let kind =
            Kind { item: Item::Host, added: DiffRule::HostAdded, removed: DiffRule::HostRemoved };
        let lists = [self.old, self.new].map(|spec| spec.hosts.as_slice());
        self.named(
            lists,
            &kind,
            |host| host.url.value.clone(),
            |it, thing, old, new| {
                let urls = [&old.url.value, &new.url.value];
                it.changed(thing, Aspect::Url, urls, DiffRule::HostUrlChanged);
            },
        );
    }

    fn encoding(&mut self) {
        let [old, new] = [&self.old.encoding, &self.new.encoding];
        let thing = whole(Item::Encoding, [self.old, self.new], [old.span, new.span]);
        let styles = [style(&old.style), style(&new.style)];
        self.changed(&thing, Aspect::Style, styles, DiffRule::EncodingStyleChanged);
        if styles[0] == styles[1] {
            let details = [detail(&old.style), detail(&new.style)];
            self.changed(&thing, Aspect::Detail, details, DiffRule::EncodingDetailChanged);
        }
        let is_form = |style: &EncodingStyle| matches!(style, EncodingStyle::JsonInForm { .. });
        let rule = if is_form(&old.style) || is_form(&new.style) {
            DiffRule::ReferencesChanged
        } else {
            DiffRule::EncodingReferencesChanged
        };
        self.decisions(&thing, [&old.decisions, &new.decisions], rule);
    }
}

/// A part of the spec that is there once.
fn whole(item: Item, specs: [&Spec; 2], spans: [Span; 2]) -> Thing<'_> {
    let subjects = specs.map(|spec| spec.protocol.value.as_str());
    Thing { item, direction: Direction::Neither, subjects, spans }
}

fn document(document: &Document) -> Part {
    let Document { title, version, date, sha256, span } = document;
    let stated = [("version", version.as_ref()), ("of", date.as_ref()), ("SHA-256", Some(sha256))];
    let stated = stated.into_iter().filter_map(|(what, text)| Some(format!("{what} {}", text?)));
    part(title, stated.collect::<Vec<_>>().join(", "), *span)
}

fn revision(revision: &Revision) -> Part {
    let Revision { version, created, effective, remark, changes, span } = revision;
    let text = format!("{created}, {effective}, {remark}: {}", changes.join(" "));
    part(version, text, *span)
}

fn style(style: &EncodingStyle) -> &'static str {
    match style {
        EncodingStyle::JsonInForm { .. } => "JSON in a form field",
        EncodingStyle::SignedForm => "signed form",
        EncodingStyle::Json { .. } => "JSON",
    }
}

fn detail(style: &EncodingStyle) -> String {
    match style {
        EncodingStyle::JsonInForm { field } => field.clone(),
        EncodingStyle::SignedForm => String::new(),
        EncodingStyle::Json { common, under } => {
            let common = match common {
                Place::Header => "common parameters in headers",
                Place::Body => "common parameters in the body",
            };
            let under = under.as_ref().map(|key| format!(", others under {key}"));
            format!("{common}{}", under.unwrap_or_default())
        }
    }
}
