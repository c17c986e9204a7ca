//! Finds endpoints and fields in a specification.

use percent_encoding::percent_decode_str;
use wire::{EndpointInfo, FieldInfo};

/// The endpoint with this path, under any base URL. Where several share it, the one that takes the
/// method; a path without labels takes precedence over one with them.
pub fn endpoint_at(
    endpoints: &'static [EndpointInfo],
    method: &str,
    path: &str,
) -> Option<&'static EndpointInfo> {
    let found = endpoints.iter().filter(|endpoint| labels(endpoint, path).is_some());
    found.max_by_key(|endpoint| {
        let parts = endpoint.path.split('/').count();
        let labels = endpoint.path.matches('{').count();
        (parts, std::cmp::Reverse(labels), endpoint.methods.contains(&method))
    })
}

/// What the labels of an endpoint's path are in this path, under any base URL: pairs of key and
/// value. `None` if it is the path of another endpoint.
pub fn labels(endpoint: &EndpointInfo, path: &str) -> Option<Vec<(&'static str, String)>> {
    let mut found = Vec::new();
    let mut parts = path.rsplit('/');
    for part in endpoint.path.trim_start_matches('/').rsplit('/') {
        let sent = parts.next()?;
        match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            Some(key) if !sent.is_empty() => {
                found.push((key, percent_decode_str(sent).decode_utf8_lossy().into_owned()));
            }
            None if part == sent => {}
            _ => return None,
        }
    }
    // What precedes the path ends before its first slash.
    parts.next().map(|_| found)
}

/// The field with this key; its exact spelling takes precedence over other spellings.
pub fn field_named(fields: &'static [FieldInfo], key: &str) -> Option<&'static FieldInfo> {
    let exact = fields.iter().find(|field| field.wire == key);
    exact.or_else(|| fields.iter().find(|field| field.is_named(key)))
}

#[cfg(test)]
mod tests {
    use wire::{Effect, ModelInfo};

    use super::*;

    const EMPTY: ModelInfo = ModelInfo { name: "", en: "", zh: "", fields: &[] };

    const fn endpoint(
        id: &'static str,
        methods: &'static [&'static str],
        path: &'static str,
    ) -> EndpointInfo {
        EndpointInfo {
            id,
            name: id,
            methods,
            preferred_method: methods[0],
            is_page: false,
            is_restricted: false,
            takes_unlisted: false,
            effect: Effect::Read,
            path,
            en: "",
            zh: "",
            page_size: None,
            common: &[],
            files: &[],
            request: &EMPTY,
            reply: &EMPTY,
            constraints: &[],
            codes: &[],
        }
    }

    static ENDPOINTS: [EndpointInfo; 5] = [
        endpoint("get", &["GET"], "/toys/{id}"),
        endpoint("delete", &["DELETE"], "/toys/{id}"),
        endpoint("new", &["POST"], "/toys/new"),
        endpoint("loan", &["GET"], "/toys/{id}/loans/{day}"),
        endpoint("sharing", &["POST"], "/sharing/get"),
    ];

    #[test]
    fn endpoints_are_found_by_path_labels_and_method() {
        for (method, path, expected) in [
            ("GET", "/toys/1", Some("get")),
            ("DELETE", "/api/v2/toys/1", Some("delete")),
            // As captures name it.
            ("DELETE", "/toys/{id}", Some("delete")),
            ("POST", "/toys/new", Some("new")),
            ("GET", "/api/toys/a%2Fb/loans/x", Some("loan")),
            ("GET", "/toys//loans/x", None),
            ("GET", "/toys/", None),
            ("GET", "/toys/1/loans", None),
            ("GET", "toys/1", None),
            ("GET", "/alltoys/1", None),
            ("POST", "/api/v2/sharing/get", Some("sharing")),
        ] {
            let found = endpoint_at(&ENDPOINTS, method, path).map(|endpoint| endpoint.id);
            assert_eq!(found, expected, "{method} {path}");
        }
    }

    #[test]
    fn labels_are_decoded() {
        let sent = "/api/toys/%E6%9E%B6%201%2Fa%3F/loans/2026";
        let found = labels(&ENDPOINTS[3], sent).unwrap();
        assert_eq!(found, [("day", "2026".to_owned()), ("id", "架 1/a?".to_owned())]);
        assert_eq!(labels(&ENDPOINTS[0], "/toys/%FF%zz").unwrap()[0].1, "\u{fffd}%zz");
    }
}
