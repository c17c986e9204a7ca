//! `yima udid`.

use std::path::Path;

use serde::Serialize;
use udid_client::{Client, WalkReport};
use udid_sqlite::SqliteStore;
use udid_store::Registry;
use udid_sync::{EnrichOptions, Enriched, PullOptions, enrich, pull};
use udid_types::Period;
use wire::Model;

use crate::cli::{Format, UdidArguments, UdidCommand};
use crate::connect;
use crate::failure::Failure;
use crate::output;
use crate::progress::{PullBar, counting_bar};

pub async fn run(arguments: UdidArguments, profile: Option<&str>) -> Result<(), Failure> {
    let format = arguments.output;
    let connection = &arguments.connection;
    let connect = || connect::udid(connection, profile, true);
    match arguments.command {
        UdidCommand::Test => {
            test(&connect::udid(connection, profile, false).await?.client, format).await
        }
        UdidCommand::Token { reveal } => token(&connect().await?.client, format, reveal).await,
        UdidCommand::List { period, page, all } => {
            list(&connect().await?.client, format, period.period()?, page, all).await
        }
        UdidCommand::History { record_keys, chunk } => {
            let chunk = usize::from(chunk);
            history(&connect().await?.client, format, &record_keys, chunk).await
        }
        UdidCommand::Device { di, from: Some(file) } => stored_device(format, &di, &file).await,
        UdidCommand::Device { di, from: None } => {
            device(&connect().await?.client, format, &di).await
        }
        UdidCommand::Pull { period, to, in_flight } => {
            let options = PullOptions { in_flight: usize::from(in_flight) };
            pull_to(&connect().await?.client, period.period()?, &to, options).await
        }
        UdidCommand::Enrich { db, in_flight } => {
            let options = EnrichOptions { in_flight: usize::from(in_flight) };
            let connected = connect::dbhs(connection, profile).await?;
            enrich_in(&connected.client, &db, options).await
        }
    }
}

async fn test(client: &Client, format: Format) -> Result<(), Failure> {
    let reply = client.test_connection().await?;
    show(format, &reply)
}

async fn token(client: &Client, format: Format, reveal: bool) -> Result<(), Failure> {
    let mut reply = client.get_token().await?;
    if !reveal {
        reply.access_token = reply.access_token.map(|_| "(use --reveal to see it)".to_owned());
    }
    show(format, &reply)
}

fn show<M: Model + Serialize>(format: Format, reply: &M) -> Result<(), Failure> {
    match format {
        Format::Table => output::fields(reply)?,
        Format::Json => output::json(reply)?,
        Format::Ndjson => output::json_line(reply)?,
    }
    Ok(())
}

async fn list(
    client: &Client,
    format: Format,
    period: Period,
    page: u64,
    all: bool,
) -> Result<(), Failure> {
    let mut walk = client.walk(period).start_page(page);
    let mut collected = Vec::new();
    while let Some(page) = walk.next_page().await? {
        let is_document = format == Format::Json;
        if is_document {
            collected.extend(page.records);
        } else if !page.records.is_empty() {
            output::devices(format, &page.records)?;
        }
        if !all {
            let pages = page.total_pages.map_or_else(|| "?".to_owned(), |pages| pages.to_string());
            let records =
                page.total_records.map_or_else(|| "?".to_owned(), |total| total.to_string());
            eprintln!("page {} of {pages}, {records} records in {period}", page.number);
            break;
        }
    }
    if format == Format::Json {
        output::devices(format, &collected)?;
    }
    if all { check_complete(walk.report()) } else { Ok(()) }
}

async fn history(
    client: &Client,
    format: Format,
    record_keys: &[String],
    chunk: usize,
) -> Result<(), Failure> {
    let mut versions = Vec::new();
    for keys in record_keys.chunks(chunk) {
        let mut walk = client.walk_history(keys.to_vec());
        while let Some(page) = walk.next_page().await? {
            versions.extend(page.records);
        }
    }
    Ok(output::devices(format, &versions)?)
}

async fn device(client: &Client, format: Format, di: &str) -> Result<(), Failure> {
    let record = client.find_device(di).await?;
    let advice = "give the primary DI, not a package's; `pull` a database to look up packages";
    let record = record.ok_or_else(|| Failure::not_found(format!("no device {di}: {advice}")))?;
    Ok(output::records(format, &[record])?)
}

async fn stored_device(format: Format, di: &str, file: &Path) -> Result<(), Failure> {
    let records = SqliteStore::open_existing(file).await?.find_by_di(di).await?;
    if records.is_empty() {
        let file = file.display();
        return Err(Failure::not_found(format!(
            "no device or package {di} in {file}: pull its day"
        )));
    }
    Ok(output::records(format, &records)?)
}

async fn pull_to(
    client: &Client,
    period: Period,
    file: &Path,
    options: PullOptions,
) -> Result<(), Failure> {
    let mut store = SqliteStore::open(file).await?;
    let mut bar = PullBar::new();
    let result = pull(client, &mut store, period, options, |progress| bar.show(progress)).await;
    let seconds = bar.finish();
    let pulled = result?;
    if pulled.began_at_page > 1 {
        eprintln!("went on at page {}", pulled.began_at_page);
    }
    let (counts, report) = (pulled.counts, &pulled.report);
    eprintln!("{pulled}, {seconds:.1} s");
    eprintln!(
        "{}: {} new, {} written again, {} kept in a newer version",
        file.display(),
        counts.inserted,
        counts.replaced,
        counts.kept
    );
    if report.is_complete() { Ok(()) } else { Err(Failure::incomplete(pulled.to_string())) }
}

async fn enrich_in(
    client: &dbhs_client::Client,
    file: &Path,
    options: EnrichOptions,
) -> Result<(), Failure> {
    let mut store = SqliteStore::open_existing(file).await?;
    let bar = counting_bar();
    let result = enrich(client, &mut store, options, |asked, total| {
        bar.set_length(total);
        bar.set_position(asked);
    });
    let result = result.await;
    bar.finish_and_clear();
    let Enriched { asked, counts } = result?;
    eprintln!(
        "{}: asked for {asked} enterprises; {} found, {} not found in all",
        file.display(),
        counts.found,
        counts.not_found
    );
    Ok(())
}

fn check_complete(report: &WalkReport) -> Result<(), Failure> {
    if report.is_complete() { Ok(()) } else { Err(Failure::incomplete(report.to_string())) }
}
