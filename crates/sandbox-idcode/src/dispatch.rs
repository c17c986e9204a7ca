//! Which function answers which endpoint.

use http::StatusCode;
use idcode_types::endpoints;
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
        endpoints::LIST_REGIONS => json(call, Ok(data::regions::list())),
        endpoints::LIST_REGIONS_BY_PARENT => json(call, data::regions::list_by_parent(call)),
        endpoints::LIST_TRADES => json(call, Ok(data::trades::list())),
        endpoints::LIST_TRADES_BY_PARENT => json(call, data::trades::list_by_parent(call)),
        endpoints::LIST_UNIT_TYPES => json(call, Ok(catalog::unit_types())),
        endpoints::LIST_CODE_USES => json(call, Ok(catalog::code_uses())),
        endpoints::LIST_CATEGORIES => json(call, Ok(catalog::categories())),
        endpoints::LIST_CATEGORIES_BY_PARENT => json(call, Ok(catalog::categories_by_parent(call))),
        endpoints::LIST_PRODUCT_CATEGORIES => json(call, Ok(catalog::product_categories())),
        endpoints::REGISTER_UNIT => json(call, unit::register(registry, call)),
        endpoints::GET_VERIFICATION_CODE => json(call, unit::get_code(registry, call)),
        endpoints::SEND_VERIFICATION_CODE => json(call, unit::send_code(registry, call)),
        endpoints::VERIFY_UNIT => json(call, unit::verify(registry, call)),
        endpoints::UPDATE_UNIT => json(call, unit::complete(registry, call)),
        endpoints::GET_UNIT => json(call, unit::get(registry, call)),
        endpoints::SEARCH_UNITS => json(call, unit::search(registry, call)),
        endpoints::GET_UNIT_STATUS => json(call, unit::status(registry, call)),
        endpoints::REGISTER_UNIT_WITH_PICTURE => {
            json(call, unit::register_with_picture(registry, call))
        }
        endpoints::UPDATE_UNIT_LOGO => json(call, unit::update_logo(registry, call)),
        endpoints::OPEN_CATEGORY_REGISTRATION
        | endpoints::OPEN_PRODUCT_CATEGORY_REGISTRATION
        | endpoints::OPEN_CATEGORY_FILING
        | endpoints::OPEN_LOGIN => match pages::open(registry, call) {
            Ok(page) => Reply::page(page),
            Err(failure) => refuse(call.settings, call.endpoint, failure),
        },
        endpoints::REGISTER_CATEGORIES => json(call, registration::register_all(registry, call)),
        endpoints::FIND_CATEGORY_REGISTRATIONS
        | endpoints::FIND_DETAILED_CATEGORY_REGISTRATIONS => {
            json(call, registration::find(registry, call))
        }
        endpoints::LIST_CATEGORY_REGISTRATIONS
        | endpoints::LIST_DETAILED_CATEGORY_REGISTRATIONS => {
            json(call, registration::list(registry, call))
        }
        endpoints::REGISTER_PRODUCT_CATEGORY => {
            json(call, registration::register_product(registry, call))
        }
        endpoints::REGISTER_OTHER_CATEGORY => {
            json(call, registration::register_other(registry, call))
        }
        endpoints::LIST_UPLOAD_BATCHES => json(call, upload::list(registry, call)),
        endpoints::GET_UPLOAD_BATCH => json(call, upload::one(registry, call)),
        endpoints::GET_CODE_FILE_URL => json(call, upload::file_url(registry, call)),
        endpoints::GET_CODES => json(call, upload::codes(registry, call)),
        endpoints::FIND_SHORT_CODES => json(call, upload::short_codes(registry, call)),
        endpoints::UPLOAD_CODE_FILE => json(call, upload::send_file(registry, call)),
        endpoints::UPLOAD_CODE_LIST => json(call, upload::send_list(registry, call)),
        endpoints::UPLOAD_CODE_RANGE => json(call, upload::send_range(registry, call)),
        endpoints::UPLOAD_PADDED_CODE_RANGE => {
            json(call, upload::send_padded_range(registry, call))
        }
        endpoints::VERIFY_LOGIN => json(call, unit::verify_login(registry, call)),
        endpoints::UPDATE_RESOLUTION_URL => json(call, registration::update_url(registry, call)),
        endpoints::CREATE_CODE_PICTURE => json(call, pictures::plain(registry, call)),
        endpoints::CREATE_FRAMED_CODE_PICTURE => json(call, pictures::framed(call)),
        endpoints::CREATE_QUALITY_CODE_PICTURE => json(call, pictures::quality(registry, call)),
        endpoints::REQUEST_WHITELISTING => json(call, review::request_whitelisting(registry, call)),
        endpoints::GET_REVIEW => json(call, review::get(registry, call)),
        endpoints::GET_AUTHENTICATION_PICTURE => {
            json(call, pictures::authentication(registry, call))
        }
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
