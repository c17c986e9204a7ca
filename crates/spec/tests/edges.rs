//! Where rules begin and end, beyond their examples.

#[path = "support/overlay.rs"]
mod overlay;

use overlay::overlay;

/// The ids of what is found, in the order of the file.
fn ids(example: &str) -> Vec<&'static str> {
    let report = spec::check("edge.yaml", &overlay(example));
    report.findings().into_iter().map(|finding| finding.id).collect()
}

/// A parameter with these keys, in the endpoint of the small spec.
fn parameter(keys: &str) -> Vec<&'static str> {
    ids(&format!(
        "endpoints:\n  - {{id: P1, name: a, en: A, zh: 甲, purpose: {{en: A., zh: 甲}}, \
         methods: [POST], path: /a,\n     request: ARequest, reply: ToyReply, parameters: \
         [{{wire: b, name: b, en: B, zh: 乙, {keys}}}]}}\n"
    ))
}

#[test]
fn limits_go_with_types() {
    for (keys, expected) in [
        ("type: count, min: 1, max_length: 3", None),
        ("type: date, max_length: 10", None),
        ("type: Colour, max_length: 1", None),
        ("type: joined<text>, max_length: 99", None),
        ("type: integer, max_length: 3", Some("limits-type")),
        ("type: list<text>, max_length: 3", Some("limits-type")),
        ("type: date, min: 1", Some("limits-type")),
        ("type: Toy, max_length: 3", Some("limits-type")),
        ("type: text, min_length: 4, max_length: 3", Some("limits-order")),
        ("type: text, min_length: 3, max_length: 3", None),
    ] {
        assert_eq!(parameter(keys), Vec::from_iter(expected), "{keys}");
    }
}

#[test]
fn defaults_are_values() {
    for (keys, expected) in [
        ("type: text, default: any", None),
        ("type: count, default: \"-1\"", Some("default-type")),
        ("type: list<text>, default: a", Some("default-type")),
        ("type: Toy, default: a", Some("default-type")),
        ("type: joined<Colour>, default: \"1,3\"", None),
        ("type: joined<Colour>, default: \"1,2\"", Some("default-value")),
        ("type: integer, min: 2, default: \"1\"", Some("default-limits")),
        ("type: integer, min: 2, max: 2, default: \"2\"", None),
        ("type: text, max_length: 2, default: 玩具", None),
        ("type: text, max_length: 1, default: 玩具", Some("default-limits")),
        ("type: text, min_length: 3, default: 玩具", Some("default-limits")),
        ("type: text, required: by_document, default: a", Some("required-default")),
        ("type: text, required: unstated, default: a", None),
    ] {
        assert_eq!(parameter(keys), Vec::from_iter(expected), "{keys}");
    }
}

#[test]
fn secrets_are_texts_named_so() {
    for (field, expected) in [
        ("name: access_token, type: text", Some("not-sensitive")),
        ("name: login_pwd, type: text", Some("not-sensitive")),
        ("name: holder_id_card_number, type: text", Some("not-sensitive")),
        ("name: design, type: text", None),
        ("name: token_kind, type: Colour", None),
        ("name: hash, type: text, sensitive: true", None),
    ] {
        let found = ids(&format!(
            "common_parameters:\n  - {{wire: a, en: A, zh: 甲, filled_by: client, {field}}}\n"
        ));
        assert_eq!(found, Vec::from_iter(expected), "{field}");
    }
}

#[test]
fn texts_are_in_their_languages() {
    for (texts, expected) in [
        ("en: GS1, zh: GS1", None),
        ("en: 400 pixels, zh: 400px", None),
        ("en: Sure, zh: Sure", Some("original-not-chinese")),
        ("en: Code of the 单位, zh: 单位", Some("meaning-not-english")),
        ("en: Yes（no）, zh: 是", Some("meaning-not-english")),
        ("en: Café, zh: 咖啡", None),
        ("en: ' ', zh: 是", Some("no-meaning")),
    ] {
        let found = ids(&format!("rules:\n  - {{id: a, {texts}}}\n"));
        assert_eq!(found, Vec::from_iter(expected), "{texts}");
    }
}

#[test]
fn titles_and_purposes_are_texts_too() {
    assert_eq!(ids("title: {en: 玩具, zh: 玩具}\n"), ["meaning-not-english"]);
    let report = spec::check("edge.yaml", &overlay("title: {en: Toy, zh: ''}\n"));
    let finding = &report.findings()[0];
    assert_eq!((finding.id, finding.at.as_str()), ("no-original", "title"));
    assert_eq!(report.position(finding).column, "title: {en: Toy, zh: ".len() + 1);
}

#[test]
fn dates_and_revisions_are_in_order() {
    let row = |version: &str, created: &str, effective: &str| {
        format!(
            "  - {{version: \"{version}\", created: {created}, effective: {effective}, remark: 正式}}\n"
        )
    };
    for (rows, expected) in [
        ([("1.9", "2026-01-01"), ("1.10", "2026-01-01")], None),
        ([("1.2", "2026-01-01"), ("1.2.1", "2026-01-01")], None),
        ([("1.2", "2026-01-01"), ("1.2", "2026-01-01")], Some("history-order")),
        ([("1.2", "2026-13-01"), ("1.3", "2026-13-01")], Some("date-form")),
    ] {
        let rows: String = rows.iter().map(|(version, date)| row(version, date, date)).collect();
        let mut found = ids(&format!("history:\n{rows}"));
        found.dedup();
        assert_eq!(found, Vec::from_iter(expected), "{rows}");
    }
    let early = row("1.0", "2026-01-02", "2026-01-01");
    assert_eq!(ids(&format!("history:\n{early}")), ["effective-too-early"]);
}

