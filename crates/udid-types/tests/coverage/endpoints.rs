//! The endpoints: id, title, method, addresses and page size.

use spec::Endpoint;
use udid_types::{ENDPOINTS, HOST_PRODUCTION, HOST_TEST};

use crate::{printings, table};

const ENDPOINT_COLUMNS: [&str; 6] =
    ["id", "title", "method", "path_test", "path_production", "page_size"];

#[test]
fn each_endpoint_is_in_the_spec() {
    for (revision, spec) in printings() {
        let url = |endpoint: &Endpoint, environment: &str| {
            let is_of = |host: &&spec::Host| host.name.value == environment;
            let printed = endpoint.urls.iter().find(is_of).map(|url| url.url.value.clone());
            let host = spec.hosts.iter().find(is_of).expect("a host for the environment");
            printed.unwrap_or_else(|| format!("{}{}", host.url.value, endpoint.path.value))
        };
        let in_spec: Vec<_> = spec
            .endpoints
            .iter()
            .map(|endpoint| {
                [
                    endpoint.id.value.clone(),
                    endpoint.text.zh.clone(),
                    endpoint
                        .methods
                        .iter()
                        .map(|method| method.value.as_str())
                        .collect::<Vec<_>>()
                        .join(","),
                    url(endpoint, "test"),
                    url(endpoint, "production"),
                    endpoint
                        .paging
                        .as_ref()
                        .map_or(String::new(), |paging| paging.size.to_string()),
                ]
            })
            .collect();
        assert_eq!(in_spec, table(revision, "endpoints", ENDPOINT_COLUMNS), "{revision}");
        assert_eq!(in_spec.len(), 5, "{revision}");
    }
}

#[test]
fn each_endpoint_is_in_the_models() {
    let in_models = ENDPOINTS.each_ref().map(|endpoint| {
        [
            endpoint.id.to_owned(),
            endpoint.zh.to_owned(),
            endpoint.methods.join(","),
            format!("{HOST_TEST}{}", endpoint.path),
            format!("{HOST_PRODUCTION}{}", endpoint.path),
            endpoint.page_size.map_or(String::new(), |size| size.to_string()),
        ]
    });
    assert_eq!(in_models.as_slice(), table("2.0.1", "endpoints", ENDPOINT_COLUMNS));
}
