//! A capture of every endpoint: nothing secret is in it, it answers like the registry, and the
//! document knows all that is in it.

use std::fs;
use std::sync::Arc;

use idcode_client::FilePart;
use idcode_types::{ENDPOINTS, ResultCode};
use recording::{
    Capture, RecordedResponse, Replay, SpecRedactor, drift, endpoint_at, read_exchanges,
};
use wire::OpenEnum;

use test_support::registry::{OTHER_PHONE, PHONE, World, client, endpoint, picture, tour_of};
use test_support::replayed::same_but_for_hidden;

#[tokio::test]
async fn a_capture_holds_no_secret_and_answers_like_the_registry() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("captures");
    let mut world = World::new().await;
    let live = Capture::new(world.swap.clone(), &folder, SpecRedactor::new(&ENDPOINTS)).unwrap();
    let token = world.sandbox.idcode_access_token().to_owned();
    world.client = client(&world.sandbox, &world.clock, Arc::new(live), &token);
    let tour = tour_of(world).await;

    let mut text = String::new();
    for file in fs::read_dir(&folder).unwrap() {
        text += &fs::read_to_string(file.unwrap().path()).unwrap();
    }
    let code = tour.world.sandbox.idcode_authorization_code();
    for secret in [PHONE, OTHER_PHONE, "13900000002", "secret-1", &*token, code] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert!(text.contains("MA.156.") && text.contains("注射器"), "what is harmless is there");

    let exchanges = read_exchanges(&folder).unwrap();
    let pages = ENDPOINTS.iter().filter(|endpoint| endpoint.is_page).count();
    let mut paths: Vec<_> = exchanges.iter().map(|exchange| &*exchange.path).collect();
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), 47 - pages, "a page is opened by a browser, not by the client");
    for exchange in &exchanges {
        let RecordedResponse::Json(answer) = &exchange.response else { panic!("{exchange:?}") };
        let endpoint = endpoint_at(&ENDPOINTS, &exchange.method, &exchange.path).unwrap();
        assert_eq!(drift(endpoint, ResultCode::INFO, answer), [], "{}", endpoint.id);
    }

    let replay = Arc::new(Replay::open(&folder, SpecRedactor::new(&ENDPOINTS)).unwrap());
    let offline = client(&tour.world.sandbox, &tour.world.clock, replay, &token);
    let mut hidden = 0;
    for (id, parameters, has_file, reply) in &tour.calls {
        let file = has_file.then(|| FilePart::bytes("other.bmp", picture()));
        let name = endpoint(id).name;
        let replayed = offline.call_named(name, parameters, file).await.unwrap();
        let replayed = replayed.unwrap_or_else(|error| panic!("{id}: {error}"));
        hidden += same_but_for_hidden(id, reply, &replayed);
    }
    assert!(hidden > 0);
}
