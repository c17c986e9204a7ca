//! What fields say of themselves beside names, types and texts.

use super::examples::toy;
use super::things::{fields, values};
use super::{Context, Level, Rule};
use crate::model::{Required, Source, Type};

pub const RULES: &[Rule] = &[
    Rule {
        id: "not-sensitive",
        level: Level::Warning,
        reason: "Passwords, tokens, signatures and contacts of people never reach a log.",
        bad: toy!("{wire: dh, name: owner_phone, en: Phone of the owner, zh: 电话, type: text}"),
        good: toy!(
            "{wire: dh, name: owner_phone, en: Phone of the owner, zh: 电话, type: text, sensitive: true}"
        ),
        check: not_sensitive,
    },
    Rule {
        id: "unexplained-source",
        level: Level::Warning,
        reason: "What no table of the document has is there for a reason that can be looked up.",
        bad: toy!("{wire: jg, name: price, en: Price, zh: 价格, type: text, source: observed}"),
        good: toy!(
            "{wire: jg, name: price, en: Price, zh: 价格, type: text, source: observed, decisions: [T1]}"
        ),
        check: unexplained_source,
    },
    Rule {
        id: "by-us-without-decision",
        level: Level::Warning,
        reason: "What we require beyond the document is a decision that can be looked up.",
        bad: toy!("{wire: jg, name: price, en: Price, zh: 价格, type: text, required: by_us}"),
        good: toy!(
            "{wire: jg, name: price, en: Price, zh: 价格, type: text, required: by_us, decisions: [T1]}"
        ),
        check: by_us_without_decision,
    },
    Rule {
        id: "empty-key",
        level: Level::Warning,
        reason: "A key or value on the wire is a text.",
        bad: toy!("{wire: \"\", name: price, en: Price, zh: 价格, type: text}"),
        good: toy!("{wire: jg, name: price, en: Price, zh: 价格, type: text}"),
        check: empty_key,
    },
];

/// Words of names that stand for secrets and for contacts of people.
const SENSITIVE: &[&str] = &[
    "email",
    "fax",
    "hash",
    "mail",
    "mobile",
    "password",
    "passwords",
    "phone",
    "phones",
    "pswd",
    "pwd",
    "secret",
    "sign",
    "signature",
    "tel",
    "telephone",
    "token",
];

fn not_sensitive(ctx: &Context) {
    for at in fields(ctx.spec).iter().filter(|at| !at.field.sensitive) {
        let name = &at.field.name;
        let is_named = name.value.split('_').any(|word| SENSITIVE.contains(&word));
        let is_identity = ["contact_name", "id_card", "identity_card"]
            .iter()
            .any(|part| name.value.contains(part));
        // A choice among listed values, or a whole object, is no secret by itself.
        let is_text = match &at.field.ty.ty {
            Type::Named(name) => ctx.spec.newtypes.iter().any(|def| def.name.value == *name),
            Type::Joined(_) | Type::List(_) | Type::Json(_) | Type::Boolean => false,
            _ => true,
        };
        if (is_named || is_identity) && is_text {
            let help = Some("add `sensitive: true`".to_owned());
            let message = format!("`{}` is not marked as sensitive", name.value);
            ctx.add_with_help(at.at(), name.span, message, help);
        }
    }
}

fn unexplained_source(ctx: &Context) {
    let what = |source| match source {
        Source::Document => None,
        Source::Sample => Some("of the samples only"),
        Source::Observed => Some("not in the document"),
        Source::Assumed => Some("assumed"),
    };
    let say = |at: String, span, what| {
        let place = ctx.places.beside(span, "source");
        let help = Some("add `notes` or `decisions`".to_owned());
        ctx.add_with_help(at, place, format!("this is {what}, and nothing says why"), help);
    };
    for at in fields(ctx.spec) {
        let field = at.field;
        let is_explained = match field.source {
            // A remark on all samples of an owner covers each.
            Source::Sample => at.owner_is_explained,
            // Whoever saw it says at least where.
            Source::Observed => !field.endpoints.is_empty(),
            Source::Document | Source::Assumed => false,
        } || !field.decisions.is_empty()
            || field.notes.is_some();
        if let (Some(what), false) = (what(field.source), is_explained) {
            say(at.at(), field.wire.span, what);
        }
    }
    for (def, value) in values(ctx.spec) {
        let is_explained = !def.decisions.is_empty() || value.notes.is_some();
        if let (Some(what), false) = (what(value.source), is_explained) {
            say(format!("{}.{}", def.name.value, value.name.value), value.wire.span, what);
        }
    }
}

fn by_us_without_decision(ctx: &Context) {
    for at in fields(ctx.spec) {
        let field = at.field;
        if field.required == Required::ByUs && field.decisions.is_empty() {
            let place = ctx.places.beside(field.wire.span, "required");
            let message = format!("no decision says why `{}` is required", field.wire.value);
            ctx.add_with_help(at.at(), place, message, Some("add `decisions`".to_owned()));
        }
    }
}

fn empty_key(ctx: &Context) {
    for at in fields(ctx.spec) {
        let keys = [&at.field.wire].into_iter().chain(&at.field.aliases);
        for key in keys.filter(|key| key.value.trim().is_empty()) {
            ctx.add(at.at(), key.span, "this key is empty");
        }
    }
    for (def, value) in values(ctx.spec) {
        let spellings = [&value.wire].into_iter().chain(&value.aliases);
        for spelling in spellings.filter(|spelling| spelling.value.trim().is_empty()) {
            let at = format!("{}.{}", def.name.value, value.name.value);
            ctx.add(at, spelling.span, "this value is empty");
        }
    }
}
