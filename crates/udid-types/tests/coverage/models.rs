//! The fields of requests and replies in the models and their documentation.

use std::collections::BTreeMap;

use udid_types::ENDPOINTS;
use wire::{FieldInfo, Kind, ModelInfo, Source};

use crate::document::{snake, squeeze, walk};
use crate::fields::{assert_text, find, specified};
use crate::printed::{Printed, description, printed_fields};
use crate::{generated, load};

#[test]
fn each_field_of_the_document_is_in_the_models() {
    let spec = load("2.0.1");
    for (table, count) in [("request_fields", 13), ("reply_fields", 225)] {
        let specified = specified(&spec, table);
        let printed = printed_fields("2.0.1", table);
        for row in &printed {
            let (model, field) = modelled(table, row);
            let docs = field_docs(model);
            let docs = docs.get(field.name).unwrap_or_else(|| panic!("{row:?} has no docs"));
            assert!(docs.contains(&format!("`{}`", row.name)), "{row:?}: {docs}");
            assert_text(field.zh, find(&specified, row), row);
            assert!(squeeze(docs).contains(&description(&row.chinese)), "{row:?}: {docs}");
            assert!(squeeze(docs).contains(&squeeze(field.zh)), "{row:?}: {docs}");
        }
        assert_eq!(printed.len(), count);
    }
}

/// The model and field for a printed field.
fn modelled(table: &str, printed: &Printed) -> (&'static ModelInfo, &'static FieldInfo) {
    let endpoint = ENDPOINTS.iter().find(|endpoint| endpoint.id == printed.id).expect("endpoint");
    let root = if table == "request_fields" { endpoint.request } else { endpoint.reply };
    let model =
        find_model(root, &printed.parent).unwrap_or_else(|| panic!("{printed:?}: no parent"));
    let field = model.fields.iter().find(|field| field.wire == printed.name);
    (model, field.unwrap_or_else(|| panic!("{printed:?} is not in {}", model.name)))
}

/// The model below `root` with the key `parent`; `root` itself for no key.
fn find_model(root: &'static ModelInfo, parent: &str) -> Option<&'static ModelInfo> {
    if parent.is_empty() {
        return Some(root);
    }
    root.fields.iter().find_map(|field| match field.kind {
        Kind::Model(model) | Kind::List(model) if field.wire == parent => Some(model),
        Kind::Model(model) | Kind::List(model) => find_model(model, parent),
        _ => None,
    })
}

#[test]
fn the_models_call_nothing_documented_that_is_not() {
    for (table, observed) in [("request_fields", 6), ("reply_fields", 4)] {
        let printed = printed_fields("2.0.1", table);
        let mut not_documented = Vec::new();
        for endpoint in &ENDPOINTS {
            let root = if table == "request_fields" { endpoint.request } else { endpoint.reply };
            walk(root, "", &mut |parent, field| {
                let is_printed = |row: &Printed| row.parent == parent && row.name == field.wire;
                match field.source {
                    Source::Sample | Source::Observed | Source::Assumed => {
                        not_documented.push(field.wire);
                    }
                    Source::Document if printed.iter().any(is_printed) => {}
                    Source::Document => assert!(
                        ["errorCode", "errorMsg"].contains(&field.wire),
                        "{} {parent}.{}",
                        endpoint.id,
                        field.wire
                    ),
                }
            });
        }
        not_documented.sort_unstable();
        not_documented.dedup();
        assert_eq!(not_documented.len(), observed, "{not_documented:?}");
    }
}

fn field_docs(model: &ModelInfo) -> BTreeMap<String, String> {
    generated(&format!("models/{}", snake(model.name)))
}
