//! The page and the OpenAPI documents of the sandbox.

use std::collections::BTreeSet;

use bytes::Bytes;
use http::{Request, Response};
use sandbox::Sandbox;
use serde_json::Value;
use transport::{HttpTransport, Transport};
use wire::EndpointInfo;

/// Protocol, where the sandbox serves it, and its endpoints.
fn protocols() -> [(&'static str, &'static str, &'static [EndpointInfo]); 4] {
    [
        ("udid", "/api/v2", &udid_types::ENDPOINTS),
        ("idcode", "/", &idcode_types::ENDPOINTS),
        ("dbhs", "/", &dbhs_types::ENDPOINTS),
        ("cloudmfg", "/", &cloudmfg_types::ENDPOINTS),
    ]
}

async fn send(sandbox: &Sandbox, method: &str, path: &str) -> Response<Bytes> {
    let uri = format!("http://{}{path}", sandbox.address());
    let request = Request::builder().method(method).uri(uri).body(Bytes::new()).unwrap();
    HttpTransport::builder().build().unwrap().send(request).await.unwrap()
}

async fn page(sandbox: &Sandbox) -> String {
    let response = send(sandbox, "GET", "/docs").await;
    assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
    String::from_utf8(response.body().to_vec()).unwrap()
}

/// The values of an attribute.
fn values<'a>(html: &'a str, attribute: &str) -> BTreeSet<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(&start).skip(1).map(|rest| rest.split_once('"').unwrap().0).collect()
}

#[tokio::test]
async fn the_documents_describe_the_server_that_serves_them() {
    let sandbox = Sandbox::start().await.unwrap();
    for (protocol, base, endpoints) in protocols() {
        let response = send(&sandbox, "GET", &format!("/openapi/{protocol}.json")).await;
        assert_eq!(response.headers()["content-type"], "application/json");
        let document: Value = serde_json::from_slice(response.body()).unwrap();
        assert_eq!(document["openapi"], "3.1.0");
        assert_eq!(document["servers"][0]["url"], base, "{protocol}");
        let paths = document["paths"].as_object().unwrap();
        assert_eq!(paths.len(), endpoints.len());
        for (path, operations) in paths {
            for method in operations.as_object().unwrap().keys() {
                let address = format!("{}{path}", base.trim_end_matches('/'));
                let response = send(&sandbox, &method.to_uppercase(), &address).await;
                assert_eq!(response.status(), 200, "{protocol} {method} {path}");
            }
        }
    }
}

#[tokio::test]
async fn the_page_needs_nothing_else() {
    let page = page(&Sandbox::start().await.unwrap()).await;
    for outside in [" src=", "url(", "@import", "<link", "import(", "fetch("] {
        assert!(!page.contains(outside), "{outside}");
    }
    let ids = values(&page, "id");
    for link in values(&page, "href") {
        match link.strip_prefix('#') {
            Some(id) => assert!(ids.contains(id), "{link} leads nowhere"),
            None => assert!(link.starts_with("/openapi/"), "{link}"),
        }
    }
}

#[tokio::test]
async fn the_page_has_every_endpoint_with_every_field_and_code() {
    let page = page(&Sandbox::start().await.unwrap()).await;
    let ids = values(&page, "id");
    for (protocol, _, endpoints) in protocols() {
        for endpoint in endpoints {
            let id = format!("{protocol}-{}", endpoint.id);
            assert!(ids.contains(id.as_str()), "{id}");
            let start = page.find(&format!("<details id=\"{id}\"")).unwrap();
            let item = &page[start..start + page[start..].find("</details>").unwrap()];
            let fields = endpoint.request.fields.iter().chain(endpoint.files);
            let keys = fields.chain(endpoint.common).map(|field| field.wire);
            for key in keys.chain([endpoint.path]).chain(endpoint.codes.iter().copied()) {
                assert!(item.contains(&format!("<code>{key}</code>")), "{id}: {key}");
            }
            assert!(item.contains(endpoint.en) && item.contains(endpoint.zh), "{id}");
        }
    }
}
