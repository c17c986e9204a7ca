//! Endpoints.

use spec::{Effect, Endpoint, Spec};

use super::{reply, request, security};
use crate::json::{Json, Object};
use crate::samples::Samples;
use crate::words;

/// All methods of an endpoint.
pub fn path_item(spec: &Spec, endpoint: &Endpoint, samples: &Samples) -> Object {
    let methods = endpoint.methods.iter().enumerate();
    let operations = methods.map(|(index, method)| {
        let method = method.value.to_ascii_lowercase();
        let name = &endpoint.name.value;
        // Each operation has an id of its own; the first method has the name.
        let id = if index == 0 { name.clone() } else { format!("{name}_{method}") };
        let operation = operation(spec, endpoint, samples, &method, &id);
        (method, operation.into())
    });
    operations.collect()
}

fn operation(
    spec: &Spec,
    endpoint: &Endpoint,
    samples: &Samples,
    method: &str,
    id: &str,
) -> Object {
    let parameters = request::parameters(spec, endpoint, method);
    let title = format!("{} {}", endpoint.id.value, words::both(&endpoint.text));
    Object::new()
        .with("operationId", id)
        .with("summary", title)
        .with("description", words::endpoint(spec, endpoint))
        .with_some("parameters", (!parameters.is_empty()).then_some(parameters))
        .with_some("requestBody", request::body(spec, endpoint, samples, method))
        .with("responses", reply::responses(spec, endpoint, samples))
        .with_some("security", security::requirement(spec, endpoint, method))
        .with("x-id", &endpoint.id.value)
        .with("x-effect", if endpoint.effect == Effect::Read { "read" } else { "write" })
        .with(
            "x-code-tables",
            Json::texts(words::ids(&endpoint.codes)).unwrap_or(Json::List(Vec::new())),
        )
        .with_some("x-codes", Json::texts(words::ids(&endpoint.code_values)))
        .with_some("x-preferred", is_preferred(endpoint, method).then_some(true))
        .with_some("x-decisions", Json::texts(words::ids(&endpoint.decisions)))
}

/// Whether clients use this method, where the document allows several.
fn is_preferred(endpoint: &Endpoint, method: &str) -> bool {
    endpoint.preferred_method.as_ref().is_some_and(|name| name.value.eq_ignore_ascii_case(method))
}
