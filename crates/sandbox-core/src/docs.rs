//! Documentation that a sandbox serves: `/openapi/NAME.json` of each service, and a page at `/docs`.

use axum::Router;
use axum::routing::get;
use http::header::CONTENT_TYPE;

use crate::service::Services;

/// The routes of all documents.
pub fn router(page: Option<&'static str>, services: &Services) -> Router {
    let file = |kind: &'static str, content: &'static str| {
        get(move || async move { ([(CONTENT_TYPE, kind)], content) })
    };
    let mut router = Router::new();
    if let Some(page) = page {
        router = router.route("/docs", file("text/html; charset=utf-8", page));
    }
    for service in services.iter() {
        let path = format!("/openapi/{}.json", service.controls().name());
        router = router.route(&path, file("application/json", service.openapi()));
    }
    router
}
