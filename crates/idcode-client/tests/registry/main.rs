//! The client against the sandbox, over real HTTP: every endpoint, every return code, batches.

mod batch;
mod captured;

use test_support::registry::{self, World};

#[tokio::test]
async fn every_endpoint_works() {
    registry::every_endpoint_works(World::new().await).await;
}

#[tokio::test]
async fn every_return_code_is_a_typed_error() {
    registry::every_return_code_is_a_typed_error(World::new().await).await;
}
