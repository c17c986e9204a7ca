//! `yima udid sync`.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Instant;

use ::sandbox::{ReleaseSettings, Settings};
use indicatif::HumanBytes;
use jiff::civil::Time;
use jiff::{Timestamp, ToSpan};
use udid_client::{Allowance, Client};
use udid_sqlite::SqliteStore;
use udid_store::{Coverage, Holdings, Inventory};
use udid_sync::{
    Plan, PullOptions, ReleaseServer, StopReason, SyncError, SyncEvent, SyncOptions, Synced,
    download, plan, sync,
};
use udid_types::Period;

use crate::cli::{SyncArguments, SyncSources};
use crate::screen::{PullBar, printable};
use crate::wiring::{CommandError, Connected, Connection, release_server};

/// Days since the invented register began.
const REGISTER_DAYS: u32 = 100;

/// The release files of a sandbox.
pub fn invent_releases(settings: &mut Settings, records: u32) {
    let per_day = settings.udid.records_per_day;
    settings.udid.records_per_day = per_day.or(Some(records.div_ceil(REGISTER_DAYS)));
    settings.udid.releases = Some(ReleaseSettings::with_days(REGISTER_DAYS));
}

/// Makes a copy current. Days that no file covers come through the API, if there are credentials.
pub async fn run(
    arguments: SyncArguments,
    connected: &Connected<Client>,
    connection: &Connection,
) -> Result<(), CommandError> {
    let SyncArguments {
        db,
        archive,
        sources,
        dry_run,
        download_only,
        no_full,
        until,
        in_flight,
        max_calls,
        reserve,
        ..
    } = arguments;
    connected.client.allow(Allowance { calls: max_calls, kept: reserve });
    let server = match sources {
        SyncSources::Api => None,
        SyncSources::Releases | SyncSources::Both => {
            Some(release_server(connection, connected.sandbox_origin().as_deref())?)
        }
    };
    let today = connected.today();
    let last_day: Period = today
        .yesterday()
        .ok()
        .and_then(|day| day.to_string().parse().ok())
        .ok_or_else(|| CommandError::usage("the clock of this computer is wrong"))?;
    let folder = match (archive, &db) {
        (Some(archive), _) => archive,
        (None, Some(db)) => beside(db),
        (None, None) => {
            return Err(CommandError::usage("give --db, or --archive with --download-only"));
        }
    };
    let mut options = SyncOptions::new(last_day, folder);
    options.full = !no_full;
    options.until = until.map(next_time);
    options.pull = PullOptions { in_flight: usize::from(in_flight), again: false };
    let Some(db) = db.filter(|_| !download_only) else {
        let server = server.ok_or_else(|| CommandError::usage("--download-only needs releases"))?;
        return fetch_files(&server, &options, dry_run).await;
    };
    let client =
        (sources != SyncSources::Releases && connected.has_account).then_some(&connected.client);
    if dry_run {
        return show_plan(server.as_ref(), client, &inventory_of(&db).await?, &options).await;
    }
    let mut store = SqliteStore::open(&db).await?;
    let started = Instant::now();
    let mut told = Told::default();
    let synced =
        sync(server.as_ref(), client, &mut store, &options, |event| told.tell(&event)).await;
    told.finish();
    summarize(&synced?, &options, &db, started.elapsed().as_secs_f64())
}

/// The folder of the files of a database, if it has one.
pub fn archive_of(db: &Path) -> Option<PathBuf> {
    Some(beside(db)).filter(|folder| folder.is_dir())
}

fn beside(db: &Path) -> PathBuf {
    let mut name = db.as_os_str().to_owned();
    name.push(".releases");
    name.into()
}

async fn inventory_of(db: &Path) -> Result<Inventory, CommandError> {
    if !db.exists() {
        return Ok(Inventory::default());
    }
    Ok(SqliteStore::open_existing(db).await?.inventory().await?)
}

/// The next moment at which clocks in Beijing show a time.
fn next_time(time: Time) -> Timestamp {
    let now = auth::in_beijing(Timestamp::now());
    let today = now.with().time(time).build();
    let today = today.unwrap_or_else(|_| now.clone());
    if today > now { today } else { today.saturating_add(1.day()) }.timestamp()
}

async fn offers(server: &ReleaseServer) -> Result<Vec<udid_sync::Offer>, CommandError> {
    Ok(server.offers().await.map_err(SyncError::from)?)
}

async fn show_plan(
    server: Option<&ReleaseServer>,
    client: Option<&Client>,
    inventory: &Inventory,
    options: &SyncOptions,
) -> Result<(), CommandError> {
    let offers = match server {
        Some(server) => offers(server).await?,
        None => Vec::new(),
    };
    let coverage = Coverage::of(&inventory.listings);
    let plan = plan(&coverage, &offers, options.last_day, options.full);
    print_plan(&plan, inventory, client.is_some());
    Ok(())
}

