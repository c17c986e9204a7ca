//! `yima doctor`: diagnoses step by step why a service cannot be called.

mod calls;
mod network;
mod probe;
mod report;
mod step;

use std::time::Instant;

use ::sandbox::{Sandbox, Settings};

use crate::cli::DoctorArguments;
use crate::wiring::config::Profile;
use crate::wiring::{CommandError, PROTOCOLS, Protocol, Target, sandbox};
use probe::Probe;
use report::{Diagnosis, show};
use step::{Action, Finding, Outcome, Step};

pub async fn run(arguments: &DoctorArguments, profile: Option<&str>) -> Result<(), CommandError> {
    let place = if arguments.sandbox {
        Place::Sandbox(Box::new(sandbox::start(Settings::default(), 0).await?))
    } else {
        Place::Configured(Profile::load(profile)?)
    };
    let mut diagnoses = Vec::new();
    for protocol in PROTOCOLS {
        diagnoses.push(diagnose(&place, protocol).await);
    }
    show(arguments.output, &diagnoses)?;
    verdict(diagnoses)
}

/// Where the services are.
enum Place {
    Sandbox(Box<Sandbox>),
    Configured(Profile),
}

/// Takes the steps of a service, if it is configured.
async fn diagnose(place: &Place, protocol: &'static Protocol) -> Diagnosis {
    let target = match place {
        Place::Sandbox(sandbox) => Target::of_sandbox(protocol, sandbox, &[]),
        Place::Configured(profile) => Target::configured(protocol, profile, Vec::new()),
    };
    let service = protocol.name();
    if let (false, Err(advice)) = (target.is_configured, &target.credentials) {
        return Diagnosis::NotConfigured { service, advice: advice.to_string() };
    }
    let probe = Probe::new(protocol, target);
    Diagnosis::Examined { service, findings: examine(probe, &steps(protocol)).await }
}

/// The steps on the way to a service, then its calls: first those without credentials.
fn steps(protocol: &'static Protocol) -> Vec<Step> {
    let (public, private): (Vec<_>, Vec<_>) =
        calls::calls(protocol).partition(|(endpoint, _)| protocol.is_public(endpoint));
    let last = private.last().map(|(endpoint, _)| endpoint.id);
    let mut steps = network::steps();
    steps.extend(public.into_iter().map(|(_, step)| step));
    steps.push(calls::credentials());
    steps.extend(calls::store(protocol));
    steps.extend(private.into_iter().map(|(_, step)| step));
    steps.extend(last.and_then(|call| calls::service_clock(protocol, call)));
    steps
}

/// Takes the steps; those that need one that failed are skipped.
async fn examine(probe: Result<Probe, CommandError>, steps: &[Step]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    // Each with the step that its failure comes from.
    let mut failed: Vec<(&str, &str)> = Vec::new();
    let (mut probe, mut unusable) = match probe {
        Ok(probe) => (Some(probe), None),
        Err(error) => (None, Some(error)),
    };
    for step in steps {
        let started = Instant::now();
        let is_needed = |(name, _): &&(&str, &str)| step.needs.contains(name);
        let root = failed.iter().find(is_needed).map(|(_, root)| *root);
        let outcome = match (root, &mut probe, unusable.take()) {
            (Some(root), ..) => Outcome::Skipped(format!("because of {root}")),
            (None, _, Some(error)) => Outcome::Failed(error),
            (None, Some(probe), None) => match &step.action {
                Action::Check(check) => check(probe).await,
                Action::Call(endpoint, call) => calls::call(probe, endpoint, call).await,
            },
            (None, None, None) => Outcome::Skipped("because of the address".to_owned()),
        };
        if let Some(root) = root.or(matches!(outcome, Outcome::Failed(_)).then_some(step.name)) {
            failed.push((step.name, root));
        }
        let took = started.elapsed();
        findings.push(Finding { step: step.name, outcome, took, advice: step.advice });
    }
    findings
}

/// The error of the first step that failed.
fn verdict(diagnoses: Vec<Diagnosis>) -> Result<(), CommandError> {
    let findings = diagnoses.iter().flat_map(Diagnosis::findings).count();
    let errors: Vec<_> = diagnoses.into_iter().flat_map(Diagnosis::into_errors).collect();
    let count = errors.len();
    match errors.into_iter().next() {
        Some(first) => Err(first.with_message(format!("{count} of {findings} steps failed"))),
        None if findings == 0 => Err(CommandError::credentials(
            "no service is configured; set credentials as `yima config --help` says, or add \
             --sandbox",
        )),
        None => Ok(()),
    }
}
