//! What is generated from the obstacle course is compiled here, and its models go round trip.

// Not all of it is used, and there is no feature `schemars`; the rest as in the types crates.
#[allow(dead_code, unused_imports, unexpected_cfgs)]
#[allow(clippy::match_same_arms, clippy::match_single_binding, clippy::wildcard_imports)]
#[path = "obstacles/generated/mod.rs"]
#[rustfmt::skip]
mod generated;

use generated as it;
use serde_json::{Value, json};
use wire::{Code, Endpoint, Model, OpenEnum, Refusal, Reply, Rule, UnknownFields};

/// Decodes, and encodes to the same.
#[track_caller]
fn round_trip<M: Model + serde::de::DeserializeOwned + serde::Serialize>(json: &Value) -> M {
    let model: M = wire::from_slice(json.to_string().as_bytes()).expect("a model");
    assert_eq!(serde_json::to_value(&model).expect("JSON"), *json);
    assert_eq!(model.unknown_fields(), &UnknownFields::default());
    model
}

fn values(info: &wire::ModelInfo) -> Value {
    let fields = info.fields.iter().map(|field| (field.wire.to_owned(), json!(field.name)));
    Value::Object(fields.collect())
}

#[test]
fn keys_of_every_kind_go_round_trip() {
    let model: it::Box = round_trip(&values(it::Box::INFO));
    assert_eq!(model.chinese.as_deref(), Some("chinese"));
    assert_eq!(model.quote.as_deref(), Some("quote"));
    assert_eq!(model.backslash.as_deref(), Some("backslash"));
    assert_eq!(model.comment.as_deref(), Some("comment"));
    assert_eq!(model.line.as_deref(), Some("line"));
    assert_eq!(model.union.as_deref(), Some("union"));
    assert_eq!(model.empty.as_deref(), Some("empty"));
    assert_eq!(it::Box::INFO.fields.len(), 13);
}

#[test]
fn keys_of_every_kind_are_read_in_any_case_and_by_alias() {
    for field in it::Box::INFO.fields {
        let read = |key: &str| -> it::Box {
            wire::from_slice(json!({ key: "x" }).to_string().as_bytes()).expect("a model")
        };
        let expected = read(field.wire);
        assert!(expected.unknown_fields.is_empty(), "{:?}", field.wire);
        for key in [field.wire].iter().chain(field.aliases) {
            assert_eq!(read(&key.to_ascii_uppercase()), expected, "{key:?}");
            assert_eq!(read(&key.to_ascii_lowercase()), expected, "{key:?}");
        }
    }
}

#[test]
fn fields_called_like_words_of_rust_go_round_trip() {
    let model: it::Error = round_trip(&json!({
        "result": "0",
        "option": "o",
        "string": "#,a b,是\n否",
        "value": "7",
        "map": 8,
        "key": "2020-01-01",
        "index": "a,b",
        "self": "s",
        "read": 1,
        "write": [{"a\"b": "q"}, {}],
        "get": {},
        "default": "a b",
        "new": "anything",
    }));
    assert_eq!(model.result, Some(it::Result::Ok));
    assert_eq!(
        model.string.expect("a list").to_vec(),
        [it::Cow::Clone, it::Cow::Box, it::Cow::Self1]
    );
    assert_eq!((model.map, model.self_.as_deref()), (Some(8), Some("s")));
    assert_eq!(model.read, Some(it::Match::Type));
    assert_eq!((model.write.len(), model.get), (2, Some(it::Default::default())));
    assert_eq!(model.new.map(|new| new.index()), Some(None), "there are no values to be");
}

#[test]
fn replies_and_types_called_like_type_parameters_go_round_trip() {
    let reply: it::Clone = round_trip(&json!({
        "code": "\"",
        "mes\"sage": "m",
        "e": [{"option": "o"}],
        "t": {"a": {"x": "1"}, "s": [{"x": "2"}], "d": {"x": "3"}, "mod": [{"x": "4"}]},
    }));
    assert_eq!((reply.code(), reply.message()), (Some(&it::Result::Err), Some("m")));
    let inner = reply.type_.expect("an object");
    assert_eq!(inner.d.and_then(|d| d.x).as_deref(), Some("3"));
    assert_eq!(inner.mod_[0].x.as_deref(), Some("4"));
    round_trip::<it::Reply>(&json!({"code": "\\"}));
    round_trip::<it::Default>(&json!({}));
}

