//! References to hosts, common parameters, decisions and endpoints.

use super::examples::{endpoint, toy};
use super::references::refer;
use super::things::{citations, fields};
use super::{Context, Level, Rule};

pub const RULES: &[Rule] = &[
    Rule {
        id: "unknown-host",
        level: Level::Error,
        reason: "A full URL belongs to an environment that has a host.",
        bad: endpoint!(
            "name: list_toys",
            "methods: [GET]",
            "path: /toys",
            "urls: {live: https://example.com/t}"
        ),
        good: endpoint!(
            "name: list_toys",
            "methods: [GET]",
            "path: /toys",
            "urls: {test: https://example.com/t}"
        ),
        check: unknown_host,
    },
    Rule {
        id: "unknown-common-parameter",
        level: Level::Error,
        reason: "What an endpoint takes of the parameters of every request is one of them.",
        bad: endpoint!("name: list_toys", "methods: [GET]", "path: /toys", "unmarked: [time]"),
        good: concat!(
            "common_parameters:\n",
            "  - {wire: time, name: time, en: Time, zh: 时间, type: date, filled_by: client}\n",
            endpoint!("name: list_toys", "methods: [GET]", "path: /toys", "unmarked: [time]")
        ),
        check: unknown_common_parameter,
    },
    Rule {
        id: "unknown-decision",
        level: Level::Error,
        reason: "A decision that applies is in the table of decisions.",
        bad: "encoding: {form_field: params, decisions: [T2]}\n",
        good: "encoding: {form_field: params, decisions: [T1]}\n",
        check: unknown_decision,
    },
    Rule {
        id: "unknown-endpoint",
        level: Level::Error,
        reason: "The endpoints that print a field are endpoints of the spec.",
        bad: toy!("{wire: jg, name: price, en: Price, zh: 价格, type: text, endpoints: [P7]}"),
        good: toy!("{wire: jg, name: price, en: Price, zh: 价格, type: text, endpoints: [P1]}"),
        check: unknown_endpoint,
    },
    Rule {
        id: "cited-twice",
        level: Level::Warning,
        reason: "A decision applies once; the second mention was meant to be another.",
        bad: "encoding: {form_field: params, decisions: [T1, T1]}\n",
        good: "encoding: {form_field: params, decisions: [T1]}\n",
        check: cited_twice,
    },
];

fn unknown_host(ctx: &Context) {
    let known: Vec<_> = ctx.spec.hosts.iter().map(|host| host.name.value.as_str()).collect();
    refer(ctx, "host", &known, |endpoint| endpoint.urls.iter().map(|url| &url.name).collect());
}

fn unknown_common_parameter(ctx: &Context) {
    let known = ctx.spec.common_parameters.iter().map(|field| field.wire.value.as_str());
    refer(ctx, "common parameter", &known.collect::<Vec<_>>(), |endpoint| {
        endpoint.common.iter().flatten().chain(&endpoint.unmarked).collect()
    });
}

fn unknown_decision(ctx: &Context) {
    let decisions = ctx.spec.decisions.iter();
    let known: Vec<_> = decisions.map(|decision| decision.id.value.as_str()).collect();
    for (at, numbers) in citations(ctx.spec) {
        for number in numbers.iter().filter(|number| !known.contains(&number.value.as_str())) {
            let name = ("decision", number.value.as_str(), number.span);
            ctx.unknown(&at, name, known.iter().copied());
        }
    }
}

fn unknown_endpoint(ctx: &Context) {
    let endpoints = ctx.spec.endpoints.iter();
    let known: Vec<_> = endpoints.map(|endpoint| endpoint.id.value.as_str()).collect();
    for at in fields(ctx.spec) {
        for id in at.field.endpoints.iter().filter(|id| !known.contains(&id.value.as_str())) {
            let name = ("endpoint", id.value.as_str(), id.span);
            ctx.unknown(at.at(), name, known.iter().copied());
        }
    }
}

fn cited_twice(ctx: &Context) {
    for (at, numbers) in citations(ctx.spec) {
        for (index, number) in numbers.iter().enumerate() {
            if numbers[..index].iter().any(|other| other.value == number.value) {
                let message = format!("decision `{}` stands twice", number.value);
                ctx.add(&at, number.span, message);
            }
        }
    }
}
