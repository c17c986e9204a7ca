//! What the generated constructors and client methods take.

use super::words;
use crate::model::{EncodingStyle, Endpoint, Field, Required, Spec, Type};

/// Whether `new` takes the field.
pub fn is_argument(field: &Field) -> bool {
    field.required.is_required() && !field.filled_by_client && field.ty.ty != Type::File
}

/// Whether one of the fields must be given: then the type has a `new`.
pub fn has_required(fields: &[&Field]) -> bool {
    fields.iter().any(|field| is_argument(field))
}

/// The arguments of the client's method, where one is generated.
pub fn arguments(spec: &Spec, endpoint: &Endpoint) -> Option<String> {
    if matches!(spec.encoding.style, EncodingStyle::JsonInForm { .. }) {
        return None;
    }
    let is_file = |field: &&Field| field.ty.ty == Type::File;
    let file = endpoint.parameters.iter().find(is_file);
    let takes_parameters =
        endpoint.takes_unlisted || !endpoint.parameters.iter().all(|field| is_file(&field));
    let arguments = match file {
        _ if endpoint.is_page => "request",
        Some(file) if file.required == Required::ByDocument => "request, file",
        Some(_) => "request, optional file",
        None if takes_parameters => "request",
        None => "",
    };
    Some(arguments.to_owned())
}

/// The parameters of every request that an endpoint takes, and whether they are marked.
pub fn common(spec: &Spec, endpoint: &Endpoint) -> String {
    let is_among = |list: &[crate::Spanned<String>], field: &Field| {
        list.iter().any(|wire| wire.value == field.wire.value)
    };
    let taken = spec
        .common_parameters
        .iter()
        .filter(|field| endpoint.common.as_ref().is_none_or(|list| is_among(list, field)));
    let shown = taken.map(|field| {
        let required =
            if is_among(&endpoint.unmarked, field) { Required::Unstated } else { field.required };
        format!("{} ({})", field.wire.value, words::required(required))
    });
    shown.collect::<Vec<_>>().join(", ")
}
