//! A day of records into SQLite: `yima udid pull` against the plain Python loop, on one sandbox.
//!
//! Run with `cargo bench -p yima --bench pull`. Needs python3; `requests` is installed into a
//! virtual environment below the target folder. Prints rates, processor time, peak memory and the
//! ratios between the two.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use sandbox::{Sandbox, Settings, UdidSettings};
use serde_json::Value;
use test_support::measure::{Figures, measuring};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const DAY: &str = "2026-08-10";
const YIMA: &str = env!("CARGO_BIN_EXE_yima");

/// What is measured: records of the day, latency of an answer, pages that yima asks for at a time.
const SCENES: [(u32, u64, &str); 3] = [(3_600, 0, "4"), (100_000, 0, "4"), (3_600, 100, "8")];

/// How often each is measured; the fastest run counts.
const RUNS: usize = 3;

#[tokio::main]
async fn main() -> Result<()> {
    let bench = Bench::prepare()?;
    let mut peaks = Vec::new();
    for (records, latency, in_flight) in SCENES {
        let settings = Settings {
            udid: UdidSettings::with_records_per_day(records),
            latency: Duration::from_millis(latency),
            ..Settings::default()
        };
        let sandbox = Sandbox::builder(settings).start().await?;
        let (mut yima, mut python) = (Vec::new(), Vec::new());
        // Alternating, so that whatever else the machine does hits both. Python is slow enough on
        // the large day to be measured once.
        for run in 0..RUNS {
            yima.push(bench.yima(&sandbox, in_flight)?);
            if run == 0 || records < 10_000 && latency == 0 {
                python.push(bench.python(&sandbox)?);
            }
        }
        let (yima, python) = (fastest(yima), fastest(python));
        println!("{records} records, {latency} ms latency, {in_flight} pages in flight");
        yima.print("yima", records, "records");
        python.print("python", records, "records");
        println!(
            "  rate: {:.1} x python (bar {})",
            python.seconds / yima.seconds,
            if latency == 0 { "4" } else { "3" }
        );
        println!("  processor time: {:.2} x python", yima.cpu_seconds / python.cpu_seconds);
        if latency == 0 {
            peaks.push(yima.peak_mib);
        }
    }
    println!(
        "peak memory, 100,000 / 3,600 records: {:.2} (bar 1.2, and under 100 MiB)",
        peaks[1] / peaks[0]
    );
    Ok(())
}

fn fastest(runs: Vec<Figures>) -> Figures {
    let empty = Figures { seconds: f64::INFINITY, cpu_seconds: 0.0, peak_mib: 0.0 };
    runs.into_iter().fold(empty, |best, run| if run.seconds < best.seconds { run } else { best })
}

struct Bench {
    scripts: PathBuf,
    python: PathBuf,
    folder: tempfile::TempDir,
}

impl Bench {
    fn prepare() -> Result<Self> {
        let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let environment = crate_folder.join("../../target/bench-python");
        let python = environment.join("bin/python");
        if !python.exists() {
            succeed(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
            succeed(Command::new(&python).args(["-m", "pip", "install", "--quiet", "requests"]))?;
        }
        let scripts = crate_folder.join("benches/pull");
        Ok(Self { scripts, python, folder: tempfile::tempdir()? })
    }

    fn yima(&self, sandbox: &Sandbox, in_flight: &str) -> Result<Figures> {
        let database = self.fresh("yima.sqlite")?;
        let arguments = ["udid", "pull", "--base-url", &sandbox.udid_url(), "--day", DAY];
        // A home folder, but not that of the user who measures.
        let store = self.folder.path().join("store");
        self.measure(sandbox, |command| {
            let command = command.arg(YIMA).args(arguments).args(["--in-flight", in_flight]);
            command.arg("--store").arg(store).arg("--db").arg(&database)
        })
    }

    fn python(&self, sandbox: &Sandbox) -> Result<Figures> {
        // Python gets the tables that yima made.
        let (tables, columns) = tables(&self.folder.path().join("yima.sqlite"))?;
        let database = self.fresh("python.sqlite")?;
        self.measure(sandbox, |command| {
            command
                .env("TABLES", tables)
                .env("COLUMNS_BY_TABLE", columns.to_string())
                .arg(&self.python)
                .arg(self.scripts.join("loop.py"))
                .args([&sandbox.udid_url(), DAY])
                .arg(&database)
        })
    }

    fn fresh(&self, name: &str) -> Result<PathBuf> {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            let path = self.folder.path().join(format!("{name}{suffix}"));
            if path.exists() {
                std::fs::remove_file(path)?;
            }
        }
        Ok(self.folder.path().join(name))
    }

    fn measure(
        &self,
        sandbox: &Sandbox,
        add: impl FnOnce(&mut Command) -> &mut Command,
    ) -> Result<Figures> {
        let mut command = measuring(&self.python);
        command
            .env("YIMA_UDID_APP_ID", sandbox.app_id())
            .env("YIMA_UDID_APP_SECRET", sandbox.app_secret())
            .env("YIMA_UDID_CREDIT_CODE", sandbox.credit_code());
        // Python keeps a token to itself; every run begins without one.
        sandbox.udid().revoke_tokens();
        Figures::of(add(&mut command))
    }
}

/// The tables of a database as SQL, and their columns with their keys on the wire.
fn tables(database: &Path) -> Result<(String, Value)> {
    use udid_types::{ClinicalSize, Contact, Device, Package, StorageCondition};
    use wire::{Kind, Model};

    let connection = rusqlite::Connection::open(database)?;
    let mut statement =
        connection.prepare("SELECT sql || ';' FROM sqlite_master WHERE sql IS NOT NULL")?;
    let sql = statement.query_map([], |row| row.get::<_, String>(0))?;
    let sql = sql.collect::<rusqlite::Result<Vec<_>>>()?.join("\n");

    let tables = [
        ("device", Device::INFO),
        ("contact", Contact::INFO),
        ("package", Package::INFO),
        ("storage", StorageCondition::INFO),
        ("clinical", ClinicalSize::INFO),
    ];
    let columns = tables.map(|(table, info)| {
        let fields = info.fields.iter().filter(|field| !matches!(field.kind, Kind::List(_)));
        let names = fields.map(|field| Value::from(vec![field.name, field.wire]));
        (table.to_owned(), Value::from(names.collect::<Vec<_>>()))
    });
    Ok((sql, Value::Object(columns.into_iter().collect())))
}

fn succeed(command: &mut Command) -> Result<()> {
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} failed: {status}").into()) }
}
