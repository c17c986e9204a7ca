//! `yima scan`: reads labels, and looks their devices up in a database.

mod found;
mod lines;
mod show;

use std::path::Path;

use serde_json::Value;
use udi_label::{Candidates, Label, LabelPromise, ScanError, Scanner};
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
    unreadable: u64,
    /// The first error, for the message.
    first_error: Option<String>,
    missing: Vec<String>,
}

impl Run {
    fn new(output: Format, register: Option<SqliteStore>) -> Self {
        let (collected, missing) = (Vec::new(), Vec::new());
        let scanner = Scanner::new();
        let first_error = None;
        Self {
            scanner,
            output,
            register,
            collected,
            labels: 0,
            unreadable: 0,
            first_error,
            missing,
        }
    }

    async fn scan(&mut self, text: &str) -> Result<(), CommandError> {
        self.labels += 1;
        let reading = match self.scanner.scan(text) {
            Ok(label) => self.read(&label).await?,
            Err(error) => self.refused(&error).await?,
        };
        match self.output {
            Format::Json => self.collected.push(reading),
            Format::Ndjson => screen::json_line(&reading)?,
            Format::Table => show::reading(&reading)?,
        }
        Ok(())
    }

    /// A label that was read, with its device if there is a register.
    async fn read(&mut self, label: &Label) -> Result<Value, CommandError> {
        let mut reading = to_json(label);
        let Some(register) = &self.register else { return Ok(reading) };
        let records = match label.di() {
            Some(di) => register.find_by_di(di).await?,
            None => Vec::new(),
        };
        if let Some(record) = records.first().filter(|_| may_have_lost_separators(&reading)) {
            reading["candidates"] = candidates(&label.candidates_given(promise(record)));
        }
        if records.is_empty() {
            self.missing.push(label.di().unwrap_or("a label without a DI").to_owned());
        }
        found::add(&mut reading, &records);
        Ok(reading)
    }

    /// A text that cannot be read. What the register says about the label ranks the candidates.
    async fn refused(&mut self, error: &ScanError) -> Result<Value, CommandError> {
        self.unreadable += 1;
        self.first_error.get_or_insert_with(|| error.to_string());
        let mut reading = to_json(error);
        let Some(register) = &self.register else { return Ok(reading) };
        let any = error.candidates();
        let di = any.iter().find_map(|candidate| candidate.label().di());
        let records = match di {
            Some(di) => register.find_by_di(di).await?,
            None => Vec::new(),
        };
        if let Some(record) = records.first() {
            reading["candidates"] = candidates(&error.candidates_given(promise(record)));
        }
        // A candidate is not a reading: its device is not shown as that of the label.
        found::add(&mut reading, &[]);
        Ok(reading)
    }

    fn finish(self, db: Option<&Path>) -> Result<(), CommandError> {
        if self.output == Format::Json {
            screen::json(&self.collected)?;
        }
        let Self { labels, unreadable, first_error, missing, .. } = self;
        if let Some(first) = first_error {
            let message = match labels {
                1 => first,
                _ => format!("{unreadable} of {labels} labels cannot be read; the first: {first}"),
            };
            return Err(CommandError::usage(message));
        }
        match (missing.as_slice(), db) {
            ([first, ..], Some(db)) => Err(CommandError::not_found(format!(
                "{} of {labels} labels are not in {}; the first: {first}",
                missing.len(),
                db.display()
            ))),
            _ => Ok(()),
        }
    }
}

fn to_json(reading: &impl serde::Serialize) -> Value {
    serde_json::to_value(reading).unwrap_or_default()
}

fn candidates(candidates: &Candidates) -> Value {
    to_json(candidates)
}

/// The reader searches candidates only where a separator may have been lost.
fn may_have_lost_separators(reading: &Value) -> bool {
    reading["candidates"].as_array().is_some_and(|candidates| !candidates.is_empty())
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
