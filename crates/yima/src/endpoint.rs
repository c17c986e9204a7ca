//! A command for each endpoint of a protocol.

mod arguments;
mod body;
mod picture;

use std::path::Path;

use serde_json::{Map, Value};
use wire::{EndpointInfo, FieldInfo};

pub use arguments::{Call, EndpointCall};

use crate::cli::Connection;
use crate::failure::Failure;
use crate::output;
use crate::protocol::{Answer, Protocol};

/// Calls an endpoint and writes what it answers.
pub async fn run<P: Protocol>(
    connection: &Connection,
    profile: Option<&str>,
    call: Call<P>,
) -> Result<(), Failure> {
    let call = call.into_inner();
    let mut reply = match P::answer(connection, profile, &call).await? {
        Answer::Page(page) => {
            println!("{page}");
            return Ok(());
        }
        Answer::Reply(reply) => reply,
    };
    let fields = reply.as_object_mut().into_iter().flatten();
    if !call.reveal {
        hide_tokens(P::ENDPOINTS, call.endpoint, fields);
    }
    if let Some(out) = &call.out {
        save_picture(call.endpoint, &mut reply, out)?;
    }
    Ok(output::json(&reply)?)
}

/// Fields of a reply that hold what the client fills in to requests: tokens.
fn tokens(
    endpoints: &'static [EndpointInfo],
    endpoint: &EndpointInfo,
) -> impl Iterator<Item = &'static FieldInfo> {
    let is_filled_in = move |token: &FieldInfo| {
        let parameters =
            endpoints.iter().flat_map(|one| one.request.fields.iter().chain(one.common));
        let mut filled_in = parameters.filter(|field| field.filled_by_client && field.sensitive);
        filled_in.any(|field| field.wire == token.wire)
    };
    endpoint.reply.fields.iter().filter(move |field| field.sensitive && is_filled_in(field))
}

fn hide_tokens<'a>(
    endpoints: &'static [EndpointInfo],
    endpoint: &EndpointInfo,
    fields: impl Iterator<Item = (&'a String, &'a mut Value)>,
) {
    for (key, value) in fields {
        if tokens(endpoints, endpoint).any(|token| token.is_named(key)) {
            *value = Value::from(output::HIDDEN_TOKEN);
        }
    }
}

/// Writes the picture of a reply to a file and says so in its place.
fn save_picture(endpoint: &EndpointInfo, reply: &mut Value, out: &Path) -> Result<(), Failure> {
    let empty = &mut Map::new();
    let fields = reply.as_object_mut().unwrap_or(empty).values_mut();
    for field in fields {
        if let Some(picture) = field.as_str().and_then(picture::decode) {
            std::fs::write(out, picture)
                .map_err(|error| Failure::file(format!("{}: {error}", out.display())))?;
            *field = Value::from(format!("written to {}", out.display()));
            return Ok(());
        }
    }
    let message = format!("the answer of {} holds no picture; it was not written", endpoint.id);
    Err(Failure::not_found(message))
}
