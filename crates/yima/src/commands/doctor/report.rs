//! Findings, as a table and as JSON.

use serde::Serialize;
use serde_json::json;

use super::step::{Finding, Outcome};
use crate::screen::{self, DocumentFormat};
use crate::wiring::CommandError;

/// Findings about a service.
pub enum Diagnosis {
    NotConfigured {
        service: &'static str,
        /// What to do about it.
        advice: String,
    },
    Examined {
        service: &'static str,
        findings: Vec<Finding>,
    },
}

impl Diagnosis {
    pub fn findings(&self) -> &[Finding] {
        match self {
            Self::NotConfigured { .. } => &[],
            Self::Examined { findings, .. } => findings,
        }
    }

    pub fn into_errors(self) -> impl Iterator<Item = CommandError> {
        let findings = match self {
            Self::NotConfigured { .. } => Vec::new(),
            Self::Examined { findings, .. } => findings,
        };
        findings.into_iter().filter_map(|finding| match finding.outcome {
            Outcome::Failed(error) => Some(error),
            Outcome::Passed(_) | Outcome::Skipped(_) => None,
        })
    }

    fn rows(&self) -> Vec<Row> {
        match self {
            Self::NotConfigured { service, advice } => vec![Row::not_configured(service, advice)],
            Self::Examined { service, findings } => {
                findings.iter().map(|finding| Row::of(service, finding)).collect()
            }
        }
    }
}

/// A step, or a service without any.
#[derive(Serialize)]
struct Row {
    service: &'static str,
    /// Absent if the service is not configured.
    step: Option<&'static str>,
    result: &'static str,
    /// Absent if nothing was done.
    milliseconds: Option<u128>,
    detail: String,
    /// What to do. Absent if there is nothing to do.
    advice: Option<String>,
}

impl Row {
    fn not_configured(service: &'static str, advice: &str) -> Self {
        Self {
            service,
            step: None,
            result: "not configured",
            milliseconds: None,
            detail: String::new(),
            advice: Some(advice.to_owned()),
        }
    }

    fn of(service: &'static str, finding: &Finding) -> Self {
        let (result, detail) = match &finding.outcome {
            Outcome::Passed(detail) => ("ok", detail.clone()),
            Outcome::Skipped(reason) => ("skipped", reason.clone()),
            Outcome::Failed(error) => ("failed", error.to_string()),
        };
        let milliseconds = (result != "skipped").then_some(finding.took.as_millis());
        let advice = (result == "failed").then(|| finding.advice.to_owned());
        Self { service, step: Some(finding.step), result, milliseconds, detail, advice }
    }

    fn cells(self) -> Vec<String> {
        let took = self.milliseconds.map(|took| format!("{took:>6} ms")).unwrap_or_default();
        let advice = self.advice.map(|advice| format!("→ {advice}"));
        let what = [Some(self.detail).filter(|detail| !detail.is_empty()), advice];
        let what: Vec<_> = what.into_iter().flatten().collect();
        let step = self.step.unwrap_or_default().to_owned();
        vec![self.service.to_owned(), step, self.result.to_owned(), took, what.join("\n")]
    }
}

/// Writes the findings to standard output.
pub fn show(format: DocumentFormat, diagnoses: &[Diagnosis]) -> Result<(), CommandError> {
    let rows: Vec<_> = diagnoses.iter().flat_map(Diagnosis::rows).collect();
    match format {
        DocumentFormat::Json => screen::json(&json!({ "steps": rows }))?,
        DocumentFormat::Table => {
            let heading = ["service", "step", "result", "time", "finding"];
            screen::rows(&heading, rows.into_iter().map(Row::cells))?;
        }
    }
    Ok(())
}
