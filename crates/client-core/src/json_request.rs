//! Requests whose parameters are a JSON body, or the query of a GET.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderValue, Request, request};
use serde::Serialize;
use wire::{Endpoint, FieldRef};

use crate::Error;

/// A GET request with the parameters in the address.
///
/// # Errors
/// [`Error::Transport`] if no request can be made of this.
pub fn get_request<E: Endpoint, S, O>(
    url: &str,
    headers: &[(&str, String)],
    parameters: &E,
) -> Result<Request<Bytes>, Error<S, O>> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (index, field) in E::INFO.fields.iter().enumerate() {
        match parameters.get(index) {
            FieldRef::Absent => {}
            FieldRef::Text(text) => drop(query.append_pair(field.wire, &text)),
            FieldRef::Nested(nested) => drop(query.append_pair(field.wire, &nested.to_json())),
        }
    }
    let url = format!("{url}?{}", query.finish());
    finish::<E, S, O>(Request::get(url), headers, Bytes::new())
}

/// A POST request with a JSON body.
///
/// # Errors
/// [`Error::Transport`] if no request can be made of this.
pub fn json_request<E: Endpoint, S, O>(
    url: &str,
    headers: &[(&str, String)],
    body: &impl Serialize,
) -> Result<Request<Bytes>, Error<S, O>> {
    let body =
        serde_json::to_vec(body).map_err(|error| Error::unsendable(E::ENDPOINT.id, &error))?;
    let head = Request::post(url).header(CONTENT_TYPE, "application/json;charset=utf-8");
    finish::<E, S, O>(head, headers, Bytes::from(body))
}

fn finish<E: Endpoint, S, O>(
    mut head: request::Builder,
    headers: &[(&str, String)],
    body: Bytes,
) -> Result<Request<Bytes>, Error<S, O>> {
    for (name, value) in headers {
        // Keys may hold any text, and must not appear in debug output.
        let mut value = HeaderValue::from_bytes(value.as_bytes())
            .map_err(|error| Error::unsendable(E::ENDPOINT.id, &format!("{name}: {error}")))?;
        value.set_sensitive(true);
        head = head.header(*name, value);
    }
    head.header(ACCEPT, "application/json")
        .body(body)
        .map_err(|error| Error::unsendable(E::ENDPOINT.id, &error))
}
