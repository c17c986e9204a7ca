//! What has to hold for every model of every protocol; [`every_model!`](crate::every_model!) makes
//! the tests of a crate of models.

use std::collections::BTreeSet;
use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use wire::{EndpointInfo, FieldInfo, FieldRef, Kind, Model, ModelInfo};

/// Decodes what must decode.
#[track_caller]
pub fn decode<M: DeserializeOwned>(json: &str) -> M {
    wire::from_slice(json.as_bytes()).unwrap_or_else(|error| panic!("{error} in {json}"))
}

/// What goes back on the wire, unchanged.
pub fn encode(model: &impl Serialize) -> String {
    serde_json::to_string(model).expect("a model is JSON")
}

/// An object with one key.
pub fn object(key: &str, value: &Value) -> String {
    format!("{{{}:{value}}}", Value::from(key))
}

/// A value for a field, its keys and those of the objects in it changed by `change`.
pub fn value(field: &FieldInfo, change: &dyn Fn(&str) -> String) -> Value {
    of_kind(field.kind, change)
}

fn of_kind(kind: Kind, change: &dyn Fn(&str) -> String) -> Value {
    match kind {
        Kind::Text | Kind::File => json!("文字 x"),
        Kind::Count => json!("7"),
        Kind::Date => json!("2019-09-12"),
        Kind::Integer => json!(7),
        Kind::Signed => json!(-7),
        Kind::Decimal => json!("1.10"),
        Kind::Boolean => json!(true),
        Kind::Scalars(kind) => json!([of_kind(*kind, change)]),
        Kind::Map(kind) => json!({ "任意": of_kind(*kind, change) }),
        Kind::Enum(list) => json!(list.values[1].wire),
        Kind::JoinedText => json!("a,b"),
        Kind::JoinedEnum(list) => json!(format!("{},9", list.values[0].wire)),
        Kind::Model(model) | Kind::Json(model) => full(model, change),
        Kind::ListText => json!(["a", "b"]),
        Kind::List(model) => json!([full(model, change), full(model, change)]),
    }
}

/// An object with every field of a model.
pub fn full(model: &ModelInfo, change: &dyn Fn(&str) -> String) -> Value {
    let fields = model.fields.iter().map(|field| (change(field.wire), value(field, change)));
    Value::Object(fields.collect::<Map<_, _>>())
}

/// The names of all models that endpoints lead to.
pub fn reached(endpoints: &[EndpointInfo]) -> BTreeSet<&'static str> {
    fn collect(model: &'static ModelInfo, into: &mut BTreeSet<&'static str>) {
        into.insert(model.name);
        for field in model.fields {
            if let Kind::Model(inner) | Kind::List(inner) | Kind::Json(inner) = field.kind {
                collect(inner, into);
            }
        }
    }
    let mut reached = BTreeSet::new();
    for endpoint in endpoints {
        collect(endpoint.request, &mut reached);
        collect(endpoint.reply, &mut reached);
    }
    reached
}

/// Every field: `null` is as good as not there, and so is `""` unless it is a text.
pub fn check_nothing<M: Model + PartialEq + Debug + Serialize + DeserializeOwned>() {
    assert_eq!(decode::<M>("{}"), M::default());
    for field in M::INFO.fields {
        assert_eq!(decode::<M>(&object(field.wire, &Value::Null)), M::default(), "{}", field.wire);
        let empty: M = decode(&object(field.wire, &json!("")));
        let keeps_text = matches!(
            field.kind,
            Kind::Text | Kind::Count | Kind::Date | Kind::JoinedText | Kind::JoinedEnum(_)
        );
        let expected = if keeps_text { object(field.wire, &json!("")) } else { "{}".to_owned() };
        assert_eq!(encode(&empty), expected, "{}", field.wire);
    }
}

/// Ways to write a key that make it no other key.
pub const CASES: [fn(&str) -> String; 4] =
    [|key| key.to_lowercase(), |key| key.to_uppercase(), |key| mixed(key, 0), |key| mixed(key, 1)];

fn mixed(key: &str, upper: usize) -> String {
    let letters = key.char_indices().map(|(at, letter)| {
        if at % 2 == upper { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() }
    });
    letters.collect()
}

/// Every key, and every alias, alone, in any case and between blanks, with the keys below it.
pub fn check_keys<M: Model + PartialEq + Debug + DeserializeOwned>() {
    for (index, field) in M::INFO.fields.iter().enumerate() {
        let expected: M = decode(&object(field.wire, &value(field, &str::to_owned)));
        let is_there = !matches!(Model::get(&expected, index), FieldRef::Absent);
        assert!(is_there && expected.unknown_fields().is_empty(), "{expected:?}");
        for key in [field.wire].iter().chain(field.aliases) {
            for case in CASES {
                let spaced = |key: &str| format!(" {} ", case(key));
                for change in [&case as &dyn Fn(&str) -> String, &spaced] {
                    let json = object(&change(key), &value(field, change));
                    assert_eq!(decode::<M>(&json), expected, "{json}");
                }
            }
        }
    }
}

