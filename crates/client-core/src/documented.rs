//! Where a request or an answer stands in a document.

use wire::{EndpointInfo, FieldInfo};

/// The endpoint that a path leads to, below whatever base URL.
pub fn endpoint_at(
    endpoints: &'static [EndpointInfo],
    path: &str,
) -> Option<&'static EndpointInfo> {
    let found = endpoints.iter().filter(|endpoint| path.ends_with(endpoint.path));
    found.max_by_key(|endpoint| endpoint.path.len())
}

/// The field that a key names, by its exact spelling before any other.
pub fn field_named(fields: &'static [FieldInfo], key: &str) -> Option<&'static FieldInfo> {
    let exact = fields.iter().find(|field| field.wire == key);
    exact.or_else(|| fields.iter().find(|field| field.is_named(key)))
}
