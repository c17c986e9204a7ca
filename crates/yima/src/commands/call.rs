//! `yima call`: calls an endpoint of any protocol.

mod picture;

use std::path::Path;

use serde_json::Value;
use wire::EndpointInfo;

use crate::cli::CallArguments;
use crate::screen;
use crate::wiring::{CommandError, Protocol, Response, connect_by_name};

pub async fn run(arguments: CallArguments, profile: Option<&str>) -> Result<(), CommandError> {
    let chosen = arguments.into_inner();
    let (protocol, endpoint) = (chosen.protocol, chosen.call.endpoint);
    if let Some(out) = chosen.out.as_deref().filter(|out| out.exists() && !chosen.force) {
        let message = format!("{} exists; add --force to replace it", out.display());
        return Err(CommandError::usage(message));
    }
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
    let Some(out) = &chosen.out else { return Ok(screen::json(&reply)?) };
    let picture = take_picture(endpoint, &mut reply, out);
    // First, so that it is not lost when the picture cannot be written.
    screen::json(&reply)?;
    let Some((text, picture)) = picture else {
        let message = format!("{}: done, but the response holds no picture", endpoint.id);
        return Err(CommandError::not_written(message));
    };
    std::fs::write(out, picture).map_err(|error| {
        let message = format!("done, but not written: {}: {error}", out.display());
        CommandError::not_written(format!("{message}\nthe picture as base64: {text}"))
    })
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

/// Takes the picture out of a reply, as text and as bytes, and names its file in its place. A
/// documented field comes before others.
fn take_picture(
    endpoint: &EndpointInfo,
    reply: &mut Value,
    out: &Path,
) -> Option<(String, Vec<u8>)> {
    let fields = reply.as_object_mut()?;
    let is_documented = |key: &str| endpoint.reply.fields.iter().any(|field| field.is_named(key));
    let mut keys: Vec<_> = fields.keys().cloned().collect();
    keys.sort_by_key(|key| !is_documented(key));
    keys.iter().find_map(|key| {
        let field = fields.get_mut(key)?;
        let picture = picture::decode(field.as_str()?)?;
        let named = Value::from(format!("written to {}", out.display()));
        let text = std::mem::replace(field, named);
        Some((text.as_str().unwrap_or_default().to_owned(), picture))
    })
}
