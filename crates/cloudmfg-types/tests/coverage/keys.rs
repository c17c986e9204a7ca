//! The keys of the examples: those of requests, and those of replies.

use std::collections::BTreeSet;

use cloudmfg_types::{Device, ENDPOINTS};
use spec::{EncodingStyle, Endpoint, Field, FieldSource, Place, Required, Spec};
use wire::{FieldInfo, Model, ModelInfo, Source};

use crate::document::walk;
use crate::{Part, docs, keys, load};

/// What the spec has instead of a meaning that the fragment does not state.
const OF_AN_EXAMPLE: &str = "（示例）";

/// The request that is not in the fragment (G8).
const UNKNOWN_REQUEST: &str = "A.2.7";

/// The only key that no sample shows: the device, in case it comes under `data` (G6).
const ASSUMED: (&str, &str) = ("A.2.5", "data");

fn names<'a>(fields: impl IntoIterator<Item = &'a Field>) -> Vec<String> {
    fields.into_iter().map(|field| field.wire.value.clone()).collect()
}

/// The keys of the request of an endpoint in a container, as printed.
fn printed_request(endpoint: &str, parent: &str) -> Vec<String> {
    let keys = keys().into_iter().filter(|key| key.is_of(endpoint) && key.part == Part::Request);
    keys.filter(|key| key.parent == parent).map(|key| key.name).collect()
}

/// The keys of a reply of an endpoint, as printed.
fn printed_reply(endpoint: &str, part: &Part) -> Vec<String> {
    let keys = keys().into_iter().filter(|key| key.is_of(endpoint) && key.part == *part);
    keys.map(|key| key.name).collect()
}

/// The fields of a reply in the spec, those of the envelope first.
fn reply_fields<'a>(spec: &'a Spec, endpoint: &Endpoint) -> Vec<&'a Field> {
    let reply = spec.replies.iter().find(|def| def.name.value == endpoint.reply.value);
    spec.envelope.fields.iter().chain(spec.fields_of(reply.expect("the reply"))).collect()
}

#[test]
fn the_fragment_has_so_many_keys() {
    let keys = keys();
    let of = |part: Part| keys.iter().filter(|key| key.part == part).count();
    assert_eq!([of(Part::Request), of(Part::Success), of(Part::Failure)], [16, 9, 8]);
}

#[test]
fn the_parameters_of_the_spec_are_the_keys_of_the_examples() {
    let spec = load();
    let EncodingStyle::Json { common: Place::Body, under: Some(under) } = &spec.encoding.style
    else {
        panic!("{:?}", spec.encoding.style)
    };
    let around = [names(&spec.common_parameters), vec![under.clone()]].concat();
    for (endpoint, info) in spec.endpoints.iter().zip(&ENDPOINTS) {
        let id = endpoint.id.value.as_str();
        assert_eq!(names(&endpoint.parameters), printed_request(id, under), "{id}");
        let in_models: Vec<_> = info.request.fields.iter().map(|field| field.wire).collect();
        assert_eq!(in_models, printed_request(id, under), "{id}");
        let is_unknown = id == UNKNOWN_REQUEST;
        let printed_around = if is_unknown { Vec::new() } else { around.clone() };
        assert_eq!(printed_request(id, ""), printed_around, "{id}");
        assert_eq!((endpoint.takes_unlisted, info.takes_unlisted), (is_unknown, is_unknown));
    }
    let counts = ENDPOINTS.each_ref().map(|endpoint| endpoint.request.fields.len());
    assert_eq!(counts, [2, 1, 4, 0]);
}

#[test]
fn what_the_examples_have_is_required_by_us() {
    let spec = load();
    let parameters = spec.endpoints.iter().flat_map(|endpoint| &endpoint.parameters);
    for field in parameters.chain(&spec.common_parameters) {
        assert_eq!(field.required, Required::ByUs, "{}", field.wire.value);
    }
    for endpoint in &ENDPOINTS {
        let common = endpoint.common.iter();
        let common: Vec<_> = common.map(|field| (field.wire, field.filled_by_client)).collect();
        assert_eq!(common, [("userId", true), ("access_token", true)], "{}", endpoint.id);
        assert!(endpoint.common.iter().chain(endpoint.request.fields).all(|field| field.required));
    }
}

