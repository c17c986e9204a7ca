//! Submitted pages.

use std::collections::BTreeMap;

use auth::Clock;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::LOCATION;
use sandbox_core::html_page;

use super::form;
use crate::call::{AdmittedCall, Answer};
use crate::data::categories::{self, PRODUCTS};
use crate::intake;
use crate::registration::{Application, apply};
use crate::registry::{Purpose, Registry, Ticket};
use crate::state::State;
use crate::{reply, unit};

/// Sends the browser to the callback URL, or shows the page again.
pub async fn submit(state: &State, number: &str, request: Request) -> Response {
    let received = intake::read(request).await;
    let mut registry = state.registry();
    let Some(ticket) = registry.tickets.get(number).cloned() else {
        return html_page(StatusCode::NOT_FOUND);
    };
    let fields = received.parameters.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let result = match &ticket.purpose {
        None => log_in(state, &registry, &ticket, &fields).map(|unit| ("OrganUnit", unit)),
        Some(purpose) => register(state, &mut registry, &ticket, purpose, fields)
            .map(|code| ("CategoryIDcode", code)),
    };
    match result {
        Ok((name, value)) => {
            registry.tickets.remove(number);
            let location = with_parameter(&ticket.callback_url, name, &value);
            (StatusCode::FOUND, [(LOCATION, location)]).into_response()
        }
        Err(error) => form::page(number, &ticket, Some(&error)),
    }
}

/// The unit as JSON.
fn log_in(
    state: &State,
    registry: &Registry,
    ticket: &Ticket,
    fields: &BTreeMap<String, String>,
) -> Result<String, String> {
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    let found = unit::page_login(registry, field("login_name"), field("login_pswd"));
    let unit = found.and_then(|index| registry.units.get(index)).ok_or("用户名或密码错误")?;
    let settings = &state.settings;
    let unit = unit.reply(state.clock.now(), settings.examination_delay);
    let reply = reply::encode(ticket.endpoint, settings.pascal_case_results, Ok(unit));
    Ok(reply.json.to_string())
}

/// The code of the category.
fn register(
    state: &State,
    registry: &mut Registry,
    ticket: &Ticket,
    purpose: &Purpose,
    parameters: BTreeMap<String, String>,
) -> Result<String, String> {
    let call = AdmittedCall {
        endpoint: ticket.endpoint,
        parameters,
        files: Vec::new(),
        account: &ticket.account,
        settings: &state.settings,
        now: state.clock.now(),
    };
    let registration = application(&call, purpose)
        .and_then(|application| apply(registry, &call, application))
        .map_err(|failure| failure.message())?;
    let code = registration.complete_code();
    registry.registrations.push(registration);
    Ok(code)
}

fn application(call: &AdmittedCall, purpose: &Purpose) -> Answer<Application> {
    let category_id = purpose.category_id.or_else(|| call.number("industrycategory_id"));
    let category = category_id.and_then(categories::find);
    let category = category.ok_or_else(|| call.bad("industrycategory_id", "is not a category"))?;
    let model = call.kept("model_number");
    let model_code = call.kept("model_number_code");
    if category.code_use_id == PRODUCTS && model_code.is_none() {
        return Err(call.bad("model_number_code", "is required for products"));
    }
    Ok(Application {
        unit_code: purpose.unit_code.clone(),
        code_use_id: category.code_use_id,
        category_id: category.id,
        category_code: None,
        category_memo: None,
        model: model.ok_or_else(|| call.bad("model_number", "is required"))?,
        model_code,
        model_en: None,
        introduction: None,
        kind: purpose.kind.clone(),
        resolution_url: purpose.resolution_url.clone(),
        sample_url: purpose.sample_url.clone(),
    })
}

/// A URL with one more parameter, percent-encoded; a fragment stays last.
fn with_parameter(url: &str, name: &str, value: &str) -> String {
    let (address, fragment) = url.split_at(url.find('#').unwrap_or(url.len()));
    let separator = match address.find('?') {
        Some(_) if address.ends_with(['?', '&']) => "",
        Some(_) => "&",
        None => "?",
    };
    let value: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
    format!("{address}{separator}{name}={value}{fragment}")
}

#[cfg(test)]
mod tests {
    use super::with_parameter;

    #[test]
    fn a_parameter_is_added_before_the_fragment() {
        for (url, expected) in [
            ("http://a/b", "http://a/b?c=1%2F%E4%B8%AD"),
            ("http://a/b?x=1", "http://a/b?x=1&c=1%2F%E4%B8%AD"),
            ("http://a/b?x=1&", "http://a/b?x=1&c=1%2F%E4%B8%AD"),
            ("http://a/b?", "http://a/b?c=1%2F%E4%B8%AD"),
            ("http://a/b#f?g", "http://a/b?c=1%2F%E4%B8%AD#f?g"),
        ] {
            assert_eq!(with_parameter(url, "c", "1/中"), expected);
        }
    }
}
