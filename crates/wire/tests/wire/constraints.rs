//! Rules between parameters, and of files.

use wire::{Condition, Constraint, ConstraintKind, FieldInfo, Kind, Limits, Rule, check_file};

const WHEN: Condition = Condition { parameter: "kind", values: &["1", "2"] };

/// The parameter that breaks a rule, for parameters given as `a=1 b=2`.
fn broken(kind: ConstraintKind, parameters: &str) -> Option<&'static str> {
    let given: Vec<_> =
        parameters.split_whitespace().filter_map(|one| one.split_once('=')).collect();
    let get = |name: &str| {
        let found = given.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| (*value).to_owned().into())
    };
    Constraint { kind, text: "" }.broken_by(get)
}

#[test]
fn each_kind_of_rule_names_the_parameter_that_breaks_it() {
    let any_of = ConstraintKind::AnyOf(&["a", "b"]);
    let together = ConstraintKind::Together(&["a", "b"]);
    let requires = ConstraintKind::Requires(WHEN, &["a", "b"]);
    let allows = ConstraintKind::Allows(WHEN, "a", &["400", "600"]);
    let ascending = ConstraintKind::Ascending("a", "b");
    let digits = ConstraintKind::Digits("a", "b");
    for (kind, parameters, expected) in [
        (any_of, "", Some("a")),
        (any_of, "a= c=1", Some("a")),
        (any_of, "b=1", None),
        (any_of, "a=1 b=1", None),
        (together, "", None),
        (together, "a=1", Some("b")),
        (together, "b=1", Some("a")),
        (together, "a=1 b=1", None),
        (requires, "kind=3", None),
        (requires, "kind=2 a=1", Some("b")),
        (requires, "kind=1 a=1 b=1", None),
        (allows, "a=500", None),
        (allows, "kind=1 a=500", Some("a")),
        (allows, "kind=1", Some("a")),
        (allows, "kind=1 a=600", None),
        (ascending, "a=2 b=1", Some("a")),
        (ascending, "a=1 b=1", None),
        (ascending, "a=10 b=9", Some("a")),
        (ascending, "a=1", None),
        (ascending, "a=x b=1", None),
        (digits, "a=1000 b=3", Some("b")),
        (digits, "a=999 b=3", None),
        (digits, "a=999", None),
    ] {
        assert_eq!(broken(kind, parameters), expected, "{kind:?} {parameters}");
    }
}

#[test]
fn files_keep_to_size_and_format() {
    let picture = FieldInfo {
        limits: Limits { max_bytes: Some(9), ..Limits::NONE },
        formats: &["bmp", "png"],
        ..FieldInfo::new("picture", "picture", Kind::File)
    };
    assert_eq!(check_file(&picture, 9, b"BM1234567"), Ok(()));
    assert_eq!(check_file(&picture, 10, b"BM12345678"), Err(Rule::AtMostBytes(9)));
    assert_eq!(check_file(&picture, 4, b"GIF8"), Err(Rule::Format(&["bmp", "png"])));
    assert_eq!(check_file(&picture, 0, b""), Err(Rule::Format(&["bmp", "png"])));
    assert_eq!(check_file(&FieldInfo::new("file", "file", Kind::File), 1, b"x"), Ok(()));
    assert_eq!(Rule::AtMostBytes(5 << 20).to_string(), "must have at most 5 MiB");
    assert_eq!(Rule::AtMostBytes(9).to_string(), "must have at most 9 bytes");
}
