//! IDcode: every endpoint and every return code of the client's tests, held against the schemas.

use std::sync::Arc;

use test_support::registry::{World, every_endpoint_works, every_return_code_is_a_typed_error};

use crate::documented::Documented;

async fn documented() -> World {
    let documented = Documented::new("idcode/1", "");
    World::watched(Arc::new(move |request, response| {
        let answer = documented.check(request, response);
        assert!(answer.is_some(), "{} is answered in JSON", request.uri().path());
    }))
    .await
}

#[tokio::test]
async fn every_endpoint_answers_as_documented() {
    every_endpoint_works(documented().await).await;
}

#[tokio::test]
async fn every_return_code_is_answered_as_documented() {
    every_return_code_is_a_typed_error(documented().await).await;
}