/// Every scalar field, as text and as the same number.
pub fn check_numbers<M: Model + PartialEq + Debug + DeserializeOwned>() {
    for field in M::INFO.fields {
        if matches!(field.kind, Kind::Model(_) | Kind::Json(_) | Kind::List(_) | Kind::ListText) {
            continue;
        }
        let [as_text, as_number] =
            [json!("2"), json!(2)].map(|value| decode::<M>(&object(field.wire, &value)));
        assert_ne!(as_text, M::default(), "{}", field.wire);
        assert_eq!(as_text, as_number, "{}", field.wire);
    }
}

/// Every enum field: a value that no document lists is kept and written back.
pub fn check_values<M: Model + Serialize + DeserializeOwned>() {
    for field in M::INFO.fields.iter().filter(|field| matches!(field.kind, Kind::Enum(_))) {
        for value in [json!("no such value"), json!("新值"), json!("099")] {
            let json = object(field.wire, &value);
            assert_eq!(encode(&decode::<M>(&json)), json);
        }
        let back = serde_json::to_value(decode::<M>(&object(field.wire, &json!(99)))).unwrap();
        assert!([json!("99"), json!(99)].contains(&back[field.wire]), "{back}");
    }
}

/// A model keeps the fields that it does not know, and writes them back in order.
pub fn check_fields<M: Model + Serialize + DeserializeOwned>() {
    let json = r#"{"zulu":1,"Alpha":{"b":[1,{"c":null}]},"zulu ":"x","新":[],"zulu":true}"#;
    let model: M = decode(json);
    assert_eq!(model.unknown_fields().iter().count(), 5);
    assert_eq!(encode(&model), json);
}

/// What is planted where it must not be seen.
pub const PLANTED: &str = "planted-31415926";

/// `Debug` names these fields and never shows what is planted in them.
#[track_caller]
pub fn assert_hidden(model: &impl Debug, names: &[&str]) {
    for shown in [format!("{model:?}"), format!("{model:#?}")] {
        assert!(!shown.contains(PLANTED), "{shown}");
        for name in names {
            assert!(shown.contains(name), "{name} is not in {shown}");
        }
    }
}

/// `Debug` hides the fields that are sensitive, and those that no document names.
pub fn check_hidden<M: Model + Debug + DeserializeOwned>() {
    for field in M::INFO.fields.iter().filter(|field| field.sensitive) {
        let model: M = decode(&object(field.wire, &json!(PLANTED)));
        assert_hidden(&model, &[field.name]);
    }
    let model: M =
        decode(&format!(r#"{{"newToken": "{PLANTED}", "more": {{"k": ["{PLANTED}"]}}}}"#));
    assert_hidden(&model, &["unknown_fields", "newToken", "more"]);
}

/// The tests of a crate of models: for each model that is listed, and that the list is what its
/// endpoints lead to.
#[macro_export]
macro_rules! every_model {
    ($types:ident, $count:literal: $($model:ident)*) => {
        #[test]
        fn the_list_of_models_is_complete() {
            let listed = [$(<$types::$model as wire::Model>::INFO.name),*];
            assert_eq!(listed.len(), $count);
            let reached = $crate::every_model::reached(&$types::ENDPOINTS);
            assert_eq!(std::collections::BTreeSet::from(listed), reached);
        }

        #[test]
        fn null_missing_and_empty_are_read_for_every_field() {
            $($crate::every_model::check_nothing::<$types::$model>();)*
        }

        #[test]
        fn every_key_is_read_in_any_case_and_between_blanks() {
            $($crate::every_model::check_keys::<$types::$model>();)*
        }

        #[test]
        fn every_scalar_comes_as_text_or_as_a_number() {
            $($crate::every_model::check_numbers::<$types::$model>();)*
        }

        #[test]
        fn an_unknown_value_of_any_enum_is_kept_and_written_back() {
            $($crate::every_model::check_values::<$types::$model>();)*
        }

        #[test]
        fn unknown_fields_are_kept_and_written_back_in_order() {
            $($crate::every_model::check_fields::<$types::$model>();)*
        }

        #[test]
        fn sensitive_and_unknown_fields_are_hidden() {
            $($crate::every_model::check_hidden::<$types::$model>();)*
        }
    };
}
