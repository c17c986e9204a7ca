//! `yima drift`.

use std::collections::HashSet;

use recording::{Change, Drift, Exchange, RecordedResponse, drift, endpoint_at, read_exchanges};
use serde::Serialize;
use serde_json::json;
use wire::{EndpointInfo, EnumInfo, OpenEnum};

use crate::cli::{DocumentFormat, DriftArguments};
use crate::config::settings::{CLOUDMFG, DBHS, IDCODE, UDID};
use crate::failure::Failure;
use crate::output;

/// A protocol: its name, its endpoints and its return codes.
type Documented = (&'static str, &'static [EndpointInfo], &'static EnumInfo);

const PROTOCOLS: [Documented; 4] = [
    (UDID.name, &udid_types::ENDPOINTS, udid_types::ReturnCode::INFO),
    (IDCODE.name, &idcode_types::ENDPOINTS, idcode_types::ResultCode::INFO),
    (DBHS.name, &dbhs_types::ENDPOINTS, dbhs_types::ReturnCode::INFO),
    (CLOUDMFG.name, &cloudmfg_types::ENDPOINTS, cloudmfg_types::Status::INFO),
];

/// A drift, and where it was first met.
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

/// What there is to say of a folder.
#[derive(Default)]
struct Report {
    rows: Vec<Row>,
    /// Endpoint, path and difference of each row.
    seen: HashSet<(&'static str, String, String)>,
    /// Numbers of exchanges that were not looked at: no endpoint has the path, or the answer is no
    /// JSON.
    skipped: Vec<u64>,
}

impl Report {
    fn add(&mut self, exchange: &Exchange) {
        let found = PROTOCOLS.iter().find_map(|(service, endpoints, codes)| {
            Some((*service, endpoint_at(endpoints, &exchange.path)?, *codes))
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
        Change::UnlistedValue { list, value } => format!("{value:?} is no value of {list}"),
        Change::ChangedType { expected, found, .. } => format!("{found} instead of {expected}"),
        Change::MissingCode { .. } => "no return code".to_owned(),
        other => format!("{other:?}"),
    }
}

pub fn run(arguments: &DriftArguments) -> Result<(), Failure> {
    let folder = &arguments.folder;
    let at = |error| Failure::file(format!("{}: {error}", folder.display()));
    let exchanges = read_exchanges(folder).map_err(at)?;
    if exchanges.is_empty() {
        return Err(Failure::not_found(format!("{}: no captured exchange", folder.display())));
    }
    let mut report = Report::default();
    for exchange in &exchanges {
        report.add(exchange);
    }
    show(&report, arguments.output)?;
    match report.rows.len() {
        0 => Ok(()),
        1 => Err(Failure::drift("the documents do not know 1 thing")),
        number => Err(Failure::drift(format!("the documents do not know {number} things"))),
    }
}

fn show(report: &Report, format: DocumentFormat) -> Result<(), Failure> {
    let Report { rows, skipped, .. } = report;
    if matches!(format, DocumentFormat::Json) {
        return Ok(output::json(&json!({ "drift": rows, "skipped": skipped }))?);
    }
    if !skipped.is_empty() {
        let numbers: Vec<_> = skipped.iter().map(u64::to_string).collect();
        eprintln!("not looked at, no JSON of a known endpoint: {}", numbers.join(", "));
    }
    if rows.is_empty() {
        println!("nothing that the documents do not know");
        return Ok(());
    }
    let cells = |row: &Row| {
        let endpoint = format!("{} {}", row.service, row.endpoint);
        vec![endpoint, row.path.clone(), row.what.clone(), row.exchange.to_string()]
    };
    output::rows(&["endpoint", "path", "what", "exchange"], rows.iter().map(cells))?;
    let mut yaml: Vec<_> = rows.iter().map(|row| &*row.yaml).collect();
    yaml.sort_unstable();
    yaml.dedup();
    println!("\nFor the specs:\n\n{}", yaml.join("\n").trim_end());
    Ok(())
}
