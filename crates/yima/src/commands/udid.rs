//! `yima udid`.

mod import;
mod status;
mod sync;
mod verify;

use std::path::Path;
use std::time::{Duration, SystemTime};

use udi_label::normalize_di;
use udid_client::{Client, WalkReport};
use udid_sqlite::SqliteStore;
use udid_store::Registry;
use udid_sync::{EnrichOptions, Enriched, PullOptions, compare_with_api, enrich, pull};

use udid_types::Period;

use crate::cli::{UdidArguments, UdidCommand};
use crate::screen::{self, Format, HIDDEN_TOKEN, PullBar, counting_bar};
use crate::wiring::{CommandError, DBHS, UDID, connect, dbhs_client, udid_client};

pub async fn run(arguments: UdidArguments, profile: Option<&str>) -> Result<(), CommandError> {
    let format = arguments.output;
    let mut connection = arguments.connection.connection(profile);
    if let (UdidCommand::Sync(sync), Some(sandbox)) = (&arguments.command, &mut connection.sandbox)
    {
        sync::invent_releases(sandbox, sync.records);
    }
    let connect_udid =
        |needs_credentials| connect(&UDID, udid_client, &connection, needs_credentials);
    match arguments.command {
        UdidCommand::Test => test(&connect_udid(false).await?.client, format).await,
        UdidCommand::Token { reveal } => {
            token(&connect_udid(true).await?.client, format, reveal).await
        }
        UdidCommand::List { period, page, all } => {
            list(&connect_udid(true).await?.client, format, period.period()?, page, all).await
        }
        UdidCommand::History { mut record_keys, only, db, chunk } => {
            let chunk = usize::from(chunk);
            if let (Some(list), Some(db)) = (only, db) {
                record_keys = status::keys_in(&db, &list).await?;
            }
            history(&connect_udid(true).await?.client, format, &record_keys, chunk).await
        }
        UdidCommand::Device { di, db: Some(file) } => stored_device(format, &di, &file).await,
        UdidCommand::Device { di, db: None } => {
            device(&connect_udid(true).await?.client, format, &di).await
        }
        UdidCommand::Pull { period, db, again, in_flight } => {
            let options = PullOptions { in_flight: usize::from(in_flight), again };
            pull_to(&connect_udid(true).await?.client, period.period()?, &db, options).await
        }
        UdidCommand::Import { files, db, again } => import::run(&files, &db, again).await,
        UdidCommand::Sync(arguments) => {
            sync::run(arguments, &connect_udid(false).await?, &connection).await
        }
        UdidCommand::Status { db } => status::status(format, &db).await,
        UdidCommand::Verify { db, sample: None, .. } => status::verify(format, &db).await,
        UdidCommand::Verify { db, sample: Some(most), archive } => {
            // A copy that is not complete can be compared all the same.
            let listed = status::verify(format, &db).await;
            match archive.or_else(|| sync::archive_of(&db)) {
                Some(folder) => verify::with_files(&db, folder, most).await?,
                None => verify::with_service(&db, &connect_udid(true).await?.client, most).await?,
            }
            listed
        }
        UdidCommand::Changes { db, since, only } => {
            status::changes(format, &db, since, only.as_deref()).await
        }
        UdidCommand::Enrich { db, again, older_than, in_flight } => {
            let asked_before = asked_before(again, older_than);
            let options = EnrichOptions { in_flight: usize::from(in_flight), asked_before };
            let connected = connect(&DBHS, dbhs_client, &connection, true).await?;
            enrich_in(&connected.client, &db, options).await
        }
    }
}

async fn test(client: &Client, format: Format) -> Result<(), CommandError> {
    let reply = client.test_connection().await?;
    Ok(screen::model(format, &reply)?)
}

async fn token(client: &Client, format: Format, reveal: bool) -> Result<(), CommandError> {
    let mut reply = client.get_token().await?;
    if !reveal {
        reply.access_token = reply.access_token.map(|_| HIDDEN_TOKEN.to_owned());
    }
    Ok(screen::model(format, &reply)?)
}

async fn list(
    client: &Client,
    format: Format,
    period: Period,
    page: u64,
    all: bool,
) -> Result<(), CommandError> {
    let mut walk = client.walk(period).start_page(page);
    let mut collected = Vec::new();
    while let Some(page) = walk.next_page().await? {
        let is_document = matches!(format, Format::Json | Format::Csv);
        if is_document {
            collected.extend(page.records);
        } else if !page.records.is_empty() {
            screen::devices(format, &page.records)?;
        }
        if !all {
            let pages = page.total_pages.map_or_else(|| "?".to_owned(), |pages| pages.to_string());
            let records =
                page.total_records.map_or_else(|| "?".to_owned(), |total| total.to_string());
            eprintln!("page {} of {pages}, {records} records in {period}", page.number);
            break;
        }
    }
    if matches!(format, Format::Json | Format::Csv) {
        screen::devices(format, &collected)?;
    }
    if all { check_complete(walk.report()) } else { Ok(()) }
}

