//! Encodes requests: a form whose only field holds the parameters as JSON.

use bytes::Bytes;
use http::Request;
use http::header::{ACCEPT, CONTENT_TYPE};
use udid_types::FORM_FIELD;
use wire::Endpoint;

use crate::Error;

const FORM: &str = "application/x-www-form-urlencoded;charset=utf-8";

/// Checks a request against the rules of the document and encodes it.
pub fn encode<E>(base_url: &str, request: &E) -> Result<Request<Bytes>, Error>
where
    E: Endpoint + serde::Serialize,
{
    wire::check(request)?;
    let endpoint = E::ENDPOINT;
    // A request without parameters has an empty body.
    let body = if E::INFO.fields.is_empty() {
        String::new()
    } else {
        let json = serde_json::to_string(request)
            .map_err(|error| Error::unsendable(endpoint.id, &error))?;
        form_urlencoded::Serializer::new(String::new()).append_pair(FORM_FIELD, &json).finish()
    };
    Request::builder()
        .method(endpoint.method())
        .uri(format!("{base_url}{}", endpoint.path))
        .header(CONTENT_TYPE, FORM)
        .header(ACCEPT, "application/json")
        .body(Bytes::from(body))
        .map_err(|error| Error::unsendable(endpoint.id, &error))
}
