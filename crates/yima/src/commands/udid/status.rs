//! `yima udid status`, `verify` and `changes`: what a copy is worth, without the network.

use std::collections::HashSet;
use std::path::Path;

use jiff::Timestamp;
use serde_json::{Value, json};
use udid_sqlite::SqliteStore;
use udid_store::{Change, ChangeLog, CopyState, Holdings, Registry, StoredListing, record_key};
use udid_sync::Status;
use udid_types::Period;

use crate::cli::Since;
use crate::screen::{self, Format, printable_lines};
use crate::wiring::CommandError;

/// Milliseconds of a day.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// Entries of the change log that are read at a time.
const CHUNK: u32 = 10_000;

async fn status_of(db: &Path) -> Result<Status, CommandError> {
    let store = SqliteStore::open_existing(db).await?;
    let last_day = Period::yesterday()
        .map_err(|_| CommandError::usage("the clock of this computer is wrong"))?;
    Ok(Status::of(store.inventory().await?, last_day))
}

/// Shows as of which day the copy is complete. Exit code 8 if that is before yesterday, or something is
/// missing or disputed.
pub async fn status(format: Format, db: &Path) -> Result<(), CommandError> {
    let status = status_of(db).await?;
    match format {
        Format::Table => println!("{}", printable_lines(&status.to_string())),
        Format::Json => screen::json(&status_json(&status))?,
        Format::Ndjson => screen::json_line(&status_json(&status))?,
        Format::Csv => {
            let status = status_json(&status);
            let fields = status.as_object().into_iter().flatten();
            let row = fields.map(|(name, value)| vec![name.clone(), text_of(value)]);
            screen::csv(&["field", "value"], row)?;
        }
    }
    if status.is_current() {
        return Ok(());
    }
    Err(CommandError::incomplete(
        "the copy is not current; `yima udid sync` fetches what is missing",
    ))
}

fn status_json(status: &Status) -> Value {
    let listing = |stored: &StoredListing| json!({"name": stored.listing.to_string(), "records": stored.rows, "reason": stored.reason});
    json!({
        "is_current": status.is_current(),
        "data_date": status.data_date,
        "last_day": status.last_day,
        "missing_days": status.missing_days,
        "disputed": status.disputed.iter().map(listing).collect::<Vec<_>>(),
        "incomplete": status.incomplete.iter().map(listing).collect::<Vec<_>>(),
        "registry": status.inventory.registry,
        "records": status.inventory.records,
        "delisted": status.inventory.delisted,
        "unordered": status.inventory.unordered,
        "orphans": status.inventory.orphans,
        "last_change": status.inventory.last_change,
        "bytes": status.inventory.bytes,
    })
}

/// Lists what is stored of each release and day, and checks the database.
pub async fn verify(format: Format, db: &Path) -> Result<(), CommandError> {
    let problems = udid_sqlite::check(db).await?;
    if !problems.is_empty() {
        let problems = problems.join("\n");
        return Err(CommandError::file(format!("{} is damaged:\n{problems}", db.display())));
    }
    let status = status_of(db).await?;
    let listings = &status.inventory.listings;
    match format {
        Format::Table => screen::rows(&LISTING, listings.iter().map(listing_row))?,
        Format::Csv => screen::csv(&LISTING, listings.iter().map(listing_row))?,
        Format::Json => screen::json(&listings.iter().map(listing_json).collect::<Vec<_>>())?,
        Format::Ndjson => {
            listings.iter().try_for_each(|stored| screen::json_line(&listing_json(stored)))?;
        }
    }
    let left = [&status.disputed, &status.incomplete].map(Vec::len);
    eprintln!(
        "{} records, {} delisted, {} orphans; the file is sound",
        status.inventory.records, status.inventory.delisted, status.inventory.orphans
    );
    if left == [0, 0] && status.missing_days.is_empty() {
        return Ok(());
    }
    Err(CommandError::incomplete(format!(
        "{} releases or periods are disputed, {} incomplete, {} days missing",
        left[0],
        left[1],
        status.missing_days.len()
    )))
}

const LISTING: [&str; 4] = ["release or period", "state", "records", "reason"];

fn listing_row(stored: &StoredListing) -> Vec<String> {
    let reason = stored.reason.clone().unwrap_or_default();
    vec![stored.listing.to_string(), state(stored), stored.rows.to_string(), reason]
}

