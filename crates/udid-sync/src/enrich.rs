//! Looks up the registrants of stored records in DBHS.

use std::time::SystemTime;

use dbhs_client::types::Organization;
use dbhs_client::{Class, Client, Error, LookUp};
use futures_util::{StreamExt, stream};
use udid_store::{
    PendingRegistrant, RegistrantCounts, RegistrantOutcome, RegistrantSink, StoreError,
};

/// Failures in a row after which the service is taken to be out of order.
const MAX_FAILURES: u32 = 10;

/// Options of an enrichment.
#[derive(Clone, Copy, Debug)]
pub struct EnrichOptions {
    /// Concurrent look-ups.
    pub in_flight: usize,
    /// Looks up again what was looked up before this moment.
    pub asked_before: Option<SystemTime>,
}

/// Why an enrichment stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EnrichError {
    /// The service failed or cannot be reached.
    #[error(transparent)]
    Client(#[from] dbhs_client::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Result of an enrichment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enriched {
    /// Registrants that this run looked up.
    pub asked: u64,
    /// Look-ups of this run that failed.
    pub failed: u64,
    /// The first of them: its search key and why.
    pub first_failure: Option<(String, String)>,
    /// All look-ups in the database.
    pub counts: RegistrantCounts,
}

/// Looks up each registrant of the stored records, and each agent of those abroad, and stores the
/// outcome when it arrives, so that an interrupted enrichment resumes where it was. `progress` receives
/// how many are done, and how many there are in all.
///
/// A look-up that fails is stored with its error, and the next run repeats it. So is "not found" of a
/// run in which the service finds no one, not even one that it found before: it is no fact.
///
/// # Errors
/// An error of the store, or of the service if it concerns all look-ups (credentials, quota, settings)
/// or follows ten failures in a row. What was stored stays, and the next run resumes there.
pub async fn enrich(
    client: &Client,
    sink: &mut (impl RegistrantSink + ?Sized),
    options: EnrichOptions,
    mut progress: impl FnMut(u64, u64),
) -> Result<Enriched, EnrichError> {
    let pending = sink.pending_registrants(options.asked_before).await?;
    let total = pending.len() as u64;
    progress(0, total);
    let look_ups = stream::iter(pending).map(|registrant| async {
        let answer = look_up(client, &registrant).await;
        (registrant, answer)
    });
    let mut answers = std::pin::pin!(look_ups.buffer_unordered(options.in_flight.max(1)));
    let mut run = Run::default();
    while let Some((registrant, answer)) = answers.next().await {
        run.take(sink, &registrant.search_key, answer).await?;
        progress(run.asked, total);
    }
    run.confirm(client, sink).await?;
    let Run { asked, failed, first_failure, .. } = run;
    Ok(Enriched { asked, failed, first_failure, counts: sink.registrant_counts().await? })
}

async fn look_up(
    client: &Client,
    registrant: &PendingRegistrant,
) -> Result<LookUp<Organization>, Error> {
    client.look_up_organization(&registrant.search_key, registrant.name.as_deref()).await
}

/// What a run has seen.
#[derive(Default)]
struct Run {
    asked: u64,
    failed: u64,
    first_failure: Option<(String, String)>,
    failures_in_a_row: u32,
    has_found: bool,
    /// Not found, before one was found: a service that finds no one says nothing about any.
    unconfirmed: Vec<String>,
}

const UNCONFIRMED: &str = "not found, like all others in this run";

impl Run {
    /// Stores the outcome of a look-up.
    async fn take(
        &mut self,
        sink: &mut (impl RegistrantSink + ?Sized),
        key: &str,
        answer: Result<LookUp<Organization>, Error>,
    ) -> Result<(), EnrichError> {
        self.asked += 1;
        self.failures_in_a_row = if answer.is_ok() { 0 } else { self.failures_in_a_row + 1 };
        let (outcome, error) = match answer {
            Ok(answer) => (self.judge(key, answer), None),
            Err(error) => (self.fail(key, error.to_string()), Some(error)),
        };
        sink.write_registrant(key, outcome).await?;
        if let Some(error) = error
            && (concerns_all(&error) || self.failures_in_a_row >= MAX_FAILURES)
        {
            return Err(error.into());
        }
        if self.has_found { self.believe(sink).await } else { Ok(()) }
    }

    fn judge(&mut self, key: &str, answer: LookUp<Organization>) -> RegistrantOutcome {
        match answer {
            LookUp::Found(organization) => {
                self.has_found = true;
                RegistrantOutcome::Found(organization)
            }
            LookUp::NotFound if self.has_found => RegistrantOutcome::NotFound,
            LookUp::NotFound => {
                self.unconfirmed.push(key.to_owned());
                RegistrantOutcome::Failed { reason: UNCONFIRMED.to_owned() }
            }
            LookUp::Other(other) => self.fail(key, other_enterprise(&other)),
            LookUp::Unclear { reason } => self.fail(key, format!("the service sent {reason}")),
        }
    }

    fn fail(&mut self, key: &str, reason: String) -> RegistrantOutcome {
        self.failed += 1;
        self.first_failure.get_or_insert_with(|| (key.to_owned(), reason.clone()));
        RegistrantOutcome::Failed { reason }
    }

    /// The service finds enterprises: those that it did not find are not there.
    async fn believe(
        &mut self,
        sink: &mut (impl RegistrantSink + ?Sized),
    ) -> Result<(), EnrichError> {
        for key in self.unconfirmed.drain(..) {
            sink.write_registrant(&key, RegistrantOutcome::NotFound).await?;
        }
        Ok(())
    }

    /// Asks for one that was found in an earlier run, if this one found no one.
    async fn confirm(
        &mut self,
        client: &Client,
        sink: &mut (impl RegistrantSink + ?Sized),
    ) -> Result<(), EnrichError> {
        let Some(first) = self.unconfirmed.first().cloned() else { return Ok(()) };
        if let Some(known) = sink.found_registrant().await?
            && matches!(look_up(client, &known).await, Ok(LookUp::Found(_)))
        {
            return self.believe(sink).await;
        }
        self.failed += self.unconfirmed.len() as u64;
        self.first_failure.get_or_insert((first, UNCONFIRMED.to_owned()));
        Ok(())
    }
}

fn other_enterprise(other: &Organization) -> String {
    let known = [&other.name, &other.credit_code];
    let known: Vec<_> = known.into_iter().flatten().map(String::as_str).collect();
    format!("the response is about another enterprise: {}", known.join(", "))
}

/// Whether every further look-up would fail as well.
fn concerns_all(error: &Error) -> bool {
    matches!(
        error.class(),
        Class::NotAllowed | Class::LogInAgain | Class::Misconfigured | Class::QuotaUsedUp
    )
}