#[test]
fn the_fields_of_the_replies_are_the_keys_of_the_examples() {
    let spec = load();
    let envelope = names(&spec.envelope.fields);
    for (endpoint, info) in spec.endpoints.iter().zip(&ENDPOINTS) {
        let id = endpoint.id.value.as_str();
        let shown = |field: &&&Field| field.source != FieldSource::Assumed;
        let fields = reply_fields(&spec, endpoint);
        let specified = names(fields.iter().filter(shown).copied());
        let in_models: Vec<_> =
            info.reply.fields.iter().filter(|field| field.source == Source::Sample).collect();
        assert!(in_models.iter().map(|field| field.wire).eq(specified.iter()), "{id}");
        if id != UNKNOWN_REQUEST {
            assert_eq!(specified, printed_reply(id, &Part::Success), "{id}");
            assert_eq!(envelope, printed_reply(id, &Part::Failure), "{id}");
        }
    }
    // The failure before A.2.4 (G2).
    assert_eq!(envelope, ["status", "msg"]);
    let orphan = keys().into_iter().filter(|key| key.section == "A.2.3");
    assert!(orphan.map(|key| key.name).eq(envelope));
}

#[test]
fn nothing_in_the_spec_is_called_documented() {
    let spec = load();
    let mut assumed = BTreeSet::new();
    for endpoint in &spec.endpoints {
        let fields = reply_fields(&spec, endpoint).into_iter();
        for field in fields.chain(&endpoint.parameters).chain(&spec.common_parameters) {
            let name = field.wire.value.as_str();
            match field.source {
                FieldSource::Sample => {
                    assert!(field.text.zh.starts_with(OF_AN_EXAMPLE), "{name} {}", field.text.zh);
                }
                FieldSource::Assumed => drop(assumed.insert((endpoint.id.value.as_str(), name))),
                other => panic!("{name} is {other:?}"),
            }
            assert_eq!(field.printed_type, None, "{name}");
        }
    }
    assert_eq!(assumed, BTreeSet::from([ASSUMED]));
    let types = spec.types.iter().flat_map(|def| &def.fields);
    assert!(types.into_iter().all(|field| field.source == FieldSource::Sample));
}

/// At any depth: a device under `data` has the keys of one beside the status.
#[test]
fn the_replies_of_the_models_have_no_key_that_no_example_shows() {
    for endpoint in &ENDPOINTS {
        let is_unknown = endpoint.id == UNKNOWN_REQUEST;
        let example = if is_unknown { "A.2.6" } else { endpoint.id };
        let shown = printed_reply(example, &Part::Success);
        let mut found = BTreeSet::new();
        walk(endpoint.reply, "", &mut |_, field| {
            let is_shown = shown.iter().any(|name| name == field.wire);
            assert_eq!(is_shown, field.source == Source::Sample, "{} {}", endpoint.id, field.wire);
            found.extend(is_shown.then_some(field.wire));
        });
        assert_eq!(found.len(), shown.len(), "{}", endpoint.id);
    }
}

#[test]
fn the_documentation_says_that_only_examples_show_the_fields() {
    let mut counts = [0; 2];
    let of_endpoints = ENDPOINTS.iter().flat_map(|endpoint| [endpoint.request, endpoint.reply]);
    for model in of_endpoints.chain([<Device as Model>::INFO]) {
        for field in model.fields {
            assert_described(model, field);
            counts[usize::from(field.source == Source::Assumed)] += 1;
        }
    }
    // The parameters; status and message of four replies; the device in one, and by itself.
    assert_eq!(counts, [7 + 4 * 2 + 3 + 3, 1]);
}

#[track_caller]
fn assert_described(model: &ModelInfo, field: &FieldInfo) {
    let docs = &docs("models", model.name)[field.name];
    let source = match field.source {
        Source::Sample => "In the document's sample only.",
        Source::Assumed => "Not in the document: read in case a service sends it.",
        other => panic!("{} is {other:?}", field.wire),
    };
    assert!(docs.contains(&format!("{} (`{}`). {source}", field.zh, field.wire)), "{docs}");
}

/// Where an English meaning says what an example has, the example has it.
#[test]
fn quoted_values_are_those_of_the_examples() {
    let value = |name: &str| keys().into_iter().find(|key| key.name == name).expect(name).value;
    let fields = ENDPOINTS.iter().flat_map(|endpoint| endpoint.request.fields);
    let quoted = fields.filter_map(|field| {
        let (_, quoted) = field.en.strip_suffix(" in the example")?.split_once("; ")?;
        Some((field.wire, quoted))
    });
    let quoted: Vec<_> = quoted.collect();
    assert_eq!(quoted[0], ("devSign", "a file name"));
    assert_eq!(value("devSign"), r#""02357.PDF""#);
    assert_eq!(quoted[1..], [("commCode", "70"), ("commUrl", "MQTT"), ("iotType", "701")]);
    for (name, quoted) in &quoted[1..] {
        assert_eq!(value(name), format!("{quoted:?}"));
    }
}
