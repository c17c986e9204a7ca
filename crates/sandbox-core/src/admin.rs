//! The admin endpoints: the clock, faults, limits and truth of a sandbox from outside.

mod control;
mod truth;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use axum::routing::{delete, get};
use bytes::Bytes;
use http::StatusCode;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::clock::VirtualClock;
use crate::cloudmfg::CloudmfgService;
use crate::dbhs::DbhsService;
use crate::fault::{FaultProfile, Faults, answer};
use crate::idcode::IdcodeService;
use crate::journal::Journal;
use crate::udid::UdidService;

/// What can be looked into and changed.
#[derive(Clone)]
pub struct Admin {
    pub clock: Arc<VirtualClock>,
    pub faults: Faults,
    pub journal: Journal,
    pub udid: UdidService,
    pub idcode: IdcodeService,
    pub dbhs: DbhsService,
    pub cloudmfg: CloudmfgService,
}

/// JSON, or the status and text of a refusal.
type Reply = Result<Value, (StatusCode, String)>;

/// The routes below `/admin`.
pub fn router(admin: Admin) -> Router {
    Router::new()
        .route("/admin/clock", get(show_clock).post(move_clock))
        .route("/admin/faults", get(list_faults).post(add_faults).delete(clear_faults))
        .route("/admin/faults/{number}", delete(remove_fault))
        .route("/admin/profiles", get(async || respond(Ok(json!(FaultProfile::all())))))
        .route("/admin/limits", get(show_limits).post(set_limits))
        .route("/admin/requests", get(list_requests))
        .route("/admin/truth/udid/{day}", get(udid_truth))
        .route("/admin/truth/idcode", get(idcode_truth))
        .route("/admin/truth/dbhs/{day}", get(dbhs_truth))
        .route("/admin/truth/cloudmfg", get(cloudmfg_truth))
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
    respond(parse(&body).and_then(|added| control::add_faults(&admin, added)))
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

async fn show_limits(State(admin): State<Admin>) -> Response {
    respond(Ok(control::show_limits(&admin)))
}

async fn set_limits(State(admin): State<Admin>, body: Bytes) -> Response {
    respond(parse(&body).map(|change| control::set_limits(&admin, &change)))
}

async fn list_requests(State(admin): State<Admin>, RawQuery(query): RawQuery) -> Response {
    respond(control::after(query.as_deref()).map(|after| json!(admin.journal.after(after))))
}

async fn udid_truth(State(admin): State<Admin>, Path(day): Path<String>) -> Response {
    respond(parse_day(&day).map(|day| truth::udid(&admin.udid, day)))
}

async fn idcode_truth(State(admin): State<Admin>) -> Response {
    respond(Ok(truth::idcode(&admin.idcode)))
}

async fn dbhs_truth(State(admin): State<Admin>, Path(day): Path<String>) -> Response {
    respond(parse_day(&day).map(|day| truth::dbhs(&admin.dbhs, &admin.udid, day)))
}

async fn cloudmfg_truth(State(admin): State<Admin>) -> Response {
    respond(Ok(truth::cloudmfg(&admin.cloudmfg)))
}

fn parse_day(day: &str) -> Result<Date, (StatusCode, String)> {
    day.parse().map_err(|_| refusal("the day is not written 2026-08-10"))
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
    answer(status, body.to_string())
}
