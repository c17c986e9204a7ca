//! `yima dbhs`.

use dbhs_client::{Client, LookUp};
use futures_util::StreamExt;
use serde::Serialize;
use wire::Model;

use crate::cli::{DbhsArguments, DbhsCommand};
use crate::screen::{self, Format};
use crate::wiring::{CommandError, DBHS, connect, dbhs_client};

pub async fn run(arguments: DbhsArguments, profile: Option<&str>) -> Result<(), CommandError> {
    let connection = arguments.connection.connection(profile);
    let connect = || connect(&DBHS, dbhs_client, &connection, true);
    match arguments.command {
        DbhsCommand::Org { key, output } => {
            let found = connect().await?.client.look_up_organization(&key, None).await?;
            show(output, found, &key, &format!("no enterprise {key}; {KEY_ADVICE}"))
        }
        DbhsCommand::Products { registration_number, output } => {
            products(&connect().await?.client, output, &registration_number).await
        }
        DbhsCommand::Product { registration_number, output } => {
            let found = connect().await?.client.look_up_product(&registration_number).await?;
            show(output, found, &registration_number, &not_registered(&registration_number))
        }
    }
}

const KEY_ADVICE: &str = "give the full name, unified social credit code or business registration \
                          number, as registered";

fn not_registered(number: &str) -> String {
    format!("no product {number}; give the full registration or filing number (注册证号/备案号)")
}

/// Writes what was found. What is about another subject is written as well, and is an error.
fn show<M: Model + Serialize>(
    format: Format,
    found: LookUp<M>,
    key: &str,
    advice: &str,
) -> Result<(), CommandError> {
    match found {
        LookUp::Found(found) => Ok(screen::model(format, &*found)?),
        LookUp::Other(other) => {
            screen::model(format, &*other)?;
            Err(CommandError::not_found(format!("the response is not about {key}; {advice}")))
        }
        LookUp::NotFound => Err(CommandError::not_found(advice)),
        LookUp::Unclear { reason } => {
            Err(CommandError::not_found(format!("the service sent {reason}; {advice}")))
        }
    }
}

/// Lists all products of a number. Those received are shown even if others are missing.
async fn products(client: &Client, format: Format, number: &str) -> Result<(), CommandError> {
    let mut rows = std::pin::pin!(client.products(number));
    let mut collected = Vec::new();
    let (mut shown, mut outcome) = (0, Ok(()));
    while let Some(row) = rows.next().await {
        match row {
            Ok(row) if format == Format::Ndjson => {
                screen::json_line(&row)?;
                shown += 1;
            }
            Ok(row) => collected.push(row),
            Err(error) => outcome = Err(CommandError::from(error)),
        }
    }
    if shown + collected.len() == 0 {
        return outcome.and(Err(CommandError::not_found(not_registered(number))));
    }
    match format {
        Format::Table | Format::Csv => screen::listing(format, &collected)?,
        Format::Json => screen::json(&collected)?,
        Format::Ndjson => {}
    }
    outcome
}
