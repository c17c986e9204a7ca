//! Pages to open in a browser (401, 405, 408, 607), and the files that answers point to.
//!
//! A page is a form with a number of its own; when it is submitted, the browser is sent to the
//! callback URL with the result appended.

mod file;
mod form;
mod submit;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request};
use axum::response::Response;
use axum::routing::{get, post};
use http::StatusCode;
use idcode_types::{ApplicationType, endpoints};
use sandbox_core::html_page;

use crate::call::{AdmittedCall, Answer};
use crate::registration::{check_urls, is_well_formed};
use crate::registry::{Purpose, Registry, Ticket};
use crate::state::State;

/// Shows a page.
pub fn open(registry: &mut Registry, call: &AdmittedCall) -> Answer<Response> {
    let ticket = ticket(registry, call)?;
    let number = format!("{:016x}", registry.draw());
    let page = form::page(&number, &ticket, None);
    registry.tickets.insert(number, ticket);
    Ok(page)
}

fn ticket(registry: &Registry, call: &AdmittedCall) -> Answer<Ticket> {
    let callback_url = call.text("callback_url").to_owned();
    if !is_well_formed(&callback_url) {
        return Err(call.bad("callback_url", "is not an http address"));
    }
    let purpose = match call.endpoint.id {
        endpoints::OPEN_LOGIN => None,
        _ => Some(purpose(registry, call)?),
    };
    Ok(Ticket { endpoint: call.endpoint, account: call.account.clone(), callback_url, purpose })
}

/// The general codes are all that pages have (decision I49).
fn purpose(registry: &Registry, call: &AdmittedCall) -> Answer<Purpose> {
    let unit = registry.unit(call)?;
    let urls = check_urls(call.given("gotourl"), call.given("sample_url"));
    let url = urls.map_err(|failure| call.bad("gotourl", &failure.message()))?;
    Ok(Purpose {
        unit_code: unit.code().to_owned(),
        kind: match call.endpoint.id {
            endpoints::OPEN_CATEGORY_FILING => ApplicationType::Filing,
            endpoints::OPEN_PRODUCT_CATEGORY_REGISTRATION => {
                ApplicationType::from(call.text("code_pay_type"))
            }
            _ => ApplicationType::Registration,
        },
        resolution_url: url.unwrap_or_default(),
        sample_url: call.kept("sample_url"),
        category_id: call.number("industrycategory_id"),
    })
}

/// The routes of submitted pages and of files.
pub fn router(state: &Arc<State>) -> Router {
    let not_allowed = || async { html_page(StatusCode::METHOD_NOT_ALLOWED) };
    let (pages, files, pictures) = (state.clone(), state.clone(), state.clone());
    let submit = move |Path(number): Path<String>, request: Request| async move {
        submit::submit(&pages, &number, request).await
    };
    let download = move |Path(name): Path<String>| async move {
        let download = files.registry().downloads.get(&name).cloned();
        match download {
            Some(download) => file::codes(download).await,
            None => html_page(StatusCode::NOT_FOUND),
        }
    };
    let show = move |Path(name): Path<String>| async move {
        let png = pictures.registry().pictures.get(&name).cloned();
        png.map_or_else(|| html_page(StatusCode::NOT_FOUND), file::picture)
    };
    Router::new()
        .route("/sandbox/idcode/pages/{number}", post(submit).fallback(not_allowed))
        .route("/sandbox/idcode/files/{name}", get(download).fallback(not_allowed))
        .route("/sandbox/idcode/pictures/{name}", get(show).fallback(not_allowed))
}
