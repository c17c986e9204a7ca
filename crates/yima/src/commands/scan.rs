//! `yima scan`: reads labels, and looks their devices up in a database.

mod found;
mod lines;
mod show;

use std::path::Path;

use serde_json::{Value, json};
use udi_label::{Label, LabelPromise, ScanError, Scanner};
use udid_sqlite::SqliteStore;
use udid_store::Registry;
use udid_types::{DeviceRecord, YesNo};

use crate::cli::ScanArguments;
use crate::screen::{self, Format};
use crate::wiring::CommandError;

/// Reads every text. The worst outcome gives the exit code: a label that cannot be read comes before
/// a device that is not in the register.
pub async fn run(arguments: ScanArguments) -> Result<(), CommandError> {
    let ScanArguments { texts, output, db } = arguments;
    let register = match &db {
        Some(file) => Some(SqliteStore::open_existing(file).await?),
        None => None,
    };
    let mut run = Run::new(output, register);
    if texts.is_empty() {
        let mut lines = lines::Lines::of_stdin();
        while let Some(line) = lines.next()? {
            run.scan(&line).await?;
        }
    }
    for text in &texts {
        run.scan(text).await?;
    }
    run.finish(db.as_deref())
}

/// The labels of one command.
struct Run {
    scanner: Scanner,
    output: Format,
    register: Option<SqliteStore>,
    /// What a JSON document will hold.
    collected: Vec<Value>,
    labels: u64,
    unreadable: Tally,
    missing: Tally,
}

/// How often something was found, and what the message shows of it.
#[derive(Default)]
struct Tally {
    count: u64,
    first: Option<String>,
}

impl Tally {
    fn add(&mut self, what: impl Into<String>) {
        self.count += 1;
        self.first.get_or_insert_with(|| what.into());
    }
}

impl Run {
    fn new(output: Format, register: Option<SqliteStore>) -> Self {
        let (unreadable, missing) = <(Tally, Tally)>::default();
        let (scanner, collected) = (Scanner::new(), Vec::new());
        Self { scanner, output, register, collected, labels: 0, unreadable, missing }
    }

    async fn scan(&mut self, text: &str) -> Result<(), CommandError> {
        self.labels += 1;
        let scanned = self.scanner.scan(text);
        let mut reading = match &scanned {
            Ok(label) => json!(label),
            Err(error) => json!(error),
        };
        if let Err(error) = &scanned {
            self.unreadable.add(error.to_string());
        }
        if let Some(register) = &self.register {
            let device = Self::look_up(register, &scanned, &mut reading).await?;
            if device.is_empty()
                && let Ok(label) = &scanned
            {
                self.missing.add(label.di().unwrap_or("a label without a DI"));
            }
            found::add(&mut reading, &device);
        }
        match self.output {
            Format::Json => self.collected.push(reading),
            Format::Ndjson => screen::json_line(&reading)?,
            Format::Csv if self.labels == 1 => {
                screen::csv(&show::columns(), [show::columns_of(&reading)])?;
            }
            Format::Csv => screen::csv_row(show::columns_of(&reading))?,
            Format::Table => show::reading(&reading)?,
        }
        Ok(())
    }

    /// The records of a label's device. What the register says about the device ranks the candidates
    /// of the reading.
    async fn look_up(
        register: &SqliteStore,
        scanned: &Result<Label, ScanError>,
        reading: &mut Value,
    ) -> Result<Vec<DeviceRecord>, CommandError> {
        let candidates = reading["candidates"].as_array().map_or(&[][..], Vec::as_slice);
        let has_candidates = !candidates.is_empty();
        let di = match scanned {
            Ok(label) => label.di(),
            Err(_) => candidates.iter().find_map(|candidate| candidate["di"].as_str()),
        };
        let records = match di {
            Some(di) => register.find_by_di(di).await?,
            None => Vec::new(),
        };
        if let Some(record) = records.first().filter(|_| has_candidates) {
            let promise = promise(record);
            reading["candidates"] = json!(match scanned {
                Ok(label) => label.candidates_given(promise),
                Err(error) => error.candidates_given(promise),
            });
        }
        // A candidate is not a reading: its device is not shown as that of the label.
        Ok(if scanned.is_ok() { records } else { Vec::new() })
    }

    fn finish(self, db: Option<&Path>) -> Result<(), CommandError> {
        if self.output == Format::Json {
            screen::json(&self.collected)?;
        }
        let Self { labels, unreadable, missing, .. } = self;
        if let Tally { count, first: Some(first) } = unreadable {
            let message = match labels {
                1 => first,
                _ => format!("{count} of {labels} labels cannot be read; the first: {first}"),
            };
            return Err(CommandError::usage(message));
        }
        match (missing, db) {
            (Tally { count, first: Some(first) }, Some(db)) => {
                Err(CommandError::not_found(format!(
                    "{count} of {labels} labels are not in {}; the first: {first}",
                    db.display()
                )))
            }
            _ => Ok(()),
        }
    }
}

/// The production identifiers that the register says are on the label.
fn promise(record: &DeviceRecord) -> LabelPromise {
    let said = |flag: &Option<YesNo>| match flag {
        Some(YesNo::Yes) => Some(true),
        Some(YesNo::No) => Some(false),
        _ => None,
    };
    let device = &record.device;
    LabelPromise {
        lot_number: said(&device.pi_has_lot_number),
        serial_number: said(&device.pi_has_serial_number),
        production_date: said(&device.pi_has_production_date),
        expiry_date: said(&device.pi_has_expiry_date),
    }
}