async fn history(
    client: &Client,
    format: Format,
    record_keys: &[String],
    chunk: usize,
) -> Result<(), CommandError> {
    let mut versions = Vec::new();
    for keys in record_keys.chunks(chunk) {
        let mut walk = client.walk_history(keys.to_vec());
        while let Some(page) = walk.next_page().await? {
            versions.extend(page.records);
        }
    }
    Ok(screen::devices(format, &versions)?)
}

/// Asks for the normalized identifier, as look-ups in a database do, and then for the text as it was
/// typed: the service compares texts.
async fn device(client: &Client, format: Format, di: &str) -> Result<(), CommandError> {
    let normalized = normalize_di(di);
    let mut record = client.find_device(normalized.as_str()).await?;
    if record.is_none() && normalized.as_str() != di {
        record = client.find_device(di).await?;
    }
    let advice = "give a primary DI; `pull` into a database looks up DIs of packages as well";
    let record =
        record.ok_or_else(|| CommandError::not_found(format!("no device {di}; {advice}")))?;
    Ok(screen::records(format, &[record])?)
}

/// Looks up an identifier in any spelling, or the one on a whole label.
async fn stored_device(format: Format, text: &str, file: &Path) -> Result<(), CommandError> {
    let store = SqliteStore::open_existing(file).await?;
    let mut records = store.find_by_di(text).await?;
    let label = udi_label::scan(text).ok().and_then(|label| label.di().map(ToString::to_string));
    let di = label.as_deref().unwrap_or(text);
    if records.is_empty() && di != text {
        records = store.find_by_di(di).await?;
    }
    if records.is_empty() {
        let file = file.display();
        return Err(CommandError::not_found(format!(
            "no device or package {di} in {file}; pull its day first"
        )));
    }
    Ok(screen::records(format, &records)?)
}

async fn pull_to(
    client: &Client,
    period: Period,
    file: &Path,
    options: PullOptions,
) -> Result<(), CommandError> {
    let mut store = SqliteStore::open(file).await?;
    compare_with_api(client, &store).await?;
    let mut bar = PullBar::new(period.to_string(), "page");
    let result = pull(client, &mut store, period, options, |progress| bar.show(progress)).await;
    let seconds = bar.finish();
    let pulled = result?;
    if pulled.began_at_page > 1 {
        eprintln!("resumed at page {}", pulled.began_at_page);
    }
    if pulled.passes > 0 {
        let counts = pulled.counts;
        eprintln!("{pulled}, {seconds:.1} s");
        eprintln!(
            "{}: {} new, {} written again, {} kept in a newer version",
            file.display(),
            counts.inserted,
            counts.replaced,
            counts.kept
        );
    } else if pulled.is_complete() {
        eprintln!("{pulled}");
    }
    if pulled.is_complete() { Ok(()) } else { Err(CommandError::incomplete(pulled.to_string())) }
}

async fn enrich_in(
    client: &dbhs_client::Client,
    file: &Path,
    options: EnrichOptions,
) -> Result<(), CommandError> {
    let mut store = SqliteStore::open_existing(file).await?;
    let bar = counting_bar();
    let result = enrich(client, &mut store, options, |asked, total| {
        bar.set_length(total);
        bar.set_position(asked);
    });
    let result = result.await;
    bar.finish_and_clear();
    let Enriched { asked, failed, first_failure, counts } = result?;
    eprintln!(
        "{}: looked up {asked} registrants; {} found, {} not found, {} failed in total",
        file.display(),
        counts.found,
        counts.not_found,
        counts.failed
    );
    let Some((key, reason)) = first_failure else { return Ok(()) };
    Err(CommandError::incomplete(format!(
        "look-ups that failed: {failed}; the first is that of {key}: {reason}; rerun the command to repeat them"
    )))
}

/// The moment before which look-ups are repeated.
fn asked_before(again: bool, older_than: Option<u32>) -> Option<SystemTime> {
    let days = older_than.map(|days| Duration::from_secs(24 * 60 * 60 * u64::from(days)));
    // The times are stored in seconds: what was looked up in this one is looked up again as well.
    let age = if again { None } else { Some(days?) };
    let now = SystemTime::now();
    age.map_or(Some(now + Duration::from_secs(1)), |age| now.checked_sub(age))
}

fn check_complete(report: &WalkReport) -> Result<(), CommandError> {
    if report.is_complete() { Ok(()) } else { Err(CommandError::incomplete(report.to_string())) }
}
