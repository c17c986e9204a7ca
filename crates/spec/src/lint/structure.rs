//! What keeps a file from being read at all. Reading finds it, so that there is nothing to check.

use super::{Context, Level, Rule};

pub const RULES: &[Rule] = &[
    Rule {
        id: "yaml",
        level: Level::Error,
        reason: "A spec is one YAML document, without anchors, aliases and tags.",
        bad: "title: {en: Toy]\n",
        good: "title: {en: Toy, zh: 玩具}\n",
        check: found_when_read,
    },
    Rule {
        id: "type",
        level: Level::Error,
        reason: "Each key has one kind of value: text, number, list or mapping.",
        bad: "contact: [toys@example.com]\n",
        good: "contact: toys@example.com\n",
        check: found_when_read,
    },
    Rule {
        id: "unknown-key",
        level: Level::Error,
        reason: "A key that the format does not have would be ignored: it is a slip of the pen.",
        bad: "title: {en: Toy, zh: 玩具, zhh: 玩具}\n",
        good: "title: {en: Toy, zh: 玩具}\n",
        check: found_when_read,
    },
    Rule {
        id: "missing-key",
        level: Level::Error,
        reason: "Some keys must be there.",
        bad: "title: {en: Toy}\n",
        good: "title: {en: Toy, zh: 玩具}\n",
        check: found_when_read,
    },
    Rule {
        id: "repeated-key",
        level: Level::Error,
        reason: "Of a key that stands twice, one value would be ignored.",
        bad: "title: {en: Toy, en: Toys, zh: 玩具}\n",
        good: "title: {en: Toy, zh: 玩具}\n",
        check: found_when_read,
    },
    Rule {
        id: "value",
        level: Level::Error,
        reason: "Some keys have a fixed set of values.",
        bad: "encoding: {style: signed}\n",
        good: "encoding: {style: signed_form}\n",
        check: found_when_read,
    },
    Rule {
        id: "encoding",
        level: Level::Error,
        reason: "Requests have one form on the wire, described by the keys that go together.",
        bad: "encoding: {form_field: params, style: json}\n",
        good: "encoding: {style: json, common: header}\n",
        check: found_when_read,
    },
];

fn found_when_read(_: &Context) {}
