//! Addresses and methods that the service does not have, and HTML in place of JSON.

use bytes::Bytes;
use http::{Method, Request, StatusCode};
use sandbox::Fault;
use transport::Transport;
use udid_client::types::ENDPOINTS;
use udid_client::{Class, Client, Error};

use crate::common::transports::{network, tampering};
use crate::common::{World, day};

/// Status and excerpt of an answer that is a page.
fn page(error: Error) -> (StatusCode, String) {
    match error {
        Error::Status { status, excerpt, .. } => (status, excerpt),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn other_methods_and_paths_get_an_html_page() {
    let world = World::new().await;
    let root = format!("http://{}", world.sandbox.address());
    let mut requests = vec![
        (Method::POST, format!("{root}/"), StatusCode::NOT_FOUND),
        (Method::POST, format!("{root}/api/v2/sharing/list"), StatusCode::NOT_FOUND),
        (Method::POST, format!("{root}/api/v2/sharing/get/"), StatusCode::NOT_FOUND),
    ];
    for endpoint in &ENDPOINTS {
        for base in ["/api/v2", "/api/beta/v2"] {
            let url = format!("{root}{base}{}", endpoint.path);
            requests.push((Method::GET, url.clone(), StatusCode::METHOD_NOT_ALLOWED));
            requests.push((Method::PUT, url, StatusCode::METHOD_NOT_ALLOWED));
        }
        let url = format!("{root}/api/v1{}", endpoint.path);
        requests.push((Method::POST, url, StatusCode::NOT_FOUND));
    }
    for (method, url, status) in requests {
        let request = Request::builder().method(&method).uri(&url).body(Bytes::new()).unwrap();
        let answer = network().send(request).await.unwrap();
        assert_eq!(answer.status(), status, "{method} {url}");
        let kind = answer.headers()[http::header::CONTENT_TYPE].to_str().unwrap();
        assert!(kind.starts_with("text/html"), "{method} {url}: {kind}");
        assert!(answer.body().trim_ascii_start().starts_with(b"<html>"), "{method} {url}");
    }
    for endpoint in &ENDPOINTS {
        assert_eq!(world.calls(endpoint.id), 0, "{}", endpoint.id);
    }
}

#[tokio::test]
async fn a_wrong_base_url_is_an_error_with_the_pages_text() {
    let world = World::new().await;
    let root = format!("http://{}", world.sandbox.address());
    for base in ["", "/api", "/api/v1", "/api/v3", "/API/V2"] {
        let client = world.builder_at(format!("{root}{base}")).build().unwrap();
        for error in [
            client.test_connection().await.unwrap_err(),
            client.get_token().await.unwrap_err(),
            client.list_devices(&day().page(1)).await.unwrap_err(),
        ] {
            let (status, excerpt) = page(error);
            assert_eq!(status, StatusCode::NOT_FOUND, "{base}");
            assert_eq!(excerpt, "HTML page: 404 Not Found 404 Not Found", "{base}");
        }
    }
}

#[tokio::test]
async fn a_slash_behind_the_base_url_does_no_harm() {
    let world = World::new().await;
    let url = format!("{}//", world.sandbox.udid_url());
    world.builder_at(url).build().unwrap().list_devices(&day().page(1)).await.unwrap();
}

#[test]
fn what_is_no_base_url_is_refused() {
    for (given, shown) in [
        ("", ""),
        ("udid.nmpa.gov.cn", "udid.nmpa.gov.cn"),
        ("/api/v2", "/api/v2"),
        ("http:", "http:"),
        ("ftp://user:password@host/api", "ftp://<hidden>@host/api"),
        ("http://host/api?key=password", "http://host/api?<hidden>"),
    ] {
        let error = Client::builder(given).build().err();
        let Some(Error::InvalidBaseUrl { url, example }) = error else {
            panic!("{given:?}: {error:?}")
        };
        assert_eq!((&*url, example), (shown, udid_client::types::HOST_TEST));
    }
}

#[tokio::test]
async fn another_method_is_an_error_with_the_pages_text() {
    let world = World::new().await;
    let transport = tampering("/sharing/get", |request| *request.method_mut() = Method::GET);
    let error = world.client_over(transport).list_devices(&day().page(1)).await.unwrap_err();
    let text = error.to_string();
    assert_eq!(
        text,
        "D001: HTTP status 405 Method Not Allowed: \
         HTML page: 405 Method Not Allowed 405 Method Not Allowed"
    );
    assert_eq!(page(error).0, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn an_outage_page_is_an_error_whatever_its_status() {
    let world = World::new().await;
    let client = world.client();
    for endpoint in ["P002", "D001"] {
        world.sandbox.udid().inject(endpoint, Fault::Html { status: 502 }, 1);
        let error = client.list_devices(&day().page(1)).await.unwrap_err();
        assert!(error.to_string().starts_with(endpoint), "{error}");
        assert_eq!(error.class(), Class::RetryLater);
        let (status, excerpt) = page(error);
        assert_eq!(status, StatusCode::BAD_GATEWAY);
        assert_eq!(excerpt, "HTML page: 502 Bad Gateway 502 Bad Gateway");

        world.sandbox.udid().inject(endpoint, Fault::Html { status: 200 }, 1);
        let error = client.list_devices(&day().page(1)).await.unwrap_err();
        let Error::NotJson { endpoint: named, excerpt, .. } = &error else { panic!("{error}") };
        assert_eq!(*named, endpoint);
        assert_eq!(excerpt, "HTML page: 200 OK 200 OK");

        client.list_devices(&day().page(1)).await.unwrap();
        world.sandbox.udid().revoke_tokens();
    }
}
