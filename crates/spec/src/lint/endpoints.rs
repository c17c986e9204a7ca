//! Methods, paths and pages of endpoints, and the parameters of all of them.

use std::collections::HashMap;

use super::examples::{another_endpoint, endpoint};
use super::things::common_parameters;
use super::{Context, Level, Rule};
use crate::model::EncodingStyle;

pub const RULES: &[Rule] = &[
    Rule {
        id: "no-method",
        level: Level::Error,
        reason: "A request has a method.",
        bad: endpoint!("name: list_toys", "methods: []", "path: /toys"),
        good: endpoint!("name: list_toys", "methods: [GET]", "path: /toys"),
        check: no_method,
    },
    Rule {
        id: "unknown-method",
        level: Level::Error,
        reason: "Clients send GET and POST, and those of a JSON style PUT, PATCH and DELETE as well.",
        bad: endpoint!("name: list_toys", "methods: [PUT]", "path: /toys"),
        good: endpoint!("name: list_toys", "methods: [POST]", "path: /toys"),
        check: unknown_method,
    },
    Rule {
        id: "repeated-method",
        level: Level::Warning,
        reason: "A method that stands twice was meant to be the other.",
        bad: endpoint!("name: list_toys", "methods: [GET, GET]", "path: /toys"),
        good: endpoint!("name: list_toys", "methods: [GET, POST]", "path: /toys"),
        check: repeated_method,
    },
    Rule {
        id: "preferred-method",
        level: Level::Error,
        reason: "Clients use a method that the document allows.",
        bad: endpoint!(
            "name: list_toys",
            "methods: [GET]",
            "preferred_method: POST",
            "path: /toys"
        ),
        good: endpoint!(
            "name: list_toys",
            "methods: [GET, POST]",
            "preferred_method: POST",
            "path: /toys"
        ),
        check: preferred_method,
    },
    Rule {
        id: "path-form",
        level: Level::Warning,
        reason: "The path is appended to the host, and the query to the path.",
        bad: endpoint!("name: list_toys", "methods: [GET]", "path: toys?all=1"),
        good: endpoint!("name: list_toys", "methods: [GET]", "path: /toys"),
        check: path_form,
    },
    Rule {
        id: "same-path",
        level: Level::Warning,
        reason: "A service cannot tell two endpoints apart that share path and method.",
        bad: concat!(
            endpoint!("name: list_toys", "methods: [GET]", "path: /toys"),
            another_endpoint!("id: P2", "name: get_toy", "methods: [GET, POST]", "path: /toys")
        ),
        good: concat!(
            endpoint!("name: list_toys", "methods: [GET]", "path: /toys"),
            another_endpoint!("id: P2", "name: get_toy", "methods: [POST]", "path: /toys")
        ),
        check: same_path,
    },
    Rule {
        id: "page-size",
        level: Level::Error,
        reason: "A full page has records.",
        bad: endpoint!("name: list_toys", "methods: [GET]", "path: /toys", "paging: {size: 0}"),
        good: endpoint!("name: list_toys", "methods: [GET]", "path: /toys", "paging: {size: 20}"),
        check: page_size,
    },
    Rule {
        id: "common-by-caller",
        level: Level::Warning,
        reason: "The parameters of every request are filled in by the client, so they say so.",
        bad: "common_parameters:\n  - {wire: time, name: time, en: Time, zh: 时间, type: date}\n",
        good: "common_parameters:\n  \
               - {wire: time, name: time, en: Time, zh: 时间, type: date, filled_by: client}\n",
        check: common_by_caller,
    },
];

fn no_method(ctx: &Context) {
    for endpoint in ctx.spec.endpoints.iter().filter(|endpoint| endpoint.methods.is_empty()) {
        let message = "`methods` is missing: [GET], [POST] or [GET, POST]";
        ctx.add(&endpoint.id.value, endpoint.id.span, message);
    }
}

fn unknown_method(ctx: &Context) {
    let is_json = matches!(ctx.spec.encoding.style, EncodingStyle::Json { .. });
    let (known, words): (&[_], _) = if is_json {
        (&["GET", "POST", "PUT", "PATCH", "DELETE"], "GET, POST, PUT, PATCH or DELETE")
    } else {
        (&["GET", "POST"], "GET or POST")
    };
    for endpoint in &ctx.spec.endpoints {
        for method in &endpoint.methods {
            if !known.contains(&method.value.as_str()) {
                let message = format!("`{}` is not {words}", method.value);
                ctx.add(&endpoint.id.value, method.span, message);
            }
        }
    }
}

fn repeated_method(ctx: &Context) {
    for endpoint in &ctx.spec.endpoints {
        for (index, method) in endpoint.methods.iter().enumerate() {
            if endpoint.methods[..index].iter().any(|other| other.value == method.value) {
                let message = format!("method `{}` stands twice", method.value);
                ctx.add(&endpoint.id.value, method.span, message);
            }
        }
    }
}

fn preferred_method(ctx: &Context) {
    for endpoint in &ctx.spec.endpoints {
        let Some(preferred) = &endpoint.preferred_method else { continue };
        if endpoint.methods.iter().all(|method| method.value != preferred.value) {
            let message = format!("`{}` is not among `methods`", preferred.value);
            ctx.add(&endpoint.id.value, preferred.span, message);
        }
    }
}

fn path_form(ctx: &Context) {
    for endpoint in &ctx.spec.endpoints {
        let path = &endpoint.path.value;
        let is_wrong = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#');
        if !path.starts_with('/') || path.contains(is_wrong) {
            let message = "a path starts with `/` and has no blank, `?` or `#`";
            ctx.add(&endpoint.id.value, endpoint.path.span, message);
        }
    }
}

fn same_path(ctx: &Context) {
    let mut seen = HashMap::new();
    for endpoint in &ctx.spec.endpoints {
        for method in &endpoint.methods {
            let (id, path) = (&endpoint.id.value, &endpoint.path.value);
            let first = *seen.entry((path, &method.value)).or_insert(endpoint);
            if !std::ptr::eq(first, endpoint) {
                let (method, of) = (&method.value, &first.id.value);
                let message = format!("{method} {path} is the address of `{of}` already");
                let help = format!("it is in line {}", ctx.report.line(first.path.span));
                ctx.add_with_help(id, endpoint.path.span, message, Some(help));
            }
        }
    }
}

fn page_size(ctx: &Context) {
    for endpoint in &ctx.spec.endpoints {
        if endpoint.paging.as_ref().is_some_and(|paging| paging.size == 0) {
            let paging = ctx.places.beside(endpoint.id.span, "paging");
            let place = ctx.places.beside(paging, "size");
            ctx.add(&endpoint.id.value, place, "a page of 0 records holds nothing");
        }
    }
}

fn common_by_caller(ctx: &Context) {
    for at in common_parameters(ctx.spec).iter().filter(|at| !at.field.filled_by_client) {
        let help = Some("add `filled_by: client`".to_owned());
        let message = format!("nothing says that the client fills in `{}`", at.field.wire.value);
        ctx.add_with_help(at.at(), at.field.wire.span, message, help);
    }
}