fn print_plan(plan: &Plan, inventory: &Inventory, has_account: bool) {
    for offer in &plan.files {
        let size = offer.size.map(|bytes| format!(", {}", HumanBytes(bytes)));
        let count = offer.identifiers.map(|count| format!(", {count} identifiers"));
        let [size, count] = [size, count].map(Option::unwrap_or_default);
        println!("{}{size}{count}", printable(&offer.title));
    }
    let way = if has_account { "through the API" } else { "in no release file; needs credentials" };
    for day in &plan.days {
        println!("{day}, {way}");
    }
    if plan.is_empty() {
        println!("nothing to do");
    } else {
        let (files, days) = (plan.files.len(), plan.days.len());
        let (bytes, calls) = (HumanBytes(plan.bytes()), plan.calls(inventory));
        println!("{files} files, {bytes} to download; {days} days in no file, about {calls} calls");
    }
    warn_of_unknown(plan);
}

fn warn_of_unknown(plan: &Plan) {
    for title in &plan.unknown_titles {
        eprintln!("a release of no known name is left out: {}", printable(title));
    }
}

/// Downloads what a first run would load, for another computer.
async fn fetch_files(
    server: &ReleaseServer,
    options: &SyncOptions,
    dry_run: bool,
) -> Result<(), CommandError> {
    let offers = offers(server).await?;
    let plan = plan(&Coverage::default(), &offers, options.last_day, options.full);
    if dry_run {
        print_plan(&plan, &Inventory::default(), false);
        return Ok(());
    }
    warn_of_unknown(&plan);
    let mut failed = 0;
    for offer in &plan.files {
        let mut told = Told::default();
        let shown = |bytes, whole| told.tell(&SyncEvent::Downloading(offer, bytes, whole));
        let result = download(server, offer, &options.archive, shown).await;
        told.finish();
        match result {
            Ok(file) => eprintln!("{}", file.display()),
            Err(error) => {
                failed += 1;
                eprintln!("{}: {}", printable(&offer.title), printable(&error.to_string()));
            }
        }
    }
    let missing = plan.days.len();
    if failed == 0 && missing == 0 {
        return Ok(());
    }
    Err(CommandError::incomplete(format!(
        "{failed} files were not downloaded, and {missing} days are in no file"
    )))
}

/// Shows what happens: bars on a terminal, a line for each file and day.
#[derive(Default)]
struct Told {
    bar: Option<(String, PullBar)>,
}

impl Told {
    fn tell(&mut self, event: &SyncEvent<'_>) {
        match event {
            SyncEvent::Planned(plan) => {
                let (files, days) = (plan.files.len(), plan.days.len());
                eprintln!("{files} files to load, {days} days in none of them");
                warn_of_unknown(plan);
            }
            SyncEvent::Downloading(offer, bytes, whole) => {
                self.bar(&offer.title, "bytes").show_bytes(*bytes, *whole);
            }
            SyncEvent::Loading(offer, progress) => self.bar(&offer.title, "member").show(progress),
            SyncEvent::Pulling(day, progress) => self.bar(&day.to_string(), "page").show(progress),
            SyncEvent::Loaded(imported) => self.line(&imported.to_string()),
            SyncEvent::Pulled(pulled) => self.line(&pulled.to_string()),
            SyncEvent::Failed(offer, reason) => self.line(&format!("{}: {reason}", offer.title)),
            _ => {}
        }
    }

    fn bar(&mut self, name: &str, noun: &'static str) -> &mut PullBar {
        let phase = format!("{name} {noun}");
        if self.bar.as_ref().is_none_or(|(known, _)| *known != phase) {
            self.finish();
        }
        &mut self.bar.get_or_insert_with(|| (phase, PullBar::new(name, noun))).1
    }

    fn line(&mut self, text: &str) {
        self.finish();
        eprintln!("{}", printable(text));
    }

    fn finish(&mut self) {
        if let Some((_, bar)) = self.bar.take() {
            bar.finish();
        }
    }
}

fn stop_text(reason: StopReason) -> &'static str {
    match reason {
        StopReason::Time => "the time given with --until was reached; run again to continue",
        _ => "no more calls to the API may be made today; run again tomorrow to continue",
    }
}

fn summarize(
    synced: &Synced,
    options: &SyncOptions,
    db: &Path,
    seconds: f64,
) -> Result<(), CommandError> {
    let coverage = Coverage::of(&synced.listings);
    let missing = synced.missing_days(options.last_day);
    let date = coverage.data_date().map_or_else(|| "no day".to_owned(), |date| date.to_string());
    let done = match &synced.inventory {
        Some(inventory) => format!("{} records", inventory.records),
        None => "nothing was loaded".to_owned(),
    };
    let summary = format!("{}: {done}, complete as of {date}", db.display());
    let spent =
        if std::io::stderr().is_terminal() { format!(", {seconds:.1} s") } else { String::new() };
    eprintln!("{summary}{spent}");
    if synced.is_complete() && missing.is_empty() && coverage.full.is_some() {
        return Ok(());
    }
    let mut reasons: Vec<_> =
        synced.failed.iter().map(|(title, reason)| format!("{title}: {reason}")).collect();
    let files = synced.imported.iter().filter(|file| !file.is_complete());
    reasons.extend(files.map(ToString::to_string));
    reasons.extend(synced.pulled.iter().filter(|day| !day.is_complete()).map(ToString::to_string));
    if let Some(first) = missing.first() {
        reasons.push(format!("{} days are missing, the first is {first}", missing.len()));
    }
    if coverage.full.is_none() {
        reasons.push("no full release is stored".to_owned());
    }
    reasons.extend(synced.stopped.map(|reason| stop_text(reason).to_owned()));
    Err(CommandError::incomplete(reasons.join("\n")))
}
