//! `yima drift`.

use std::collections::HashSet;

use recording::{Change, Drift, Exchange, RecordedResponse, drift, endpoint_at, read_exchanges};
use serde::Serialize;
use serde_json::json;

use crate::cli::DriftArguments;
use crate::screen::{self, DocumentFormat};
use crate::wiring::{CommandError, PROTOCOLS};

/// A difference, and where it was found first.
#[derive(Serialize)]
struct Row {
    service: &'static str,
    endpoint: &'static str,
    path: String,
    what: String,
    /// Number of the exchange.
    exchange: u64,
    /// Lines for the spec.
    yaml: String,
}

/// Differences of the exchanges in a folder.
#[derive(Default)]
struct Report {
    rows: Vec<Row>,
    /// Endpoint, path and difference of each row.
    seen: HashSet<(&'static str, String, String)>,
    /// Numbers of exchanges that were skipped: no endpoint has the path, or the response is not JSON.
    skipped: Vec<u64>,
}

impl Report {
    fn add(&mut self, exchange: &Exchange) {
        let found = PROTOCOLS.iter().find_map(|protocol| {
            let endpoint = endpoint_at(protocol.endpoints, &exchange.method, &exchange.path)?;
            Some((protocol.name(), endpoint, protocol.codes))
        });
        let (Some((service, endpoint, codes)), RecordedResponse::Json(response)) =
            (found, &exchange.response)
        else {
            self.skipped.push(exchange.number);
            return;
        };
        for drift in drift(endpoint, codes, response) {
            let what = what(&drift);
            if self.seen.insert((endpoint.id, drift.path.clone(), what.clone())) {
                let (yaml, path) = (drift.yaml(), drift.path);
                let (endpoint, exchange) = (endpoint.id, exchange.number);
                self.rows.push(Row { service, endpoint, path, what, exchange, yaml });
            }
        }
    }
}

fn what(drift: &Drift) -> String {
    match &drift.change {
        Change::UnknownField { found, .. } => format!("unknown field: {found}"),
        Change::UnlistedValue { list, value } => format!("{value:?} is not a value of {list}"),
        Change::ChangedType { expected, found, .. } => format!("{found} instead of {expected}"),
        Change::MissingCode { .. } => "no return code".to_owned(),
        other => format!("{other:?}"),
    }
}

pub fn run(arguments: &DriftArguments) -> Result<(), CommandError> {
    let folder = &arguments.folder;
    let at = |error| CommandError::file(format!("{}: {error}", folder.display()));
    let exchanges = read_exchanges(folder).map_err(at)?;
    if exchanges.is_empty() {
        return Err(CommandError::not_found(format!(
            "{} has no captured exchanges",
            folder.display()
        )));
    }
    let mut report = Report::default();
    for exchange in &exchanges {
        report.add(exchange);
    }
    show(&report, arguments.output)?;
    match report.rows.len() {
        0 => Ok(()),
        1 => Err(CommandError::drift("1 difference from the specification")),
        number => Err(CommandError::drift(format!("{number} differences from the specification"))),
    }
}

fn show(report: &Report, format: DocumentFormat) -> Result<(), CommandError> {
    let Report { rows, skipped, .. } = report;
    if matches!(format, DocumentFormat::Json) {
        return Ok(screen::json(&json!({ "drift": rows, "skipped": skipped }))?);
    }
    if !skipped.is_empty() {
        let numbers: Vec<_> = skipped.iter().map(u64::to_string).collect();
        eprintln!("skipped, not JSON of a known endpoint: {}", numbers.join(", "));
    }
    if rows.is_empty() {
        println!("no difference from the specification");
        return Ok(());
    }
    let cells = |row: &Row| {
        let endpoint = format!("{} {}", row.service, row.endpoint);
        vec![endpoint, row.path.clone(), row.what.clone(), row.exchange.to_string()]
    };
    screen::rows(&["endpoint", "path", "difference", "exchange"], rows.iter().map(cells))?;
    let mut yaml: Vec<_> = rows.iter().map(|row| &*row.yaml).collect();
    yaml.sort_unstable();
    yaml.dedup();
    println!("\nFor the specs:\n\n{}", yaml.join("\n").trim_end());
    Ok(())
}
