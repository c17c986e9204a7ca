//! Pulling records into a database and reading them there, tried as a program would use it.

#[path = "../support/binary.rs"]
mod binary;
#[path = "../support/canned.rs"]
mod canned;
#[path = "../support/database.rs"]
mod database;
mod days;
mod failures;
use test_support::fault_kinds;
mod faults;
mod fidelity;
mod files;
use test_support::jumping;
mod moving;
#[path = "../support/services.rs"]
mod services;
mod versions;

use std::path::PathBuf;

use sandbox::Sandbox;
use tempfile::TempDir;
use transport::RetryPolicy;
use udid_client::{Client, Credentials};
use yima::{Progress, PullError, PullOptions, Pulled, Store, pull};

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
    fn canned(page: impl Fn(u64) -> (u16, String) + Send + Sync + 'static) -> Self {
        let credentials = Credentials::new("an id", "a secret", "91990000MA0TEXT00W");
        let client = Client::builder(canned::serve(page)).credentials(credentials);
        Self::new(client.retry(RetryPolicy::none()).build().unwrap())
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
        let options = PullOptions { in_flight: self.in_flight };
        pull(&self.client, self.store(), period.parse().unwrap(), options, progress).await
    }

    fn store(&self) -> Store {
        Store::open(&self.file).unwrap()
    }
}
