//! Every kind of mistake is found at its place, with a suggestion where one is near.

const SMALL: &str = include_str!("small.yaml");

/// Replaces `from` in the small spec and gives the findings as `line:column id`, with the text shown.
fn findings(from: &str, to: &str) -> (Vec<String>, String) {
    assert!(SMALL.contains(from), "{from} is not in the small spec");
    let text = SMALL.replacen(from, to, 1);
    let report = spec::load("toy.yaml", &text).expect_err("a finding");
    let places = report.findings().into_iter().map(|finding| {
        let position = report.position(&finding);
        format!("{}:{} {}", position.line, position.column, finding.id)
    });
    (places.collect(), report.to_string())
}

#[test]
fn the_small_spec_is_clean() {
    let spec = spec::load("toy.yaml", SMALL).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(spec.protocol.value, "toy");
    assert_eq!(spec.endpoints[0].parameters.len(), 0);
    assert_eq!(spec.types[0].fields[0].ty.ty, spec::Type::Joined("Colour".into()));
}

#[test]
fn each_mistake_is_found_where_it_stands() {
    // what stands there, what we write instead, where and what is found, a part of the message
    let cases = [
        ("revision:", "revison:", "1:1 missing-key", "`revision` is missing"),
        ("revision:", "revison:", "2:1 unknown-key", "did you mean `revision`?"),
        ("    zh: 状态码\n", "    hz: 状态码\n", "13:5 unknown-key", "did you mean `zh`?"),
        (", type: Code}", "}", "27:7 missing-key", "`type` is missing"),
        ("type: Code}", "type: Cod}", "27:64 unknown-type", "did you mean `Code`?"),
        ("list<Toy>", "list<Tyo>", "40:56 unknown-type", "did you mean `Toy`?"),
        ("joined<Colour>", "joined<Toy>", "34:62 unknown-type", "there is no type `Toy`"),
        ("joined<Colour>", "joind<Colour>", "34:62 type", "a type like"),
        ("[T1]", "[T2]", "34:90 unknown-decision", "there is no decision `T2`"),
        ("reply: ToyReply", "reply: ToyReplay", "51:12 unknown-reply", "did you mean `ToyReply`?"),
        (
            "codes: [Code]",
            "codes: [Colour]",
            "52:13 unknown-code-table",
            "no table of codes `Colour`",
        ),
        ("class: failed", "class: faild", "16:65 value", "did you mean `failed`?"),
        (
            "wire: \"2\", name: Failed",
            "wire: \"1\", name: Failed",
            "16:16 duplicate-value",
            "value `1`",
        ),
        ("name: Failed", "name: Success", "16:27 duplicate-variant", "variant `Success`"),
        ("wire: message", "wire: CODE", "28:14 duplicate-key", "the first is `code`"),
        ("  Colour:", "  Code:", "17:3 duplicate-type", "type `Code` stands twice"),
        ("request: ToyRequest", "request: Toy", "49:14 duplicate-type", "type `Toy` stands twice"),
        (
            "code: code",
            "code: status",
            "24:9 unknown-envelope-field",
            "no field of the envelope `status`",
        ),
        ("path: /toys", "path: [a]", "48:11 type", "a text belongs here, not a list"),
        ("parameters: []", "parameters: 7", "50:17 type", "a list belongs under `parameters`"),
        ("protocol: toy", "protocol:", "1:9 type", "a text belongs here, not nothing"),
        ("protocol: toy", "protocol: toy\nprotocol: toy", "2:1 repeated-key", "stands twice"),
        ("name: list_toys", "name: ListToys", "43:11 endpoint-name", "not a name in snake_case"),
        ("name: toys", "name: type", "40:26 keyword", "`type` is a keyword"),
        ("name: Red", "name: red", "21:27 variant-name", "not a name in CamelCase"),
        ("name: Red", "name: Unknown", "21:27 taken-variant", "`Unknown` is taken"),
        ("methods: [POST]", "methods: []", "42:9 no-method", "[GET, POST]"),
        ("methods: [POST]", "methods: [PUT]", "47:15 unknown-method", "`PUT` is not GET or POST"),
        ("joined<Colour>", "list<Toy>", "30:3 recursive-type", "type `Toy` holds itself"),
        (
            "zh: 状态码, type: Code}",
            "zh: 状态码, type: Colour}",
            "27:64 code-table",
            "enum with classes",
        ),
        ("form_field: params", "style: signed", "7:10 value", "signed_form"),
        ("form_field: params", "decisions: [T1]", "7:3 encoding", "either `form_field`"),
        ("codes: [Code]", "code_values: [\"3\"]", "52:19 unknown-code", "there is no code `3`"),
        (
            "codes: [Code]",
            "common: [time]",
            "52:14 unknown-common-parameter",
            "no common parameter `time`",
        ),
        ("T1: {", "T1: &a {", "9:7 yaml", "anchors"),
    ];
    for (from, to, place, message) in cases {
        let (places, shown) = findings(from, to);
        assert!(places.iter().any(|found| found == place), "{to}: {places:?}\n{shown}");
        assert!(shown.contains(message), "{to}:\n{shown}");
        let (position, _) = place.split_once(' ').unwrap();
        assert!(shown.contains(&format!("toy.yaml:{position}")), "{to}:\n{shown}");
    }
}

#[test]
fn broken_yaml_is_found_and_the_line_shown() {
    let (places, shown) = findings("title: {en: Toy", "title: {en: Toy]");
    assert_eq!(places.len(), 1, "{shown}");
    assert!(places[0].starts_with("3:"), "{places:?}");
    assert!(shown.contains("title: {en: Toy]"), "{shown}");
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let text = SMALL.replace("zh: 玩具\n    fields", "hz: 玩具\n    fields");
    let report = spec::load("toy.yaml", &text).unwrap_err();
    assert_eq!(report.findings().len(), 4, "two keys missing, two unknown:\n{report}");

    let text = SMALL.replace("list<Toy>", "list<T>").replace("[T1]", "[T2]");
    let report = spec::load("toy.yaml", &text).unwrap_err();
    assert_eq!(report.findings().len(), 2, "two names that nothing bears:\n{report}");
}
