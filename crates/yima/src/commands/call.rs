//! `yima call`: calls an endpoint of any protocol.

mod picture;

use std::path::Path;

use serde_json::{Map, Value};
use wire::EndpointInfo;

use crate::cli::CallArguments;
use crate::screen;
use crate::wiring::{CommandError, Protocol, Response, connect_by_name};

pub async fn run(arguments: CallArguments, profile: Option<&str>) -> Result<(), CommandError> {
    let chosen = arguments.into_inner();
    let (protocol, endpoint) = (chosen.protocol, chosen.call.endpoint);
    let connection = chosen.connection.connection(profile);
    let connected = connect_by_name(protocol, &connection, !protocol.is_public(endpoint)).await?;
    let mut reply = match connected.client.call(&chosen.call).await? {
        Response::Page(page) => {
            println!("{page}");
            return Ok(());
        }
        Response::Json(reply) => reply,
    };
    let fields = reply.as_object_mut().into_iter().flatten();
    if !chosen.reveal {
        hide_tokens(protocol, endpoint, fields);
    }
    if let Some(out) = &chosen.out {
        save_picture(endpoint, &mut reply, out)?;
    }
    Ok(screen::json(&reply)?)
}

fn hide_tokens<'a>(
    protocol: &Protocol,
    endpoint: &EndpointInfo,
    fields: impl Iterator<Item = (&'a String, &'a mut Value)>,
) {
    for (key, value) in fields {
        if protocol.token_fields(endpoint).any(|token| token.is_named(key)) {
            *value = Value::from(screen::HIDDEN_TOKEN);
        }
    }
}

/// Writes the picture of a reply to a file, and the name of the file in its place.
fn save_picture(
    endpoint: &EndpointInfo,
    reply: &mut Value,
    out: &Path,
) -> Result<(), CommandError> {
    let empty = &mut Map::new();
    let fields = reply.as_object_mut().unwrap_or(empty).values_mut();
    for field in fields {
        if let Some(picture) = field.as_str().and_then(picture::decode) {
            std::fs::write(out, picture)
                .map_err(|error| CommandError::file(format!("{}: {error}", out.display())))?;
            *field = Value::from(format!("written to {}", out.display()));
            return Ok(());
        }
    }
    let message = format!("{}: the response holds no picture; nothing was written", endpoint.id);
    Err(CommandError::not_found(message))
}