/// A text without quotes; other values as JSON.
fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn state(stored: &StoredListing) -> String {
    let state = match stored.state {
        CopyState::Complete if stored.is_closed => "complete",
        CopyState::Complete => "complete so far",
        CopyState::Disputed => "disputed",
        CopyState::Incomplete => "incomplete",
        _ => "not ended",
    };
    state.to_owned()
}

fn listing_json(stored: &StoredListing) -> Value {
    json!({
        "name": stored.listing.to_string(),
        "state": state(stored),
        "records": stored.rows,
        "reason": stored.reason,
    })
}

/// Shows the change log behind a day or a number, in pieces: it may be long.
pub async fn changes(
    format: Format,
    db: &Path,
    since: Since,
    only: Option<&Path>,
) -> Result<(), CommandError> {
    let store = SqliteStore::open_existing(db).await?;
    let only = match only {
        Some(file) => Some(keys_of(&store, file).await?),
        None => None,
    };
    let (mut after, begin) = match since {
        Since::Sequence(sequence) => (sequence, i64::MIN),
        Since::Day(day) => (0, day.end_in_beijing() - DAY),
    };
    if format == Format::Csv {
        screen::csv(&COLUMNS, [])?;
    }
    let mut shown = Vec::new();
    loop {
        let chunk = store.changes(after, CHUNK).await?;
        let Some(last) = chunk.last() else { break };
        after = last.sequence;
        let wanted = chunk.into_iter().filter(|change| {
            change.at >= begin && only.as_ref().is_none_or(|only| only.contains(&change.key))
        });
        match format {
            Format::Ndjson => {
                wanted
                    .map(|change| change_json(&change))
                    .try_for_each(|it| screen::json_line(&it))?;
            }
            Format::Csv => {
                wanted.map(|change| row(&change)).try_for_each(screen::csv_row)?;
            }
            Format::Table | Format::Json => shown.extend(wanted),
        }
    }
    match format {
        Format::Json => screen::json(&shown.iter().map(change_json).collect::<Vec<_>>())?,
        Format::Table => screen::rows(&COLUMNS, shown.iter().map(row))?,
        Format::Ndjson | Format::Csv => {}
    }
    Ok(())
}

const COLUMNS: [&str; 8] = ["sequence", "kind", "key", "before", "after", "fields", "source", "at"];

fn row(change: &Change) -> Vec<String> {
    let text = |version: &Option<String>| version.clone().unwrap_or_default();
    vec![
        change.sequence.to_string(),
        change.kind.to_string(),
        change.key.clone(),
        text(&change.before),
        text(&change.after),
        change.fields.join(" "),
        change.source.clone(),
        moment(change),
    ]
}

fn change_json(change: &Change) -> Value {
    json!({
        "sequence": change.sequence,
        "kind": change.kind.to_string(),
        "key": change.key,
        "before": change.before,
        "after": change.after,
        "fields": change.fields,
        "source": change.source,
        "at": moment(change),
    })
}

/// When a change was stored.
fn moment(change: &Change) -> String {
    Timestamp::from_millisecond(change.at).unwrap_or_default().to_string()
}

/// The keys of the records in a database that a file names, in order.
pub async fn keys_in(db: &Path, file: &Path) -> Result<Vec<String>, CommandError> {
    let store = SqliteStore::open_existing(db).await?;
    let mut keys: Vec<_> = keys_of(&store, file).await?.into_iter().collect();
    keys.sort();
    if keys.is_empty() {
        let (file, db) = (file.display(), db.display());
        return Err(CommandError::not_found(format!("no record of {file} is in {db}")));
    }
    Ok(keys)
}

/// The keys of the records that a file names: an identifier in the first column of each line.
async fn keys_of(store: &SqliteStore, file: &Path) -> Result<HashSet<String>, CommandError> {
    let list = std::fs::read_to_string(file)
        .map_err(|error| CommandError::file(format!("{}: {error}", file.display())))?;
    let mut keys = HashSet::new();
    for line in list.trim_start_matches('\u{feff}').lines() {
        let first = line.split([',', ';', '\t']).next().unwrap_or_default();
        let identifier = first.trim().trim_matches('"');
        for record in store.find_by_di(identifier).await? {
            keys.insert(record_key(&record.device));
        }
    }
    Ok(keys)
}