#[test]
fn hosts_have_a_scheme_and_no_end() {
    for (url, expected) in [
        ("https://example.com", None),
        ("https://example.com:8443/a/b", None),
        ("https://example.com/", Some("host-form")),
        ("example.com", Some("host-form")),
        ("https://", Some("host-form")),
        ("\"https://example.com/a b\"", Some("host-form")),
        ("\"https://example.com/#a\"", Some("host-form")),
    ] {
        assert_eq!(ids(&format!("hosts:\n  test: {url}\n")), Vec::from_iter(expected), "{url}");
    }
}

#[test]
fn sources_are_explained_where_they_stand() {
    let toy = |decisions: &str, keys: &str| {
        ids(&format!(
            "types:\n  Toy:\n    en: A toy\n    zh: 玩具\n    {decisions}\n    fields:\n      \
             - {{wire: ys, name: colours, en: Colours, zh: 颜色, type: joined<Colour>, {keys}}}\n"
        ))
    };
    let unexplained = ["unexplained-source"];
    assert_eq!(toy("decisions: []", "source: sample"), unexplained);
    assert_eq!(toy("decisions: [T1]", "source: sample"), [""; 0]);
    assert_eq!(toy("decisions: [T1]", "source: observed"), unexplained);
    assert_eq!(toy("decisions: []", "source: observed, endpoints: [P1]"), [""; 0]);
    assert_eq!(toy("decisions: []", "source: assumed, endpoints: [P1]"), unexplained);
    assert_eq!(toy("decisions: []", "source: assumed, notes: Sent by other services."), [""; 0]);
}

#[test]
fn an_object_can_hold_itself_through_others_and_bases() {
    let found = ids(concat!(
        "types:\n  Toy: {en: A toy, zh: 玩具, fields_of: Thing}\n",
        "  Thing: {en: A thing, zh: 物, fields: [{wire: a, name: part, en: Part, zh: 部件, type: Part}]}\n",
        "  Part: {en: A part, zh: 部件, fields: [{wire: b, name: toys, en: Toys, zh: 玩具, type: list<Toy>}]}\n",
        "enums:\n  Colour: {en: Colour, zh: 颜色, values: []}\n",
    ));
    assert_eq!(found.iter().filter(|id| **id == "recursive-type").count(), 2, "{found:?}");
}

#[test]
fn an_endpoint_has_the_fields_of_a_type() {
    let text = overlay(
        "types:\n  Paging:\n    en: A page\n    zh: 分页\n    fields:\n      \
         - {wire: page, name: page, en: Page, zh: 页码, type: integer, min: 1}\n      \
         - {wire: size, name: size, en: Records, zh: 条数, type: integer}\n\
         endpoints:\n  - id: P1\n    name: list_toys\n    en: List toys\n    zh: 玩具列表\n    \
         purpose: {en: Lists toys., zh: 查询玩具}\n    methods: [GET]\n    path: /toys\n    \
         request: ToyRequest\n    reply: ToyReply\n    fields_of: Paging\n    parameters:\n      \
         - {wire: ys, name: colour, en: Colour, zh: 颜色, type: Colour}\n      \
         - {wire: size, max: 50}\n",
    );
    let report = spec::check("a.yaml", &text);
    assert!(report.is_empty(), "{report}");
    let spec = spec::load("a.yaml", &text).expect("a spec");
    let parameters = &spec.endpoints[0].parameters;
    let names: Vec<_> = parameters.iter().map(|field| field.name.value.as_str()).collect();
    assert_eq!(names, ["page", "size", "colour"]);
    let limits = |index: usize| (parameters[index].limits.min, parameters[index].limits.max);
    assert_eq!([limits(0), limits(1)], [(Some(1), None), (None, Some(50))]);
    let wrong = text.replace("fields_of: Paging", "fields_of: Pagin");
    let shown = spec::check("a.yaml", &wrong).to_string();
    assert!(shown.contains("[unknown-base]: there is no type `Pagin`"), "{shown}");
}

#[test]
fn fields_have_the_printed_type_of_their_type() {
    let text = overlay(
        "printed_types: {text: String, Colour: int}\n\
         types:\n  Toy:\n    en: A toy\n    zh: 玩具\n    fields:\n      \
         - {wire: a, name: a, en: A, zh: 甲, type: text}\n      \
         - {wire: b, name: b, en: B, zh: 乙, type: text, printed_type: CLOB}\n      \
         - {wire: c, name: c, en: C, zh: 丙, type: text, printed_type: ~}\n      \
         - {wire: d, name: d, en: D, zh: 丁, type: text, source: sample}\n      \
         - {wire: e, name: e, en: E, zh: 戊, type: count}\n      \
         - {wire: f, name: f, en: F, zh: 己, type: Colour}\n",
    );
    let spec = spec::load("a.yaml", &text).expect("a spec");
    let fields = &spec.types.iter().find(|def| def.name.value == "Toy").expect("a type").fields;
    let printed: Vec<_> = fields.iter().map(|field| field.printed_type.as_deref()).collect();
    assert_eq!(printed, [Some("String"), Some("CLOB"), None, None, None, Some("int")]);
    let repeated = text.replace("CLOB", "String");
    let shown = spec::check("a.yaml", &repeated).to_string();
    assert!(shown.contains("warning[redundant-default]"), "{shown}");
}
