//! Findings for programs.

use serde_json::{Value, json};
use spec::{Finding, Position, Report};

/// All findings as one document.
pub fn document(reports: &[Report]) -> Value {
    let findings = reports.iter().flat_map(|report| {
        report.findings().into_iter().map(move |finding| object(report, &finding))
    });
    json!({ "findings": findings.collect::<Vec<_>>() })
}

fn object(report: &Report, finding: &Finding) -> Value {
    let Position { line, column } = report.position(finding);
    let end = report.end(finding);
    json!({
        "file": report.path(),
        "line": line,
        "column": column,
        "end": { "line": end.line, "column": end.column },
        "level": finding.level.to_string(),
        "id": finding.id,
        "at": finding.at,
        "message": finding.message,
        "help": finding.help,
    })
}
