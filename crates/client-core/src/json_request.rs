//! Requests whose parameters are a JSON body, or the query of a GET.

use std::fmt::Write;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, request};
use serde::ser::{Serialize, SerializeMap, Serializer};
use wire::{Endpoint, FieldRef, Place};

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
            _ if field.place != Place::Parameters => {}
            FieldRef::Absent => {}
            FieldRef::Text(text) => drop(query.append_pair(field.wire, &text)),
            FieldRef::Nested(nested) => drop(query.append_pair(field.wire, &nested.to_json())),
        }
    }
    let query = query.finish();
    let url = if query.is_empty() { url.to_owned() } else { format!("{url}?{query}") };
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

/// The request of an endpoint as its specification describes it: the preferred method, the labels of
/// the path filled, parameters that go into headers there, and the others in the query of GET and
/// DELETE or in a JSON body.
///
/// # Errors
/// [`Error::Transport`] if no request can be made of this.
pub fn request_to<E: Endpoint + Serialize, S, O>(
    base_url: &str,
    headers: &[(&str, String)],
    parameters: &E,
) -> Result<Request<Bytes>, Error<S, O>> {
    let method = E::ENDPOINT.method();
    let url = format!("{base_url}{}", path(parameters));
    let mut headers: Vec<(&str, String)> = headers.to_vec();
    for (name, value) in texts(parameters, Place::Header) {
        headers.push((name, value));
    }
    let mut request = if matches!(method, "GET" | "DELETE") {
        get_request(&url, &headers, parameters)?
    } else {
        json_request::<E, _, _>(&url, &headers, &Body(parameters))?
    };
    *request.method_mut() = Method::from_bytes(method.as_bytes())
        .map_err(|error| Error::unsendable(E::ENDPOINT.id, &error))?;
    Ok(request)
}

fn texts<E: Endpoint>(
    parameters: &E,
    place: Place,
) -> impl Iterator<Item = (&'static str, String)> + use<'_, E> {
    let fields = E::INFO.fields.iter().enumerate().filter(move |(_, field)| field.place == place);
    fields.filter_map(|(index, field)| {
        parameters.get(index).text().map(|text| (field.wire, text.into_owned()))
    })
}

/// The path with its labels filled. Anything but letters, digits and `-._~` is percent-encoded.
fn path<E: Endpoint>(parameters: &E) -> String {
    let mut filled = String::new();
    let mut rest = E::ENDPOINT.path;
    let values: Vec<_> = texts(parameters, Place::Path).collect();
    while let Some((before, (label, after))) =
        rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        filled.push_str(before);
        if let Some((_, value)) = values.iter().find(|(wire, _)| *wire == label) {
            value.bytes().for_each(|byte| push_encoded(&mut filled, byte));
        }
        rest = after;
    }
    filled + rest
}

/// The unreserved characters of RFC 3986 stand for themselves.
fn push_encoded(text: &mut String, byte: u8) {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        text.push(char::from(byte));
    } else {
        // A text takes whatever is written.
        let _ = write!(text, "%{byte:02X}");
    }
}

/// What of a request stands in its body.
struct Body<'a, E>(&'a E);

impl<E: Endpoint + Serialize> Serialize for Body<'_, E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let hidden = |field: &&wire::FieldInfo| field.place != Place::Parameters;
        let hidden: Vec<_> = E::INFO.fields.iter().filter(hidden).map(|field| field.wire).collect();
        if hidden.is_empty() {
            return self.0.serialize(serializer);
        }
        let mut map = Without { map: serializer.serialize_map(None)?, hidden: &hidden };
        self.0.write(&mut map)?;
        for (key, value) in self.0.unknown_fields().iter() {
            map.serialize_entry(key, value)?;
        }
        map.map.end()
    }
}

/// A map that leaves entries out.
struct Without<'a, M> {
    map: M,
    hidden: &'a [&'static str],
}

impl<M: SerializeMap> SerializeMap for Without<'_, M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), M::Error> {
        self.map.serialize_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), M::Error> {
        self.map.serialize_value(value)
    }

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), M::Error> {
        let name = serde_json::to_value(key).unwrap_or_default();
        if name.as_str().is_some_and(|name| self.hidden.contains(&name)) {
            return Ok(());
        }
        self.map.serialize_entry(key, value)
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.map.end()
    }
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
