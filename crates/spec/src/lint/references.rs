//! References between types, replies, return codes and the envelope.

use super::examples::{endpoint, toy};
use super::things::fields;
use super::{Context, Level, Rule};
use crate::model::{Endpoint, EnumDef, Spanned, Spec, Type};

pub const RULES: &[Rule] = &[
    Rule {
        id: "unknown-type",
        level: Level::Error,
        reason: "What a field holds is described in the spec: values for `joined`, objects for `json`.",
        bad: toy!("{wire: jg, name: price, en: Price, zh: 价格, type: Money}"),
        good: toy!("{wire: jg, name: price, en: Price, zh: 价格, type: text}"),
        check: unknown_type,
    },
    Rule {
        id: "unknown-base",
        level: Level::Error,
        reason: "The type whose fields another has as well is described in the spec.",
        bad: "replies:\n  ToyReply: {en: The toy, zh: 玩具, fields_of: Tyo}\n",
        good: "replies:\n  ToyReply: {en: The toy, zh: 玩具, fields_of: Toy}\n",
        check: unknown_base,
    },
    Rule {
        id: "unknown-reply",
        level: Level::Error,
        reason: "The reply of an endpoint is described in the spec.",
        bad: "endpoints:\n  - id: P1\n    name: list_toys\n    en: List toys\n    zh: 玩具列表\n    \
              purpose: {en: Lists toys., zh: 查询玩具}\n    methods: [GET]\n    path: /toys\n    \
              request: ToyRequest\n    reply: ToyReplies\n",
        good: endpoint!("name: list_toys", "methods: [GET]", "path: /toys"),
        check: unknown_reply,
    },
    Rule {
        id: "unknown-code-table",
        level: Level::Error,
        reason: "The codes of an endpoint are an enum whose values have classes.",
        bad: endpoint!("name: list_toys", "methods: [GET]", "path: /toys", "codes: [Colour]"),
        good: endpoint!("name: list_toys", "methods: [GET]", "path: /toys", "codes: [Code]"),
        check: unknown_code_table,
    },
    Rule {
        id: "unknown-code",
        level: Level::Error,
        reason: "The codes that an endpoint answers with are values of a table.",
        bad: endpoint!(
            "name: list_toys",
            "methods: [GET]",
            "path: /toys",
            "code_values: [\"1\", \"9\"]"
        ),
        good: endpoint!(
            "name: list_toys",
            "methods: [GET]",
            "path: /toys",
            "code_values: [\"1\", \"2\"]"
        ),
        check: unknown_code,
    },
    Rule {
        id: "unknown-envelope-field",
        level: Level::Error,
        reason: "Return code and message are fields of the envelope.",
        bad: "envelope:\n  code: status\n",
        good: "envelope:\n  code: code\n",
        check: unknown_envelope_field,
    },
];

fn values<'a>(names: impl Iterator<Item = &'a Spanned<String>>) -> Vec<&'a str> {
    names.map(|name| name.value.as_str()).collect()
}

fn enums(spec: &Spec) -> Vec<&str> {
    values(spec.enums.iter().map(|def| &def.name))
}

fn objects(spec: &Spec) -> Vec<&str> {
    values(spec.types.iter().map(|def| &def.name))
}

fn unknown_type(ctx: &Context) {
    let (enums, objects) = (enums(ctx.spec), objects(ctx.spec));
    let newtypes = values(ctx.spec.newtypes.iter().map(|def| &def.name));
    let any = [enums.as_slice(), &objects, &newtypes].concat();
    for at in fields(ctx.spec) {
        let ty = &at.field.ty.ty;
        let Some(name) = ty.name() else { continue };
        let known = match ty {
            Type::Joined(_) => &enums,
            Type::Json(_) => &objects,
            _ => &any,
        };
        if !known.contains(&name) {
            ctx.unknown(at.at(), ("type", name, at.field.ty.span), known.iter().copied());
        }
    }
}

fn unknown_base(ctx: &Context) {
    let known = objects(ctx.spec);
    for def in ctx.spec.types.iter().chain(&ctx.spec.replies) {
        let base = def.fields_of.as_ref();
        if let Some(base) = base.filter(|base| !known.contains(&base.value.as_str())) {
            let name = ("type", base.value.as_str(), base.span);
            ctx.unknown(&def.name.value, name, known.iter().copied());
        }
    }
    refer(ctx, "type", &known, |endpoint| endpoint.fields_of.iter().collect());
}

fn unknown_reply(ctx: &Context) {
    let known = values(ctx.spec.replies.iter().map(|def| &def.name));
    refer(ctx, "reply", &known, |endpoint| vec![&endpoint.reply]);
}

fn tables(spec: &Spec) -> impl Iterator<Item = &EnumDef> {
    spec.enums.iter().filter(|def| def.is_code_table())
}

fn unknown_code_table(ctx: &Context) {
    let known = values(tables(ctx.spec).map(|def| &def.name));
    refer(ctx, "table of codes", &known, |endpoint| endpoint.codes.iter().collect());
}

fn unknown_code(ctx: &Context) {
    let known = values(tables(ctx.spec).flat_map(|def| &def.values).map(|value| &value.wire));
    refer(ctx, "code", &known, |endpoint| {
        endpoint
            .code_values
            .iter()
            .chain(endpoint.code_texts.iter().map(|(code, _)| code))
            .collect()
    });
}

fn unknown_envelope_field(ctx: &Context) {
    let envelope = &ctx.spec.envelope;
    let enums = values(ctx.spec.enums.iter().map(|def| &def.name));
    if let Some(table) = &envelope.status_codes
        && !enums.contains(&table.value.as_str())
    {
        let name = ("enum", table.value.as_str(), table.span);
        ctx.unknown("envelope", name, enums.iter().copied());
    }
    let known = values(envelope.fields.iter().map(|field| &field.wire));
    for name in envelope.code.iter().chain(&envelope.message) {
        if !known.contains(&name.value.as_str()) {
            let name = ("field of the envelope", name.value.as_str(), name.span);
            ctx.unknown("envelope", name, known.iter().copied());
        }
    }
}

/// Says which of the names in endpoints nothing bears.
pub fn refer<'a>(
    ctx: &Context<'a>,
    what: &str,
    known: &[&str],
    names: impl Fn(&'a Endpoint) -> Vec<&'a Spanned<String>>,
) {
    for endpoint in &ctx.spec.endpoints {
        for name in names(endpoint).iter().filter(|name| !known.contains(&name.value.as_str())) {
            let name = (what, name.value.as_str(), name.span);
            ctx.unknown(&endpoint.id.value, name, known.iter().copied());
        }
    }
}
