//! A small spec, edits of it, and the rules that judge each edit and its reversal.

/// What the edits start from.
pub const BASE: &str = include_str!("../../spec/tests/diff/base.yaml");

/// An edit of the small spec.
pub struct Case {
    /// The only occurrence of a text.
    pub from: &'static str,
    /// What is written instead.
    pub to: &'static str,
    /// Rules that judge the edit, in the order of the table.
    pub forward: &'static [&'static str],
    /// Rules that judge its reversal.
    pub backward: &'static [&'static str],
}

impl Case {
    /// The small spec with the edit.
    pub fn edited(&self) -> String {
        assert_eq!(BASE.matches(self.from).count(), 1, "{}", self.from);
        BASE.replacen(self.from, self.to, 1)
    }
}

macro_rules! cases {
    ($($from:literal => $to:literal: $forward:expr, $backward:expr;)*) => {
        /// Every rule judges one of them.
        pub const CASES: &[Case] = &[
            $(Case { from: $from, to: $to, forward: &$forward, backward: &$backward }),*
        ];
    };
}

cases! {
    // the document as a whole
    "revision: \"1\"" => "revision: \"2\"": ["revision-changed"], ["revision-changed"];
    "en: Toy shop" => "en: Toys": ["title-changed"], ["title-changed"];
    "  - {title: 玩具" => "  - {title: 新玩具": ["document-added", "document-removed"], ["document-added", "document-removed"];
    "contact: toys@example.com\n" => "": ["contact-changed"], ["contact-changed"];
    "history:\n" => "history:\n  - {version: \"2\", created: 2021-01-01, effective: 2021-01-01, remark: 正式, changes: []}\n": ["history-added"], ["history-removed"];
    "  T2: {" => "  T3: {open: Who?, decided: We.}\n  T2: {": ["decision-added"], ["decision-removed"];
    "decided: Because." => "decided: Therefore.": ["decision-changed"], ["decision-changed"];
    "rules:\n" => "rules:\n  - {id: post, en: Calls POST., zh: 使用POST}\n": ["rule-added"], ["rule-removed"];
    "en: Calls use HTTPS." => "en: Calls use TLS.": ["rule-changed"], ["rule-changed"];

    // how requests go out
    "hosts:\n" => "hosts:\n  real: https://example.com/real\n": ["host-added"], ["host-removed"];
    "com/test" => "com/beta": ["host-url-changed"], ["host-url-changed"];
    "{style: signed_form, " => "{style: json, common: body, ": ["encoding-style-changed"], ["encoding-style-changed"];
    "{style: signed_form, decisions: [T1]}" => "{style: signed_form, decisions: [T2]}": ["encoding-decisions-changed"], ["encoding-decisions-changed"];
    "common_parameters:\n" => "common_parameters:\n  - {wire: v, name: version, en: Version, zh: 版本, type: text, filled_by: client}\n": ["common-parameter-added", "endpoint-common-changed"], ["common-parameter-removed", "endpoint-common-changed"];
    "name: lang, en: Language, zh: 语言, type: text" => "name: lang, en: Language, zh: 语言, type: count": ["common-parameter-changed"], ["common-parameter-changed"];
    "name: lang, en: Language" => "name: lang, en: Tongue": ["text-changed"], ["text-changed"];

    // endpoints
    "    parameters: []\n" => "    parameters: []\n  - {id: P5, name: pong, en: Pong, zh: 测, purpose: {en: Tests., zh: 测}, methods: [GET], path: /pong, request: PongRequest, reply: Done}\n": ["endpoint-added"], ["endpoint-removed"];
    "name: ping\n" => "name: echo\n    was: ping\n": ["endpoint-renamed-kept"], ["endpoint-renamed"];
    "name: ping\n" => "name: echo\n": ["endpoint-renamed"], ["endpoint-renamed"];
    "name: ping\n" => "name: ping\n    was: echo\n": ["old-name-added"], ["old-name-removed"];
    "id: P3" => "id: P9": ["endpoint-id-changed"], ["endpoint-id-changed"];
    "path: /ping" => "path: /v2/ping": ["endpoint-path-changed"], ["endpoint-path-changed"];
    "path: /ping\n" => "path: /ping\n    urls: {test: \"https://example.com/ping\"}\n": ["endpoint-urls-changed"], ["endpoint-urls-changed"];
    "methods: [GET]\n    path: /ping" => "methods: [GET, POST]\n    path: /ping": ["endpoint-methods-changed"], ["endpoint-methods-changed"];
    "methods: [POST, GET]\n    path: /buy\n" => "methods: [POST, GET]\n    preferred_method: GET\n    path: /buy\n": ["endpoint-preferred-method-changed"], ["endpoint-preferred-method-changed"];
    "path: /ping\n" => "path: /ping\n    kind: page\n": ["endpoint-page-changed", "endpoint-arguments-changed"], ["endpoint-page-changed", "endpoint-arguments-changed"];
    "path: /ping\n" => "path: /ping\n    restricted: true\n": ["endpoint-restricted-changed"], ["endpoint-restricted-changed"];
    "path: /buy\n" => "path: /buy\n    takes_unlisted: true\n": ["endpoint-unlisted-taken"], ["endpoint-unlisted-refused"];
    "path: /ping\n" => "path: /ping\n    takes_unlisted: true\n": ["endpoint-unlisted-taken", "endpoint-arguments-changed"], ["endpoint-unlisted-refused", "endpoint-arguments-changed"];
    "path: /ping\n" => "path: /ping\n    effect: read\n": ["endpoint-effect-changed"], ["endpoint-effect-changed"];
    "size: 20" => "size: 50": ["endpoint-paging-changed"], ["endpoint-paging-changed"];
    "order: by number" => "order: by date": ["endpoint-paging-order-changed"], ["endpoint-paging-order-changed"];
    "reply: ToyReply" => "reply: Done": ["endpoint-reply-changed"], ["endpoint-reply-changed"];
    "path: /ping\n" => "path: /ping\n    common: [time]\n": ["endpoint-common-changed"], ["endpoint-common-changed"];
    "path: /toys\n" => "path: /toys\n    constraints: [{any_of: [ys, px]}, {when: {ys: r}, requires: [px]}]\n": ["constraint-added", "constraint-added"], ["constraint-removed", "constraint-removed"];
    "any_of: [dd, km]}" => "any_of: [dd, km], zh: 至少一个, decisions: [T2]}": ["constraint-text-changed"], ["constraint-text-changed"];
    "codes: [Code]\n    code_values" => "code_values": ["endpoint-tables-changed"], ["endpoint-tables-changed"];
    "code_values: [\"1\"]" => "code_values: [\"1\", \"2\"]": ["endpoint-code-added"], ["endpoint-code-removed"];
    "{\"1\": 列出成功}" => "{\"1\": 列出成功, \"2\": 没有}": ["endpoint-code-text-added"], ["endpoint-code-text-removed"];
    "列出成功" => "列出": ["endpoint-code-text-changed"], ["endpoint-code-text-changed"];
    "en: Lists toys." => "en: Lists them.": ["text-changed"], ["text-changed"];
    "zh: 列出玩具" => "zh: 列出": ["original-changed-alone"], ["original-changed-alone"];
    "path: /ping\n" => "path: /ping\n    notes: Often.\n    decisions: [T2]\n": ["text-changed", "decisions-changed"], ["text-changed", "decisions-changed"];

    // types, replies, requests, newtypes
    "newtypes:\n" => "newtypes:\n  ShopNumber: {en: Number of a shop, zh: 店号}\n": ["type-added"], ["type-removed"];
    "  Done:\n" => "  Over:\n    en: It is over\n    zh: 结束\n    fields: []\n  Done:\n": ["type-added"], ["type-removed"];
    "request: PingRequest\n" => "request: EchoRequest\n    request_was: PingRequest\n": ["type-renamed-kept"], ["type-renamed"];
    "request: PingRequest\n" => "request: EchoRequest\n": ["type-renamed"], ["type-renamed"];
    "  Colour:\n" => "  Colour:\n    was: [Color, Farbe]\n": ["old-name-added", "old-name-added"], ["old-name-removed", "old-name-removed"];
    "    fields_of: Thing\n" => "": ["type-base-changed", "field-removed"], ["type-base-changed", "field-added"];
    "  code: code\n" => "  code: status\n": ["envelope-code-changed"], ["envelope-code-changed"];
    "  message: message\n" => "  message: hint\n": ["envelope-message-changed"], ["envelope-message-changed"];
    "en: A toy\n" => "en: Toy\n": ["text-changed"], ["text-changed"];
    "en: Number of a toy" => "en: Number": ["text-changed"], ["text-changed"];

    // fields and parameters
    "      - {wire: xz" => "      - {wire: jg, name: price, en: Price, zh: 价格, type: text}\n      - {wire: xz": ["field-added"], ["field-removed"];
    "      - {wire: ys, name: colour, en: Colour, zh: 颜色, type: Colour, default" => "      - {wire: jg, name: price, en: Price, zh: 价格, type: text, required: by_us}\n      - {wire: ys, name: colour, en: Colour, zh: 颜色, type: Colour, default": ["field-added-required"], ["field-removed"];
    "      - {wire: px" => "      - {wire: jg, name: price, en: Price, zh: 价格, type: text}\n      - {wire: px": ["parameter-added"], ["parameter-removed"];
    "      - {wire: px" => "      - {wire: jg, name: price, en: Price, zh: 价格, type: text, required: by_us}\n      - {wire: px": ["field-added-required"], ["parameter-removed"];
    "      - {wire: px" => "      - {wire: jg, name: price, en: Price, zh: 价格, type: text, required: by_us, filled_by: client}\n      - {wire: px": ["parameter-added"], ["parameter-removed"];
    "    parameters: []\n" => "    parameters:\n      - {wire: jg, name: price, en: Price, zh: 价格, type: text}\n": ["endpoint-arguments-changed", "parameter-added"], ["endpoint-arguments-changed", "parameter-removed"];
    "    parameters: []\n" => "    parameters:\n      - {wire: tz, name: drawing, en: Drawing, zh: 图纸, type: file}\n": ["endpoint-arguments-changed", "parameter-added"], ["endpoint-arguments-changed", "parameter-removed"];
    "name: title, aliases" => "name: name, was: title, aliases": ["field-renamed-kept"], ["field-renamed"];
    "name: title, aliases" => "name: name, aliases": ["field-renamed"], ["field-renamed"];
    "name: title, aliases" => "name: title, was: [name, label], aliases": ["old-name-added", "old-name-added"], ["old-name-removed", "old-name-removed"];
    "name: weight, en: Weight, zh: 重量, type: text" => "name: weight, en: Weight, zh: 重量, type: count": ["field-retyped"], ["field-retyped"];
    "wire: w, name: weight" => "wire: zl, name: weight": ["field-key-changed"], ["field-key-changed"];
    "wire: w, name: weight" => "wire: zl, aliases: [w], name: weight": ["field-key-kept", "field-alias-added"], ["field-key-changed", "field-alias-removed"];
    "aliases: [title]" => "aliases: [title, mingcheng]": ["field-alias-added"], ["field-alias-removed"];
    "name: shape, en: Shape" => "name: shape, en: Form": ["text-changed"], ["text-changed"];
    "zh: 券, type: text, required: by_us" => "zh: 券, type: text": ["field-optional"], ["field-required"];
    "zh: 券, type: text, required: by_us" => "zh: 券, type: text, required: by_document": ["requirement-source-changed"], ["requirement-source-changed"];
    "zh: 券, type: text, required: by_us" => "zh: 券, type: text, required: by_us, filled_by: client": ["field-optional"], ["field-required"];
    "type: text, required: by_us, filled_by: client}" => "type: text, filled_by: client}": ["client-requirement-changed"], ["client-requirement-changed"];
    "name: order, en: Order, zh: 排序, type: text" => "name: order, en: Order, zh: 排序, filled_by: client, type: text": ["filled-by-changed"], ["filled-by-changed"];
    "zh: 重量, type: text" => "zh: 重量, type: text, required: by_us": ["constructor-added"], ["field-optional"];
    "type: file, required: by_document" => "type: file, required: by_us": ["endpoint-arguments-changed", "file-requirement-changed"], ["endpoint-arguments-changed", "file-requirement-changed"];
    "default: r" => "default: b": ["parameter-default-changed"], ["parameter-default-changed"];
    "zh: 重量, type: text" => "zh: 重量, type: text, default: \"1\"": ["field-default-changed"], ["field-default-changed"];
    "zh: 券, type: text, required: by_us" => "zh: 券, type: text, required: by_us, sent_default: none": ["sent-default-changed"], ["sent-default-changed"];
    "default: r" => "default: r, in: header": ["parameter-place-changed"], ["parameter-place-changed"];
    "formats: [png]" => "formats: [png, gif]": ["format-added"], ["format-removed"];
    "max_bytes: 9" => "max_bytes: 8": ["limit-tightened"], ["limit-loosened"];
    "min: 2" => "min: 3": ["limit-tightened"], ["limit-loosened"];
    "max: 9" => "max: 8": ["limit-tightened"], ["limit-loosened"];
    "type: text, sensitive: true" => "type: text, min_length: 1, max_length: 7, sensitive: true": ["limit-tightened", "limit-tightened"], ["limit-loosened", "limit-loosened"];
    "max_length: 9" => "max_length: 8": ["reply-limit-changed"], ["reply-limit-changed"];
    ", sensitive: true" => "": ["sensitive-unset"], ["sensitive-set"];
    "notes: Any." => "notes: All.": ["text-changed"], ["text-changed"];
    "zh: 重量, type: text" => "zh: 重量, type: text, printed_type: String": ["printed-type-changed"], ["printed-type-changed"];
    "zh: 重量, type: text" => "zh: 重量, type: text, endpoints: [P1]": ["printed-for-changed"], ["printed-for-changed"];
    "zh: 重量, type: text" => "zh: 重量, type: text, source: sample": ["source-changed"], ["source-changed"];
    "zh: 重量, type: text" => "zh: 重量, type: text, decisions: [T2]": ["decisions-changed"], ["decisions-changed"];
    "      - {wire: bh, name: number, en: Number, zh: 编号, type: ToyNumber, required: by_document}\n      - {wire: sl, name: amount, en: Amount, zh: 数量, type: count, required: by_us, min: 2, max: 9}\n" => "      - {wire: sl, name: amount, en: Amount, zh: 数量, type: count, required: by_us, min: 2, max: 9}\n      - {wire: bh, name: number, en: Number, zh: 编号, type: ToyNumber, required: by_document}\n": ["constructor-reordered"], ["constructor-reordered"];
    "    - {wire: message, name: message, en: Message, zh: 信息, type: text}\n    - {wire: hint, name: hint, en: Hint, zh: 提示, type: text}\n" => "    - {wire: hint, name: hint, en: Hint, zh: 提示, type: text}\n    - {wire: message, name: message, en: Message, zh: 信息, type: text}\n": ["fields-reordered"], ["fields-reordered"];

    // enums
    "zh: 圆}" => "zh: 圆, class: success}": ["enum-code-table-changed", "value-class-changed"], ["enum-code-table-changed", "value-class-changed"];
    "    zh: 形状\n" => "    zh: 形状\n    send_as: number\n": ["enum-send-as-changed"], ["enum-send-as-changed"];
    "      - {wire: flat" => "      - {wire: long, name: Long, en: Long, zh: 长}\n      - {wire: flat": ["reply-value-added"], ["reply-value-removed"];
    "      - {wire: b, name" => "      - {wire: g, name: Green, en: Green, zh: 绿}\n      - {wire: b, name": ["request-value-added"], ["request-value-removed"];
    "name: Flat" => "name: Level, was: Flat": ["value-renamed-kept"], ["value-renamed"];
    "name: Flat" => "name: Level": ["value-renamed"], ["value-renamed"];
    "name: Flat" => "name: Flat, was: Level": ["old-name-added"], ["old-name-removed"];
    "wire: flat" => "wire: plane, aliases: [flat]": ["value-wire-kept", "value-alias-added"], ["value-wire-changed", "value-alias-removed"];
    "wire: flat" => "wire: plane": ["value-wire-changed"], ["value-wire-changed"];
    "aliases: [blau]" => "aliases: [blau, bleu]": ["value-alias-added"], ["value-alias-removed"];
    "zh: 平}" => "zh: 扁}": ["value-chinese-unread"], ["value-chinese-unread"];
    "zh: 平}" => "zh: 扁, aliases: [平]}": ["value-alias-added", "original-changed-alone"], ["value-alias-removed", "value-chinese-unread"];
    "zh: 失败, class" => "zh: 不成, class": ["original-changed-alone"], ["original-changed-alone"];
    "en: Flat" => "en: Like a plate": ["text-changed"], ["text-changed"];
    "class: failed" => "class: not_found": ["value-class-changed"], ["value-class-changed"];
    "zh: 平}" => "zh: 平, source: sample, notes: Seldom.}": ["value-remark-changed", "value-remark-changed"], ["value-remark-changed", "value-remark-changed"];
    "      - {wire: round, name: Round, en: Round, zh: 圆}\n      - {wire: flat, name: Flat, en: Flat, zh: 平}\n" => "      - {wire: flat, name: Flat, en: Flat, zh: 平}\n      - {wire: round, name: Round, en: Round, zh: 圆}\n": ["values-reordered"], ["values-reordered"];
}
