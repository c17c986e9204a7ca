//! Keys and signatures, as far as OpenAPI can tell them.
//!
//! It knows secrets in headers and queries; in forms and bodies they are plain fields. How a
//! signature is made it cannot say at all: that stands in the descriptions.

use spec::{EncodingStyle, Endpoint, Field, Spec};

use super::has_headers;
use crate::json::{Json, Object};
use crate::words::{self, paragraphs};

/// The parameters of every request that a scheme stands for.
pub fn schemes(spec: &Spec) -> Object {
    let place = match spec.encoding.style {
        EncodingStyle::SignedForm => "query",
        _ if has_headers(spec) => "header",
        _ => return Object::new(),
    };
    let scheme = |field: &Field| {
        let decisions = words::decisions(spec, &field.decisions);
        let scheme = Object::new()
            .with("type", "apiKey")
            .with("in", place)
            .with("name", &field.wire.value)
            .with("description", paragraphs([words::field(field), decisions]));
        (field.name.value.clone(), scheme.into())
    };
    spec.common_parameters.iter().filter(|field| field.sensitive).map(scheme).collect()
}

/// The schemes that an operation needs, all of them at once.
pub fn requirement(spec: &Spec, endpoint: &Endpoint, method: &str) -> Option<Vec<Json>> {
    if !has_headers(spec) && !is_query(spec, method) {
        return None;
    }
    let names = common(spec, endpoint).into_iter().filter(|field| field.sensitive);
    let names = names.map(|field| (field.name.value.clone(), Json::List(Vec::new())));
    let all: Object = names.collect();
    all.filled().map(|all| vec![all.into()])
}

/// Whether an operation has its parameters in the query.
pub fn is_query(spec: &Spec, method: &str) -> bool {
    matches!(method, "get" | "delete")
        && !matches!(spec.encoding.style, EncodingStyle::JsonInForm { .. })
}

/// The parameters of every request that an endpoint takes.
pub fn common<'a>(spec: &'a Spec, endpoint: &Endpoint) -> Vec<&'a Field> {
    let is_taken = |field: &&Field| {
        let named = endpoint.common.as_ref();
        named.is_none_or(|list| list.iter().any(|wire| wire.value == field.wire.value))
    };
    spec.common_parameters.iter().filter(is_taken).collect()
}
