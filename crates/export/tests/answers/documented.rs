//! The exported schemas, to hold answers to.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use bytes::Bytes;
use http::{Request, Response};
use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

/// The schemas of the replies of one protocol.
pub struct Documented {
    /// By method and path.
    replies: BTreeMap<(String, String), Reply>,
    base: &'static str,
}

struct Reply {
    openapi: Validator,
    models: Validator,
}

/// An exported file beside the specs.
pub fn read(file: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs").join(file);
    serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("JSON")
}

/// What a schema defines, with a place that refers to it.
pub fn validator(mut root: Value, reference: &str) -> Validator {
    root["$ref"] = reference.into();
    let options = jsonschema::options().with_draft(Draft::Draft202012);
    options.build(&root).unwrap_or_else(|error| panic!("{reference}: {error}"))
}

/// The same schema, but for keys that it does not name: those are wrong. Real services may send
/// new ones, the sandbox must not.
fn closed(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(object) => {
            for value in object.values_mut() {
                *value = closed(value.take());
            }
            if object.get("properties").is_some_and(|properties| properties["type"].is_null()) {
                object.insert("additionalProperties".to_owned(), false.into());
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| *value = closed(value.take())),
        _ => {}
    }
    schema
}

impl Documented {
    /// The protocol whose files are called `name`, served below `base`.
    pub fn new(name: &str, base: &'static str) -> Self {
        let openapi = read(&format!("{name}.openapi.json"));
        let components = json!({ "components": closed(openapi["components"].clone()) });
        let models = closed(read(&format!("{name}.schema.json")));
        let mut replies = BTreeMap::new();
        for (path, operations) in openapi["paths"].as_object().expect("paths") {
            for (method, operation) in operations.as_object().expect("operations") {
                let content = &operation["responses"]["200"]["content"]["application/json"];
                let reference = content["schema"]["$ref"].as_str().expect("a reference");
                let model = reference.replace("/components/schemas/", "/$defs/");
                let reply = Reply {
                    openapi: validator(components.clone(), reference),
                    models: validator(models.clone(), &model),
                };
                replies.insert((method.to_uppercase(), path.clone()), reply);
            }
        }
        Self { replies, base }
    }

    /// What an answer breaks.
    pub fn broken(&self, method: &str, path: &str, answer: &Value) -> Vec<String> {
        let path = path.strip_prefix(self.base).expect("below the base").to_owned();
        let reply = &self.replies[&(method.to_owned(), path)];
        let of = |name, validator: &Validator| {
            let errors = validator.iter_errors(answer);
            errors.map(|error| format!("{name} {}: {error}", error.instance_path())).collect()
        };
        let lists: [Vec<String>; 2] =
            [of("OpenAPI", &reply.openapi), of("JSON Schema", &reply.models)];
        lists.concat()
    }

    /// The answer to a request of an endpoint, which must be as the schemas say.
    #[track_caller]
    pub fn check(&self, request: &Request<Bytes>, response: &Response<Bytes>) -> Option<Value> {
        let is_json = response.headers().get("content-type")?.to_str().ok()?.contains("json");
        let answer = is_json.then(|| serde_json::from_slice(response.body()).expect("JSON"))?;
        let (method, path) = (request.method().as_str(), request.uri().path());
        let broken = self.broken(method, path, &answer);
        assert!(broken.is_empty(), "{method} {path}: {broken:#?}\n{answer:#}");
        Some(answer)
    }
}
