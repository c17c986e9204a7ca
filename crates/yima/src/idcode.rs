//! `yima idcode`.

use idcode_types::{ApplicationKind, Idcode, resolve_redirect};
use serde_json::json;

use crate::cli::{IdcodeArguments, IdcodeCommand};
use crate::endpoint;
use crate::failure::Failure;
use crate::output;

pub async fn run(arguments: IdcodeArguments, profile: Option<&str>) -> Result<(), Failure> {
    match arguments.command {
        IdcodeCommand::Parse { code } => parse(&code),
        IdcodeCommand::Resolve { address, code, filed } => resolve(&address, &code, filed),
        IdcodeCommand::Call(call) => endpoint::run(&arguments.connection, profile, call).await,
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
