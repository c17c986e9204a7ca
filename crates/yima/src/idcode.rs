//! `yima idcode`.

mod arguments;
mod picture;

use std::path::Path;

use idcode_client::{Client, FilePart};
use idcode_types::{ApplicationKind, Idcode, resolve_redirect};
use serde_json::{Map, Value, json};
use wire::EndpointInfo;

pub use arguments::IdcodeArguments;
use arguments::{EndpointCall, IdcodeCommand};

use crate::connect;
use crate::failure::Failure;
use crate::output;

pub async fn run(arguments: IdcodeArguments, profile: Option<&str>) -> Result<(), Failure> {
    match arguments.command {
        IdcodeCommand::Parse { code } => parse(&code),
        IdcodeCommand::Resolve { address, code, filed } => resolve(&address, &code, filed),
        IdcodeCommand::Call(call) => {
            let connected = connect::idcode(&arguments.connection, profile).await?;
            send(&connected.client, *call).await
        }
    }
}

fn parse(text: &str) -> Result<(), Failure> {
    let code = read_code(text)?;
    let parts = code.category_parts();
    Ok(output::json(&json!({
        "code": code.as_str(),
        "prefix": code.scheme().prefix(),
        "unit": code.unit_code(),
        "category": code.category_code(),
        "use": parts.map(|(code_use, ..)| code_use),
        "category_code": parts.map(|(_, category, _)| category),
        "model": parts.map(|(.., model)| model),
        "item": code.item_code(),
    }))?)
}

fn resolve(address: &str, code: &str, filed: bool) -> Result<(), Failure> {
    let kind = if filed { ApplicationKind::Filed } else { ApplicationKind::Registered };
    let url = resolve_redirect(address, &read_code(code)?, kind);
    println!("{}", url.map_err(|error| Failure::usage(error.to_string()))?);
    Ok(())
}

/// A code number, or the content of a code picture.
fn read_code(text: &str) -> Result<Idcode, Failure> {
    let content = idcode_types::Environment::parse_content(text).map(|(_, code)| code);
    content
        .or_else(|_| text.parse())
        .map_err(|error: idcode_types::InvalidIdcode| Failure::usage(error.to_string()))
}

async fn send(client: &Client, call: EndpointCall) -> Result<(), Failure> {
    let EndpointCall { endpoint, parameters, file, out } = call;
    let parameters = Value::Object(parameters);
    if let Some(page) = client.page_named(endpoint.name, &parameters) {
        let page = page?;
        println!("{}", page.url().unwrap_or_else(|| page.form()));
        return Ok(());
    }
    let file = file.map(FilePart::path);
    let reply = client.call_named(endpoint.name, &parameters, file).await;
    let mut reply = reply.ok_or_else(|| Failure::usage(endpoint.name))??;
    if let Some(out) = out {
        save_picture(endpoint, &mut reply, &out)?;
    }
    Ok(output::json(&reply)?)
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