#[test]
fn values_of_every_kind_are_read_and_written() {
    for info in [it::Cow::INFO, it::Result::INFO] {
        for value in info.values {
            for text in [&value.wire].into_iter().chain(value.aliases) {
                let (name, zh) = match info.name {
                    "Cow" => named(text.parse::<it::Cow>()),
                    _ => named(text.parse::<it::Result>()),
                };
                assert_eq!((name, zh), (value.wire.to_owned(), Some(value.zh)), "{text:?}");
            }
        }
    }
    assert_eq!(it::Cow::from("r#\"#"), it::Cow::Clone);
    assert_eq!(it::Result::from("\\").class(), wire::Class::RetryLater);
    assert_eq!(it::Result::from("\\n").index(), None, "the text of a code is no code");
    assert_eq!(it::Result::from("\\n").class(), wire::Class::Failed);
    let value = it::Match::from("x");
    assert_eq!((value.as_str(), value.to_string().as_str()), ("x", "No number"));
    assert_eq!(it::Cow::from("无"), it::Cow::None);
}

fn named<T: OpenEnum + std::fmt::Debug>(
    parsed: Result<T, wire::UnlistedValue>,
) -> (String, Option<&'static str>) {
    let value = parsed.expect("a listed value");
    let zh = value.index().map(|index| T::INFO.values[index].zh);
    (value.as_str().to_owned(), zh)
}

#[test]
fn endpoints_keep_their_texts_and_requests_their_rules() {
    let [with, without] = &it::ENDPOINTS;
    assert_eq!((with.id, with.path), ("E\"1", "/a b/\"(c)\"\\"));
    assert_eq!((without.path, without.request.fields.len()), ("", 0));
    assert_eq!(with.page_size, Some(7));
    assert_eq!((it::HOST_TEST, it::FORM_FIELD), ("https://example.com/a\"b\\c", "p\"a\\#"));
    assert_eq!(it::HOST_PRE_PROD, "https://example.com");
    assert!(std::ptr::eq(<it::Endpoint as Endpoint>::ENDPOINT, without));

    let boxes = vec![it::Box::default()];
    let request = it::Iterator::new().with_some("s").with_map(boxes).with_n(9);
    let mut request = request.with_k(it::Cow::Result).with_o(it::A::default());
    let refused = |rule, parameter| Err(Refusal { endpoint: "E\"1", parameter, rule });
    // The caller need not give what the client fills in.
    let secret = with.request.fields.iter().find(|field| field.name == "secret").unwrap();
    assert!(secret.required && secret.filled_by_client);
    assert_eq!(wire::check(&request), Ok(()));
    request.secret = Some("planted".into());
    assert_eq!(wire::check(&request), Ok(()));
    assert!(!format!("{request:?}").contains("planted"));
    request.n = Some(8);
    assert_eq!(wire::check(&request), refused(Rule::AtLeast(9), "n"));
    round_trip::<it::Iterator>(&json!({"some": "s", "n": 7, "k": "*/", "o": {}}));
    assert_eq!(it::Endpoint::new(), round_trip::<it::Endpoint>(&json!({})));
}

/// What earlier revisions called otherwise is still there under its old name.
#[test]
#[allow(deprecated)]
fn earlier_names_lead_to_the_new_ones() {
    let hash: it::Hash = it::Match::Type;
    let eq: it::Eq = it::Eq::Fn;
    assert_eq!((hash, eq), (it::Match::Type, it::Match::Fn));
    let model: it::Ord = round_trip(&json!({"self": "s", "write": [{"#": "x"}]}));
    assert_eq!((model.this(), model.inner()), (model.self_.as_ref(), model.self_.as_ref()));
    assert_eq!((model.drop(), model.write.len()), (&model.write, 1));
    let reply: it::Copy = it::Reply::default();
    assert_eq!(reply, it::Copy::default());
    let request = it::PartialEq::new().with_k(it::Cow::Ok);
    assert_eq!((request.kind(), request.k.as_ref()), (Some(&it::Cow::Clone), Some(&it::Cow::Some)));
    let request: it::Debug2 = request;
    assert_eq!(request, it::Iterator { ..request.clone() });
    // Constants stand in patterns, too.
    let is_old = |value| matches!(value, it::Cow::Some);
    assert!(is_old(it::Cow::Clone) && !is_old(it::Cow::Box));
}
