//! `yima doctor`: step by step, why a service cannot be called.

mod network;
mod probe;
mod report;
mod services;

use sandbox::Sandbox;

use crate::cli::DoctorArguments;
use crate::config::Profile;
use crate::connect::{Connect, Target};
use crate::failure::Failure;
use probe::{Probe, Step};
use report::{Diagnosis, show};

pub async fn run(arguments: &DoctorArguments, profile: Option<&str>) -> Result<(), Failure> {
    let place = if arguments.sandbox {
        Place::Sandbox(Box::new(Sandbox::start().await?))
    } else {
        Place::Configured(Profile::load(profile)?)
    };
    let diagnoses = [
        diagnose(&place, services::UDID).await,
        diagnose(&place, services::IDCODE).await,
        diagnose(&place, services::DBHS).await,
        diagnose(&place, services::CLOUDMFG).await,
    ];
    show(arguments.output, &diagnoses)?;
    verdict(diagnoses)
}

/// Where the services are.
enum Place {
    Sandbox(Box<Sandbox>),
    Configured(Profile),
}

/// Goes through the steps of a service, if it is configured.
async fn diagnose<C: Connect<N>, const N: usize>(place: &Place, steps: &[Step<C>]) -> Diagnosis {
    let target = match place {
        Place::Sandbox(sandbox) => Target::of_sandbox::<C>(sandbox, &[]),
        Place::Configured(profile) => Target::configured::<C>(profile, Vec::new()),
    };
    let service = C::SERVICE.name;
    if let (false, Err(advice)) = (target.is_configured, &target.credentials) {
        return Diagnosis::NotConfigured { service, advice: advice.to_string() };
    }
    Diagnosis::Examined { service, findings: probe::examine(Probe::new(target), steps).await }
}

/// The first failure says how it ends.
fn verdict(diagnoses: [Diagnosis; 4]) -> Result<(), Failure> {
    let findings = diagnoses.iter().flat_map(Diagnosis::findings).count();
    let failures = diagnoses.into_iter().flat_map(Diagnosis::into_failures);
    let failures: Vec<_> = failures.collect();
    let count = failures.len();
    match failures.into_iter().next() {
        Some(first) => Err(first.saying(format!("{count} of {findings} steps failed"))),
        None if findings == 0 => Err(Failure::credentials(
            "no service is configured: give one its credentials, see `yima config --help`, or add \
             --sandbox",
        )),
        None => Ok(()),
    }
}
