//! What the client sends, and what it makes of answers: canned ones, and those of the sandbox.

mod answers;
use test_support::canned;
mod captured;
use test_support::jumping;
mod repeated;
use test_support::replayed;
mod sending;
mod served;

use std::sync::Arc;

use auth::ManualClock;
use canned::Canned;
use dbhs_client::{Client, Credentials, Environment};
use jiff::Timestamp;
use transport::RetryPolicy;

/// A client at a known moment, whose signatures are known.
fn client(transport: Canned) -> Client {
    let clock = Arc::new(ManualClock::new(Timestamp::from_second(1_497_587_696).unwrap()));
    let builder = Client::builder(Environment::Production)
        .credentials(Credentials::new("app-key", "secret-key"));
    builder.clock(clock).transport(transport).retry(RetryPolicy::none()).build().unwrap()
}
