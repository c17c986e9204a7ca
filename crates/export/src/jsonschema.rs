//! JSON Schema of all models of a protocol, made by the models themselves through schemars.

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};
use spec::Spec;
use wire::{EndpointInfo, define_model};

use crate::json::{Json, Object};
use crate::words::both;

const COMMENT: &str = "Requests are described as they are written: types and required fields as \
    the document has them. Replies are described as they may come: a scalar is a string or a \
    number, everything may be missing or null. Whatever is valid is read by the Rust models, which \
    read still more: keys in any case, other spellings of keys, JSON inside of strings, single \
    objects for lists.";

/// The endpoints of a protocol that has models.
pub fn endpoints(protocol: &str) -> Option<&'static [EndpointInfo]> {
    Some(match protocol {
        "udid" => &udid_types::ENDPOINTS,
        "idcode" => &idcode_types::ENDPOINTS,
        "dbhs" => &dbhs_types::ENDPOINTS,
        "cloudmfg" => &cloudmfg_types::ENDPOINTS,
        _ => return None,
    })
}

/// One document with all requests, replies and what they hold under `$defs`.
pub fn document(spec: &Spec, endpoints: &[EndpointInfo], source: &str) -> Json {
    let written = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let read = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    let mut definitions = define(written, endpoints, |endpoint| endpoint.request);
    // What both hold is described as it may come.
    definitions.extend(define(read, endpoints, |endpoint| endpoint.reply));
    Object::new()
        .with("$schema", "https://json-schema.org/draft/2020-12/schema")
        .with("title", both(&spec.text))
        .with("description", format!("Revision {}", spec.revision.value))
        .with("$comment", format!("{source}. {COMMENT}"))
        .with("$defs", Value::from(definitions))
        .into()
}

fn define(
    mut generator: SchemaGenerator,
    endpoints: &[EndpointInfo],
    model: fn(&EndpointInfo) -> &'static wire::ModelInfo,
) -> Map<String, Value> {
    for endpoint in endpoints {
        define_model(model(endpoint), &mut generator);
    }
    generator.take_definitions(true)
}
