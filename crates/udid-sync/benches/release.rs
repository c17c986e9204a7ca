//! Loads invented release files, and a plain Python loader (lxml, executemany, the same tables) the same
//! ones: `cargo bench -p udid-sync --bench release -- [RECORDS] [PYTHON]`. Prints records a second of both,
//! processor time, peak memory and bytes a record. PYTHON must have lxml; without it, only ours runs.
//!
//! Once, on a virtual machine with two cores of an x86-64 server, 24 GiB of memory and other guests beside it:
//! 6,000,000 records in 230 s, 435 bytes a record, peak 227 MiB with a page cache of 96 MiB (it has 32 now);
//! then a day of 13,000 changed records in 8.2 s.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use rusqlite::Connection;
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use udid_sqlite::SqliteStore;
use udid_store::tables::{CLINICAL, CONTACT, ColumnKind, DEVICE, PACKAGE, STORAGE, Table};
use udid_sync::import;
use udid_synthetic::archive::write_parts;
use udid_synthetic::family_record;
use udid_types::DeviceRecord;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Records of a busy day.
const DAY: u32 = 13_000;

fn write(path: &Path, records: impl ExactSizeIterator<Item = DeviceRecord>) {
    let file = File::create(path).expect("a file");
    let keep = &mut |_, xml: String| xml.into_bytes();
    let (names, count) = (("UDID_FULL_DOWNLOAD", "2026-08-01"), records.len());
    write_parts(file, names, records, count, "benchmark", keep).expect("an archive");
}

/// A full release, in families.
fn write_full(folder: &Path, count: u32) -> PathBuf {
    let path = folder.join("UDID_FULL_RELEASE_20260801.zip");
    write(&path, (0..count).map(|number| family_record(number.into(), count.into())));
    path
}

/// A day: records spread over the register in a new version, each with another description.
fn write_day(folder: &Path, count: u32) -> PathBuf {
    let path = folder.join("UDID_DAY_UPDATE_20260802.zip");
    let day = DAY.min(count);
    let changed = (0..day).map(|number| {
        let mut record = family_record((number * (count / day)).into(), count.into());
        record.device.version_number = Some(9.into());
        record.device.description = Some(format!("version 9 of {number}"));
        record
    });
    write(&path, changed);
    path
}

/// Processor seconds and peak KiB of this process, from /proc.
fn usage() -> (f64, u64) {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<_> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks =
        [11, 12].map(|at| fields.get(at).and_then(|field| field.parse().ok()).unwrap_or(0.0));
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.split_whitespace().next()?.parse().ok()).unwrap_or(0);
    ((ticks[0] + ticks[1]) / 100.0, peak)
}

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let count: u32 = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(100_000);
    let python = arguments.next();
    let folder = tempfile::tempdir().expect("a folder");
    let archive = write_full(folder.path(), count);
    let size = std::fs::metadata(&archive).map_or(0, |metadata| metadata.len());
    println!("{count} records, {} kB zipped", size / 1000);

    let database = folder.path().join("ours.sqlite");
    let runtime = Runtime::new().expect("a runtime");
    let (cpu_before, _) = usage();
    let began = Instant::now();
    let imported = runtime.block_on(async {
        let mut store = SqliteStore::open(&database).await.expect("a store");
        import(&archive, &mut store, false, |_| {}).await.expect("a load")
    });
    assert!(imported.is_complete() && imported.rows == u64::from(count), "{imported}");
    let seconds = began.elapsed().as_secs_f64();
    let (cpu, peak) = usage();
    let bytes = std::fs::metadata(&database).map_or(0, |metadata| metadata.len());
    let rate = f64::from(count) / seconds;
    println!(
        "ours: {seconds:.1} s, {rate:.0} records a second, {:.0} a processor second, peak {} MiB, {} bytes a record",
        f64::from(count) / (cpu - cpu_before),
        peak / 1024,
        bytes / u64::from(count)
    );
    if let Some(python) = python {
        compare_with_python(&python, &archive, &database, (seconds, count));
    }
    load_day(&runtime, &write_day(folder.path(), count), &database);
}

/// Loads the same file in Python into the same tables, and compares what is in them.
fn compare_with_python(python: &str, archive: &Path, ours: &Path, (seconds, count): (f64, u32)) {
    let folder = tempfile::tempdir().expect("a folder");
    let runtime = Runtime::new().expect("a runtime");
    let theirs = folder.path().join("python.sqlite");
    runtime.block_on(SqliteStore::open(&theirs)).expect("empty tables");
    let columns = folder.path().join("columns.json");
    std::fs::write(&columns, columns_by_wire_name().to_string()).expect("a file");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/load_release.py");
    let began = Instant::now();
    let run = Command::new(python).arg(script).args([archive, &theirs, &columns]).status();
    assert!(run.is_ok_and(|status| status.success()), "the Python loader failed");
    let slower = began.elapsed().as_secs_f64();
    println!("python: {slower:.1} s, {:.0} records a second", f64::from(count) / slower);
    println!("ratio: {:.1}", slower / seconds);
    compare_tables(ours, &theirs);
}

/// Prints how long a day takes, and a second load of it.
fn load_day(runtime: &Runtime, day: &Path, database: &Path) {
    for what in ["a day", "the same day again"] {
        let began = Instant::now();
        let imported = runtime.block_on(async {
            let mut store = SqliteStore::open(database).await.expect("a store");
            import(day, &mut store, false, |_| {}).await.expect("a load")
        });
        assert!(imported.is_complete(), "{imported}");
        let counts = imported.counts;
        let seconds = began.elapsed().as_secs_f64();
        println!("{what}: {seconds:.2} s, {} replaced, {} new", counts.replaced, counts.inserted);
    }
}

/// The name and kind of each column by the name of its element.
fn columns_by_wire_name() -> Value {
    let tables = [&DEVICE, &CONTACT, &PACKAGE, &STORAGE, &CLINICAL];
    let columns = |table: &Table| -> Value {
        let columns = table.columns().map(|column| {
            let kind = if column.kind == ColumnKind::Integer { "integer" } else { "text" };
            (column.field.wire.to_lowercase(), json!([column.name, kind]))
        });
        Value::Object(columns.collect())
    };
    Value::Object(tables.map(|table| (table.name.to_owned(), columns(table))).into_iter().collect())
}

/// Both must have loaded the same.
fn compare_tables(ours: &Path, theirs: &Path) {
    let [ours, theirs] = [ours, theirs].map(test_support::database::open);
    for table in
        ["record", "family", "family_contact", "package_row", "storage_row", "clinical_row"]
    {
        let count = |connection: &Connection| -> i64 {
            let select = format!("SELECT count(*) FROM {table}");
            connection.query_row(&select, [], |row| row.get(0)).expect("a count")
        };
        assert_eq!(count(&ours), count(&theirs), "{table}");
    }
}
