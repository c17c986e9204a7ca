//! Pages to open in a browser (401, 405, 408, 607), and the files that answers point to.
//!
//! A page is a form with a number of its own; when it is submitted, the browser is sent to the
//! callback URL with the result appended.

mod file;
mod form;
mod submit;

use axum::Router;
use axum::extract::{Path, Request};
use axum::routing::{get, post};
use http::StatusCode;
use idcode_types::ApplicationType;

use super::call::{Answer, Call};
use super::dispatch::refuse;
use super::lookup::Registry;
use super::registration::{check_urls, is_well_formed};
use super::service::IdcodeService;
use crate::IdcodeAccount;
use crate::fault::{Content, html};

/// A page that was shown, and what it is for.
#[derive(Clone)]
pub struct Ticket {
    endpoint: &'static wire::EndpointInfo,
    account: IdcodeAccount,
    callback_url: String,
    /// None for the page of 607.
    purpose: Option<Purpose>,
}

/// A category to be registered or filed.
#[derive(Clone)]
struct Purpose {
    unit_code: String,
    kind: ApplicationType,
    resolution_url: String,
    sample_url: Option<String>,
    /// The category, when the call says which.
    category_id: Option<u64>,
}

/// Shows a page, or refuses as a call is refused.
pub fn open(registry: &mut Registry, call: &Call) -> Content {
    let ticket = match ticket(registry, call) {
        Ok(ticket) => ticket,
        Err(failure) => return refuse(call.settings, call.endpoint, failure),
    };
    let number = format!("{:016x}", registry.draw());
    let page = form::page(&number, &ticket, None);
    registry.tickets.insert(number, ticket);
    Content::Page(page)
}

fn ticket(registry: &Registry, call: &Call) -> Answer<Ticket> {
    let callback_url = call.text("callback_url").to_owned();
    if !is_well_formed(&callback_url) {
        return Err(call.bad("callback_url", "is no http address"));
    }
    let purpose = match call.endpoint.id {
        "607" => None,
        _ => Some(purpose(registry, call)?),
    };
    Ok(Ticket { endpoint: call.endpoint, account: call.account.clone(), callback_url, purpose })
}

/// The general codes are all that pages have (decision I49).
fn purpose(registry: &Registry, call: &Call) -> Answer<Purpose> {
    let unit = registry.unit(call)?;
    let urls = check_urls(call.given("gotourl"), call.given("sample_url"));
    let url = urls.map_err(|failure| call.bad("gotourl", &failure.message()))?;
    Ok(Purpose {
        unit_code: unit.code().to_owned(),
        kind: match call.endpoint.id {
            "408" => ApplicationType::Filing,
            "405" => ApplicationType::from(call.text("code_pay_type")),
            _ => ApplicationType::Registration,
        },
        resolution_url: url.unwrap_or_default(),
        sample_url: call.kept("sample_url"),
        category_id: call.number("industrycategory_id"),
    })
}

/// The routes of submitted pages and of files.
pub fn router(service: &IdcodeService) -> Router {
    let not_allowed = || async { html(StatusCode::METHOD_NOT_ALLOWED) };
    let (pages, files, pictures) = (service.clone(), service.clone(), service.clone());
    let submit = move |Path(number): Path<String>, request: Request| async move {
        submit::submit(&pages, &number, request).await
    };
    let download = move |Path(name): Path<String>| async move {
        let download = files.lock().registry.downloads.get(&name).cloned();
        match download {
            Some(download) => file::codes(download).await,
            None => html(StatusCode::NOT_FOUND),
        }
    };
    let show = move |Path(name): Path<String>| async move {
        let png = pictures.lock().registry.pictures.get(&name).cloned();
        png.map_or_else(|| html(StatusCode::NOT_FOUND), file::picture)
    };
    Router::new()
        .route("/sandbox/idcode/pages/{number}", post(submit).fallback(not_allowed))
        .route("/sandbox/idcode/files/{name}", get(download).fallback(not_allowed))
        .route("/sandbox/idcode/pictures/{name}", get(show).fallback(not_allowed))
}
