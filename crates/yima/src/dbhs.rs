//! `yima dbhs`.

use dbhs_client::Client;
use dbhs_client::types::ProductRow;
use futures_util::StreamExt;
use serde::Serialize;
use wire::{FieldRef, Model};

use crate::cli::{DbhsArguments, DbhsCommand, Format};
use crate::failure::Failure;
use crate::{connect, endpoint, output};

pub async fn run(arguments: DbhsArguments, profile: Option<&str>) -> Result<(), Failure> {
    let connection = &arguments.connection;
    let connect = || connect::dbhs(connection, profile);
    match arguments.command {
        DbhsCommand::Org { key, output } => {
            let found = connect().await?.client.find_organization(&key).await?;
            show(output, found, &format!("no enterprise {key}: {KEY_ADVICE}"))
        }
        DbhsCommand::Products { registration_number, output } => {
            products(&connect().await?.client, output, &registration_number).await
        }
        DbhsCommand::Product { registration_number, output } => {
            let found = connect().await?.client.find_product(&registration_number).await?;
            show(output, found, &not_registered(&registration_number))
        }
        DbhsCommand::Call(call) => endpoint::run(connection, profile, call).await,
    }
}

const KEY_ADVICE: &str = "give its whole name, its unified social credit code or its business \
                          registration number, as the register has it";

fn not_registered(number: &str) -> String {
    format!("no product {number}: give the whole registration or filing number (注册证号/备案号)")
}

/// What was found, whole.
fn show<M: Model + Serialize>(
    format: Format,
    found: Option<M>,
    advice: &str,
) -> Result<(), Failure> {
    let found = found.ok_or_else(|| Failure::not_found(advice))?;
    match format {
        Format::Table => output::fields(&found)?,
        Format::Json => output::json(&found)?,
        Format::Ndjson => output::json_line(&found)?,
    }
    Ok(())
}

/// All products of a number. What came is shown, whether all came or not.
async fn products(client: &Client, format: Format, number: &str) -> Result<(), Failure> {
    let mut rows = std::pin::pin!(client.products(number));
    let mut collected = Vec::new();
    let (mut shown, mut outcome) = (0, Ok(()));
    while let Some(row) = rows.next().await {
        match row {
            Ok(row) if format == Format::Ndjson => {
                output::json_line(&row)?;
                shown += 1;
            }
            Ok(row) => collected.push(row),
            Err(error) => outcome = Err(Failure::from(error)),
        }
    }
    if shown + collected.len() == 0 {
        return outcome.and(Err(Failure::not_found(not_registered(number))));
    }
    match format {
        Format::Table => table(&collected)?,
        Format::Json => output::json(&collected)?,
        Format::Ndjson => {}
    }
    outcome
}

fn table(products: &[ProductRow]) -> Result<(), Failure> {
    let fields = ProductRow::INFO.fields;
    let names: Vec<_> = fields.iter().map(|field| field.name).collect();
    let cells = |row: &ProductRow| {
        let cell = |index| match row.get(index) {
            FieldRef::Text(text) => text.into_owned(),
            FieldRef::Absent | FieldRef::Nested(_) => String::new(),
        };
        (0..fields.len()).map(cell).collect()
    };
    Ok(output::rows(&names, products.iter().map(cells))?)
}
