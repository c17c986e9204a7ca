//! Finds endpoints and fields in a specification.

use wire::{EndpointInfo, FieldInfo};

/// The endpoint with this path, under any base URL.
pub fn endpoint_at(
    endpoints: &'static [EndpointInfo],
    path: &str,
) -> Option<&'static EndpointInfo> {
    let found = endpoints.iter().filter(|endpoint| path.ends_with(endpoint.path));
    found.max_by_key(|endpoint| endpoint.path.len())
}

/// The field with this key; its exact spelling takes precedence over other spellings.
pub fn field_named(fields: &'static [FieldInfo], key: &str) -> Option<&'static FieldInfo> {
    let exact = fields.iter().find(|field| field.wire == key);
    exact.or_else(|| fields.iter().find(|field| field.is_named(key)))
}
