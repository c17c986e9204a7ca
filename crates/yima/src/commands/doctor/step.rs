//! Steps of an examination, and their results.

use std::time::Duration;

use futures_util::future::LocalBoxFuture;
use wire::EndpointInfo;

use super::probe::Probe;
use crate::wiring::{CommandError, DoctorCall};

/// A step of an examination.
pub struct Step {
    pub name: &'static str,
    /// Names of the steps that must not have failed.
    pub needs: Vec<&'static str>,
    pub action: Action,
    /// What to do when it fails.
    pub advice: &'static str,
}

/// What a step does.
pub enum Action {
    Check(Check),
    Call(&'static EndpointInfo, &'static DoctorCall),
}

/// A check of a step.
pub type Check = for<'a> fn(&'a mut Probe) -> LocalBoxFuture<'a, Outcome>;

/// Result of a step.
pub enum Outcome {
    Passed(String),
    Skipped(String),
    Failed(CommandError),
}

/// A step that was taken.
pub struct Finding {
    pub step: &'static str,
    pub outcome: Outcome,
    pub took: Duration,
    pub advice: &'static str,
}
