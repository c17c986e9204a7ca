//! What the sandbox tells of its services: `/docs`, a page to read, and `/openapi/<protocol>.json`.
//!
//! Both are written by `cargo xtask export` from the specs and need nothing from the network.

use axum::Router;
use axum::routing::get;
use http::header::CONTENT_TYPE;

const PAGE: &str = include_str!("generated/docs.html");

const OPENAPI: &[(&str, &str)] = &[
    ("/openapi/udid.json", include_str!("generated/udid.openapi.json")),
    ("/openapi/idcode.json", include_str!("generated/idcode.openapi.json")),
    ("/openapi/dbhs.json", include_str!("generated/dbhs.openapi.json")),
    ("/openapi/cloudmfg.json", include_str!("generated/cloudmfg.openapi.json")),
];

pub fn router() -> Router {
    let file = |kind: &'static str, content: &'static str| {
        get(move || async move { ([(CONTENT_TYPE, kind)], content) })
    };
    let page = Router::new().route("/docs", file("text/html; charset=utf-8", PAGE));
    OPENAPI.iter().fold(page, |router, (path, document)| {
        router.route(path, file("application/json", document))
    })
}
