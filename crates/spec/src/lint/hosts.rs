//! Base URLs.

use super::{Context, Level, Rule};

pub const RULES: &[Rule] = &[
    Rule {
        id: "host-form",
        level: Level::Error,
        reason: "Paths are appended to the base URL: it has a scheme and neither query nor final slash.",
        bad: "hosts:\n  test: https://example.com/api/?v=1\n",
        good: "hosts:\n  test: https://example.com/api\n",
        check: host_form,
    },
    Rule {
        id: "host-without-https",
        level: Level::Warning,
        reason: "Accounts and signatures are not sent in the clear.",
        bad: "hosts:\n  test: http://example.com/api\n",
        good: "hosts:\n  test: https://example.com/api\n",
        check: host_without_https,
    },
    Rule {
        id: "same-host",
        level: Level::Warning,
        reason: "Two environments have two addresses, or a test would reach the real service.",
        bad: "hosts:\n  test: https://example.com/api\n  production: https://example.com/api\n",
        good: "hosts:\n  test: https://example.com/test\n  production: https://example.com/api\n",
        check: same_host,
    },
];

fn host_form(ctx: &Context) {
    for host in &ctx.spec.hosts {
        let url = &host.url.value;
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let is_wrong = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#');
        if rest.is_none_or(|rest| rest.is_empty() || rest.ends_with('/') || rest.contains(is_wrong))
        {
            let message = format!("`{url}` is no base URL: https://host, maybe with a path");
            ctx.add(format!("hosts.{}", host.name.value), host.url.span, message);
        }
    }
}

fn host_without_https(ctx: &Context) {
    for host in ctx.spec.hosts.iter().filter(|host| host.url.value.starts_with("http://")) {
        let message = format!("{} is not encrypted", host.url.value);
        ctx.add(format!("hosts.{}", host.name.value), host.url.span, message);
    }
}

fn same_host(ctx: &Context) {
    for (index, host) in ctx.spec.hosts.iter().enumerate() {
        let before = ctx.spec.hosts[..index].iter();
        if let Some(other) = before.rev().find(|other| other.url.value == host.url.value) {
            let message = format!("`{}` has this address already", other.name.value);
            ctx.add(format!("hosts.{}", host.name.value), host.url.span, message);
        }
    }
}
