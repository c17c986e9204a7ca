//! Which function answers which endpoint.

use http::StatusCode;
use sandbox_core::{Reply, html_page};
use serde::Serialize;
use wire::{EndpointInfo, Model};

use crate::call::{AdmittedCall, Answer, Failure};
use crate::registry::Registry;
use crate::settings::IdcodeSettings;
use crate::{catalog, data, pages, pictures, registration, reply, review, unit, upload};

/// Answers an admitted call.
pub fn answer(registry: &mut Registry, call: &AdmittedCall) -> Reply {
    match call.endpoint.id {
        "101" => json(call, Ok(data::regions::list())),
        "102" => json(call, data::regions::list_by_parent(call)),
        "103" => json(call, Ok(data::trades::list())),
        "104" => json(call, data::trades::list_by_parent(call)),
        "105" => json(call, Ok(catalog::unit_types())),
        "201" => json(call, Ok(catalog::code_uses())),
        "202" => json(call, Ok(catalog::categories())),
        "203" => json(call, Ok(catalog::categories_by_parent(call))),
        "204" => json(call, Ok(catalog::product_categories())),
        "301" => json(call, unit::register(registry, call)),
        "302" => json(call, unit::get_code(registry, call)),
        "303" => json(call, unit::send_code(registry, call)),
        "304" => json(call, unit::verify(registry, call)),
        "305" => json(call, unit::complete(registry, call)),
        "306" => json(call, unit::get(registry, call)),
        "307" => json(call, unit::search(registry, call)),
        "308" => json(call, unit::status(registry, call)),
        "309" => json(call, unit::register_with_picture(registry, call)),
        "310" => json(call, unit::update_logo(registry, call)),
        "401" | "405" | "408" | "607" => match pages::open(registry, call) {
            Ok(page) => Reply::page(page),
            Err(failure) => refuse(call.settings, call.endpoint, failure),
        },
        "402" => json(call, registration::register_all(registry, call)),
        "403" | "409" => json(call, registration::find(registry, call)),
        "404" | "410" => json(call, registration::list(registry, call)),
        "406" => json(call, registration::register_product(registry, call)),
        "407" => json(call, registration::register_other(registry, call)),
        "502" => json(call, upload::list(registry, call)),
        "503" => json(call, upload::one(registry, call)),
        "504" => json(call, upload::file_url(registry, call)),
        "505" => json(call, upload::codes(registry, call)),
        "506" => json(call, upload::short_codes(registry, call)),
        "5011" => json(call, upload::send_file(registry, call)),
        "5012" => json(call, upload::send_list(registry, call)),
        "5013" => json(call, upload::send_range(registry, call)),
        "5014" => json(call, upload::send_padded_range(registry, call)),
        "601" => json(call, unit::verify_login(registry, call)),
        "602" => json(call, registration::update_url(registry, call)),
        "603" => json(call, pictures::plain(registry, call)),
        "604" => json(call, pictures::framed(call)),
        "605" => json(call, pictures::quality(registry, call)),
        "606" => json(call, review::request_whitelisting(registry, call)),
        "608" => json(call, review::get(registry, call)),
        "701" => json(call, pictures::authentication(registry, call)),
        _ => Reply::page(html_page(StatusCode::NOT_IMPLEMENTED)),
    }
}

fn json<R: Model + Serialize>(call: &AdmittedCall, answer: Answer<R>) -> Reply {
    reply::encode(call.endpoint, call.settings.pascal_case_results, answer).into()
}

/// Answers a call that was not admitted, or that failed.
pub fn refuse(settings: &IdcodeSettings, endpoint: &EndpointInfo, failure: Failure) -> Reply {
    reply::encode_failure(endpoint, settings.pascal_case_results, failure).into()
}
