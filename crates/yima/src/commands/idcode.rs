//! `yima idcode`.

use idcode_types::{ApplicationKind, Idcode, InvalidIdcode, resolve_redirect};
use serde_json::json;
use udi_label::Agency;

use crate::cli::IdcodeCommand;
use crate::screen;
use crate::wiring::CommandError;

/// How codes of devices begin.
const DEVICE_PREFIX: &str = "MA.156.M0";

/// How codes begin.
const CODE_PREFIXES: [&str; 2] = ["i.86.", "MA.156."];

pub fn run(command: IdcodeCommand) -> Result<(), CommandError> {
    match command {
        IdcodeCommand::Parse { code } => parse(&code),
        IdcodeCommand::Resolve { address, code, filed } => resolve(&address, &code, filed),
    }
}

/// A device identifier begins like the main code of a unit, and is read as the label that it is.
fn parse(text: &str) -> Result<(), CommandError> {
    match udi_label::scan(text) {
        Ok(label) if label.agency() == Agency::Ma => return Ok(screen::json(&label)?),
        Err(error) if text.to_ascii_uppercase().contains(DEVICE_PREFIX) => {
            return Err(CommandError::usage(error.to_string()));
        }
        _ => {}
    }
    let code = read_code(text)?;
    let parts = code.category_parts();
    Ok(screen::json(&json!({
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

fn resolve(address: &str, code: &str, filed: bool) -> Result<(), CommandError> {
    let kind = if filed { ApplicationKind::Filed } else { ApplicationKind::Registered };
    let url = resolve_redirect(address, &read_code(code)?, kind);
    println!("{}", url.map_err(|error| CommandError::usage(error.to_string()))?);
    Ok(())
}

/// A code number, or an address that holds one. An error counts the characters of the code alone.
fn read_code(text: &str) -> Result<Idcode, CommandError> {
    let embedded = code_in_address(text);
    let code = embedded.as_deref().unwrap_or(text);
    code.parse().map_err(|error: InvalidIdcode| {
        CommandError::usage(match &embedded {
            Some(code) => format!("{code}, inside the address: {error}"),
            None => error.to_string(),
        })
    })
}

/// The code in an address: percent-encoded or not, behind any key of the query or in the path.
fn code_in_address(text: &str) -> Option<String> {
    let is_code = |text: &str| CODE_PREFIXES.iter().any(|prefix| text.starts_with(prefix));
    let (_, rest) = text.split_once("://")?;
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let query = query.split('#').next().unwrap_or_default();
    let values = form_urlencoded::parse(query.as_bytes()).map(|(_, value)| value.into_owned());
    let in_path = CODE_PREFIXES.iter().find_map(|prefix| path.find(prefix).map(|at| &path[at..]));
    values.into_iter().find(|value| is_code(value)).or_else(|| in_path.map(str::to_owned))
}
