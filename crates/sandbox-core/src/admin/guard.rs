//! Who may use the admin endpoints: programs of this computer, not pages in its browser.

use std::net::IpAddr;

use axum::extract::{ConnectInfo, Request};
use axum::middleware::Next;
use axum::response::Response;
use http::header::HOST;
use http::{Method, StatusCode};
use serde_json::json;

use crate::connection::ConnectionHandle;
use crate::http_reply::json_response;
use crate::http_request::is_of_type;

/// Refuses requests that a page of another site may have sent: those for a host that is not this
/// computer (a name that resolves to it), and changes that are not declared to be JSON, which a
/// browser only sends after asking.
pub async fn admit(
    ConnectInfo(connection): ConnectInfo<ConnectionHandle>,
    request: Request,
    next: Next,
) -> Response {
    let _answering = connection.answering();
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    if !host.is_some_and(is_this_computer) {
        return refuse(
            StatusCode::FORBIDDEN,
            "Host is not this computer: use 127.0.0.1 or localhost",
        );
    }
    if request.method() == Method::POST && !is_of_type(request.headers(), "application/json") {
        return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Content-Type is not application/json");
    }
    next.run(request).await
}

/// Whether a host, with or without port, is this computer.
fn is_this_computer(host: &str) -> bool {
    let name = match host.strip_prefix('[').and_then(|host| host.split_once(']')) {
        Some((address, _)) => address,
        None => host.split(':').next().unwrap_or_default(),
    };
    let address = name.parse::<IpAddr>();
    address.map_or(name.eq_ignore_ascii_case("localhost"), |address| address.is_loopback())
}

fn refuse(status: StatusCode, reason: &str) -> Response {
    json_response(status, json!({ "error": reason }).to_string())
}

#[cfg(test)]
mod tests {
    use super::is_this_computer;

    #[test]
    fn only_loopback_addresses_and_localhost_are_this_computer() {
        for host in
            ["127.0.0.1", "127.0.0.1:8080", "127.9.9.9", "localhost:1", "LocalHost", "[::1]:80"]
        {
            assert!(is_this_computer(host), "{host}");
        }
        for host in [
            "",
            "x",
            "127.0.0.1.evil.example",
            "localhost.evil.example:80",
            "evil.example:127.0.0.1",
            "10.0.0.1",
            "0.0.0.0",
            "[::2]",
            "[::1",
            "::1.evil.example",
        ] {
            assert!(!is_this_computer(host), "{host}");
        }
    }
}
