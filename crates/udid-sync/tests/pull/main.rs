//! Pulling records into a database and reading them there, tried as a program would use it.

mod days;
mod evidence;
mod failures;
mod faults;
mod keys;
mod moving;
mod shapes;
mod versions;

use std::path::PathBuf;
use std::sync::Arc;

use auth::ManualClock;
use sandbox::Sandbox;
use tempfile::TempDir;
use test_support::pages::{self, Answers};
use transport::RetryPolicy;
use udid_client::{Client, ClientBuilder, Credentials};
use udid_sqlite::SqliteStore;
use udid_store::{ListingState, PassState, RecordSink, Registry};
use udid_sync::{Progress, PullError, PullOptions, Pulled, pull};
use udid_types::{DeviceRecord, Period};

/// A client and a database for it that is gone after the test.
struct Bench {
    client: Client,
    _folder: TempDir,
    file: PathBuf,
    in_flight: usize,
}

impl Bench {
    fn of(sandbox: &Sandbox) -> Self {
        let (id, secret) = (sandbox.app_id(), sandbox.app_secret());
        let credentials = Credentials::new(id, secret, sandbox.credit_code());
        let client = Client::builder(sandbox.udid_url()).credentials(credentials);
        Self::new(client.retry(RetryPolicy::none()).build().unwrap())
    }

    /// With a service that answers what the test wants.
    fn made_up(page: impl Fn(u64) -> (u16, String) + Send + Sync + 'static) -> Self {
        Self::served(pages::serve(page), |client| client)
    }

    /// The same at a time of the test's own.
    fn made_up_at(
        clock: Arc<ManualClock>,
        page: impl Fn(u64) -> (u16, String) + Send + Sync + 'static,
    ) -> Self {
        Self::served(pages::serve(page), |client| client.clock(clock))
    }

    /// The same for every period.
    fn made_up_by_period(
        page: impl Fn(&str, u64) -> (u16, String) + Send + Sync + 'static,
    ) -> Self {
        Self::served(pages::serve_periods(page), |client| client)
    }

    /// The same for pages and for devices by themselves.
    fn answering(answers: Answers) -> Self {
        Self::served(pages::serve_answers(answers), |client| client)
    }

    fn served(url: String, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Self {
        let credentials = Credentials::new("an id", "a secret", "91990000MA0TEXT00W");
        let client = Client::builder(url).credentials(credentials).retry(RetryPolicy::none());
        Self::new(change(client).build().unwrap())
    }

    fn new(client: Client) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("records.sqlite");
        Self { client, _folder: folder, file, in_flight: 1 }
    }

    fn in_flight(self, in_flight: usize) -> Self {
        Self { in_flight, ..self }
    }

    async fn pull(&self, period: &str) -> Result<Pulled, PullError> {
        self.pull_with(period, |_| {}).await
    }

    async fn pull_with(
        &self,
        period: &str,
        progress: impl FnMut(&Progress),
    ) -> Result<Pulled, PullError> {
        self.pull_as(period, PullOptions { in_flight: self.in_flight, again: false }, progress)
            .await
    }

    /// Pulls what is complete again.
    async fn pull_again(&self, period: &str) -> Result<Pulled, PullError> {
        self.pull_as(period, PullOptions { in_flight: self.in_flight, again: true }, |_| {}).await
    }

    async fn pull_as(
        &self,
        period: &str,
        options: PullOptions,
        progress: impl FnMut(&Progress),
    ) -> Result<Pulled, PullError> {
        let mut store = self.store().await;
        pull(&self.client, &mut store, period.parse().unwrap(), options, progress).await
    }

    async fn store(&self) -> SqliteStore {
        SqliteStore::open(&self.file).await.unwrap()
    }

    async fn find_by_di(&self, di: &str) -> Vec<DeviceRecord> {
        self.store().await.find_by_di(di).await.unwrap()
    }

    /// What is stored of a period.
    async fn state(&self, period: &str) -> ListingState {
        let period: Period = period.parse().unwrap();
        self.store().await.state(&period.into()).await.unwrap()
    }

    /// How far the pass over a period has come that was not completed.
    async fn unfinished(&self, period: &str) -> PassState {
        self.state(period).await.unfinished.expect("a pass that is not complete")
    }
}
