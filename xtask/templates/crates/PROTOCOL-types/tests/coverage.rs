//! Everything that the document states is in the models, and they name nothing as documented that it
//! does not state.
//!
//! The document stands in the tables of `tests/data/PROTOCOL`, which are not made from the spec.

// Not all of it is needed here.
#[allow(dead_code)]
use test_support::document;
#[allow(dead_code)]
use test_support::workspace;

use document::{table, walk};
use wire::Source;

use PROTOCOL_types::{ENDPOINTS, ItemReply};

fn path(name: &str) -> String {
    format!("tests/data/PROTOCOL/1/{name}")
}

#[test]
fn the_endpoints_are_those_of_the_document() {
    let printed = table(&path("endpoints.tsv"), ["id", "title", "method", "path"]);
    let endpoints = ENDPOINTS.iter().map(|endpoint| {
        let methods = endpoint.methods.join(", ");
        [endpoint.id.into(), endpoint.zh.into(), methods, endpoint.path.into()]
    });
    assert_eq!(endpoints.collect::<Vec<_>>(), printed);
}

/// Those of requests and replies, with the key that they stand under.
#[test]
fn the_fields_are_those_of_the_document() {
    let header = ["endpoint", "part", "parent", "key", "name", "required"];
    let printed = table(&path("fields.tsv"), header);
    let mut fields = Vec::new();
    for endpoint in &ENDPOINTS {
        for (part, model) in [("request", endpoint.request), ("reply", endpoint.reply)] {
            walk(model, "", &mut |parent, field| {
                if field.source == Source::Document {
                    let required = if field.required { "yes" } else { "" };
                    let row = [endpoint.id, part, parent, field.wire, field.zh, required];
                    fields.push(row.map(str::to_owned));
                }
            });
        }
    }
    assert_eq!(fields, printed);
}

#[test]
fn the_sample_decodes_and_comes_back() {
    let sample = workspace::read(&path("samples/get_item.json"));
    let reply: ItemReply = wire::from_slice(sample.as_bytes()).expect("a reply");
    assert!(!format!("{reply:?}").contains("unknown_fields"), "{reply:?}");
    let sample: serde_json::Value = serde_json::from_str(&sample).expect("JSON");
    assert_eq!(serde_json::to_value(&reply).expect("JSON"), sample);
}
