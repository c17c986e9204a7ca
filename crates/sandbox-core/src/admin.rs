//! The admin endpoints: clock, faults, rate limits, journal and truth of a sandbox over HTTP.

mod control;
mod guard;

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use axum::routing::{delete, get};
use axum::{Router, middleware};
use bytes::Bytes;
use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::clock::VirtualClock;
use crate::fault::Faults;
use crate::http_reply::json_response;
use crate::journal::Journal;
use crate::service::Services;

/// What the admin endpoints show and change.
#[derive(Clone)]
pub struct Admin {
    pub clock: Arc<VirtualClock>,
    pub faults: Faults,
    pub journal: Journal,
    pub services: Services,
}

/// JSON, or the status and text of an error.
type Reply = Result<Value, (StatusCode, String)>;

/// The routes below `/admin`.
pub fn router(admin: Admin) -> Router {
    Router::new()
        .route("/admin/clock", get(show_clock).post(move_clock))
        .route("/admin/faults", get(list_faults).post(add_faults).delete(clear_faults))
        .route("/admin/faults/{number}", delete(remove_fault))
        .route("/admin/profiles", get(list_profiles))
        .route("/admin/limits", get(show_limits).post(set_limits))
        .route("/admin/requests", get(list_requests))
        .route("/admin/truth/{service}", get(show_truth))
        .route("/admin/truth/{service}/{day}", get(show_truth_of_day))
        .layer(middleware::from_fn(guard::admit))
        .with_state(admin)
}

async fn show_clock(State(admin): State<Admin>) -> Response {
    respond(Ok(control::show_clock(&admin.clock)))
}

async fn move_clock(State(admin): State<Admin>, body: Bytes) -> Response {
    respond(parse(&body).map(|change| control::move_clock(&admin.clock, &change)))
}

async fn list_faults(State(admin): State<Admin>) -> Response {
    respond(Ok(json!(admin.faults.list())))
}

async fn add_faults(State(admin): State<Admin>, body: Bytes) -> Response {
    respond(parse(&body).and_then(|added| control::add_faults(&admin.faults, added)))
}

async fn clear_faults(State(admin): State<Admin>) -> Response {
    admin.faults.clear();
    respond(Ok(json!([])))
}

async fn remove_fault(State(admin): State<Admin>, Path(number): Path<String>) -> Response {
    let is_removed = number.parse().is_ok_and(|number| admin.faults.remove(number));
    let no_such = || (StatusCode::NOT_FOUND, format!("there is no rule {number:?}"));
    respond(if is_removed { Ok(json!(admin.faults.list())) } else { Err(no_such()) })
}

async fn list_profiles(State(admin): State<Admin>) -> Response {
    respond(Ok(json!(admin.faults.profiles())))
}

async fn show_limits(State(admin): State<Admin>) -> Response {
    respond(Ok(control::show_limits(&admin.services)))
}

async fn set_limits(State(admin): State<Admin>, body: Bytes) -> Response {
    respond(parse(&body).and_then(|change| control::set_limits(&admin.services, &change)))
}

async fn list_requests(State(admin): State<Admin>, RawQuery(query): RawQuery) -> Response {
    respond(control::after(query.as_deref()).map(|after| json!(admin.journal.after(after))))
}

async fn show_truth(State(admin): State<Admin>, Path(service): Path<String>) -> Response {
    respond(control::truth(&admin.services, &service, None))
}

async fn show_truth_of_day(
    State(admin): State<Admin>,
    Path((service, day)): Path<(String, String)>,
) -> Response {
    respond(control::truth(&admin.services, &service, Some(&day)))
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, (StatusCode, String)> {
    serde_json::from_slice(body).map_err(|error| refusal(&error.to_string()))
}

fn refusal(text: &str) -> (StatusCode, String) {
    (StatusCode::BAD_REQUEST, text.to_owned())
}

fn respond(reply: Reply) -> Response {
    let (status, body) = match reply {
        Ok(value) => (StatusCode::OK, value),
        Err((status, text)) => (status, json!({"error": text})),
    };
    json_response(status, body.to_string())
}
