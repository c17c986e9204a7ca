//! `yima idcode`.

use idcode_types::{ApplicationKind, Idcode, resolve_redirect};
use serde_json::json;

use crate::cli::IdcodeCommand;
use crate::screen;
use crate::wiring::CommandError;

pub fn run(command: IdcodeCommand) -> Result<(), CommandError> {
    match command {
        IdcodeCommand::Parse { code } => parse(&code),
        IdcodeCommand::Resolve { address, code, filed } => resolve(&address, &code, filed),
    }
}

fn parse(text: &str) -> Result<(), CommandError> {
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

/// A code number, or the content of a code picture.
fn read_code(text: &str) -> Result<Idcode, CommandError> {
    let content = idcode_types::Environment::parse_content(text).map(|(_, code)| code);
    content
        .or_else(|_| text.parse())
        .map_err(|error: idcode_types::InvalidIdcode| CommandError::usage(error.to_string()))
}
