//! OpenAPI 3.1 of a protocol.
//!
//! Requests are described as the document asks for them, replies as they come: a scalar is a string
//! or a number, everything but the return code may be missing or `null`.

mod components;
mod info;
mod operation;
mod reply;
mod request;
mod schema;
mod security;
mod values;

pub use reply::codes;
pub use security::common;
use spec::{EncodingStyle, Spec};
pub use values::class;

use crate::json::{Json, Object};
use crate::samples::Samples;

/// The OpenAPI document of a spec; `source` says what it was made from.
pub fn document(spec: &Spec, samples: &Samples, source: &str) -> Json {
    with_servers(spec, samples, source, servers(spec))
}

/// The same for the sandbox, which comes first among the servers.
pub fn document_of_sandbox(spec: &Spec, samples: &Samples, source: &str) -> Json {
    let own = Object::new()
        .with("url", base_path(spec))
        .with("description", "The sandbox that serves this document");
    let mut all = vec![own.into()];
    if !spec.hosts.is_empty() {
        all.extend(servers(spec));
    }
    with_servers(spec, samples, source, all)
}

fn with_servers(spec: &Spec, samples: &Samples, source: &str, servers: Vec<Json>) -> Json {
    // Endpoints may share a path, with methods of their own.
    let mut items: Vec<(&str, Object)> = Vec::new();
    for endpoint in &spec.endpoints {
        let path = endpoint.path.value.as_str();
        let item = operation::path_item(spec, endpoint, samples);
        match items.iter_mut().find(|(other, _)| *other == path) {
            Some((_, first)) => first.append(item),
            None => items.push((path, item)),
        }
    }
    let paths: Object =
        items.into_iter().map(|(path, item)| (path.to_owned(), item.into())).collect();
    let components = Object::new()
        .with("schemas", components::components(spec))
        .with_some("securitySchemes", security::schemes(spec).filled());
    Object::new()
        .with("openapi", "3.1.0")
        .with("info", info::info(spec, source))
        .with("servers", servers)
        .with("paths", paths)
        .with("components", components)
        .into()
}

/// The hosts; a document without one has its paths at the root of some server.
fn servers(spec: &Spec) -> Vec<Json> {
    if spec.hosts.is_empty() {
        let text = "The document names no host: put your own here";
        return vec![Object::new().with("url", "/").with("description", text).into()];
    }
    // Tools take the first, and trying out belongs to the test environment, which stands first.
    let server = |host: &spec::Host| {
        Object::new().with("url", &host.url.value).with("description", &host.name.value).into()
    };
    spec.hosts.iter().map(server).collect()
}

/// The path of the base URL in production, which the sandbox has too.
fn base_path(spec: &Spec) -> String {
    let host = spec.hosts.iter().find(|host| host.name.value == "production");
    let rest = host.and_then(|host| host.url.value.split_once("://"));
    let path = rest.and_then(|(_, rest)| rest.find('/').map(|start| rest[start..].to_owned()));
    path.unwrap_or_else(|| "/".to_owned())
}

/// Whether parameters of all requests go into headers.
fn has_headers(spec: &Spec) -> bool {
    matches!(spec.encoding.style, EncodingStyle::Json { common: spec::Place::Header, .. })
}

#[cfg(test)]
mod tests;
