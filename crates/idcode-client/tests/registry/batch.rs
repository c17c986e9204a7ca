//! Registrations in turn (309) that fail on the way: each outcome is reported, a later batch resumes,
//! and nothing is registered twice.

use std::time::Duration;

use idcode_client::{Batch, Client, Error};
use idcode_types::{RegisterUnitWithPictureRequest, ResultCode, SearchUnitsRequest};
use sandbox::Fault;
use wire::Class;

use test_support::registry::World;

/// Units to register, in turn.
const NAMES: [&str; 5] = ["一号公司", "二号公司", "三号公司", "四号公司", "五号公司"];

fn requests() -> Vec<RegisterUnitWithPictureRequest> {
    let licences = (1..).map(|number| format!("91990000MA0TEXT{number:03}"));
    let requests = licences.zip(NAMES).map(|(licence, name)| {
        RegisterUnitWithPictureRequest::new()
            .with_login_name(licence)
            .with_unit_name(name)
            .with_unit_type(1)
            .with_province_id(110_000)
            .with_city_id(110_000)
            .with_area_id(110_105)
    });
    requests.collect()
}

fn start(client: &Client, requests: Vec<RegisterUnitWithPictureRequest>) -> Batch {
    client.register_units(requests).pause(Duration::from_millis(1))
}

/// Result of one registration: success, or the return code, if there is one.
fn outcome<T>(result: &Result<T, Error>) -> Result<(), Option<ResultCode>> {
    match result {
        Ok(_) => Ok(()),
        Err(Error::Service(complaint)) => Err(complaint.code.clone()),
        Err(_) => Err(None),
    }
}

/// The outcomes up to the end.
async fn finish(mut batch: Batch) -> Vec<(usize, Result<(), Option<ResultCode>>)> {
    let mut outcomes = Vec::new();
    while let Some((index, result)) = batch.next().await {
        outcomes.push((index, outcome(&result)));
    }
    outcomes
}

/// The names of all units, in the order in which they were registered.
async fn registered(client: &Client) -> Vec<String> {
    let found = client.search_units(&SearchUnitsRequest::new("公司")).await.unwrap();
    found.units.into_iter().map(|unit| unit.name.unwrap()).collect()
}

#[tokio::test]
async fn a_batch_that_stopped_is_finished_by_another() {
    let world = World::new().await;
    let registry = world.sandbox.idcode();
    let mut batch = start(&world.client, requests());
    for expected in 0..2 {
        let (index, result) = batch.next().await.unwrap();
        assert_eq!((index, outcome(&result)), (expected, Ok(())));
    }
    registry.fail("309", 1);
    let (failed, result) = batch.next().await.unwrap();
    assert_eq!((failed, outcome(&result)), (2, Err(Some(ResultCode::Busy))));
    assert_eq!(result.unwrap_err().class(), Class::RetryLater);
    assert_eq!(batch.position(), 3, "behind the one that failed");
    drop(batch);
    assert_eq!(registered(&world.client).await, NAMES[..2]);

    let rest = finish(start(&world.client, requests()).start_at(failed)).await;
    assert_eq!(rest, [(2, Ok(())), (3, Ok(())), (4, Ok(()))]);
    assert_eq!(registered(&world.client).await, NAMES);
    assert_eq!(registry.calls("309"), 6, "two, one in vain, three");
}

#[tokio::test]
async fn a_batch_goes_on_behind_what_cannot_be_registered() {
    let world = World::new().await;
    let mut list = requests();
    // Refused by the client; refused by the registry.
    list[1].unit_name = None;
    list[3].unit_name = Some(NAMES[0].to_owned());
    let outcomes = finish(start(&world.client, list)).await;
    let taken = Err(Some(ResultCode::DuplicateUnit));
    assert_eq!(outcomes, [(0, Ok(())), (1, Err(None)), (2, Ok(())), (3, taken), (4, Ok(()))]);
    assert_eq!(registered(&world.client).await, [NAMES[0], NAMES[2], NAMES[4]]);
    assert_eq!(world.sandbox.idcode().calls("309"), 4, "the first mistake was not sent");

    // Once the list is put right, what is left is registered and the others are not again.
    let mut batch = start(&world.client, requests()).start_at(1);
    let (index, result) = batch.next().await.unwrap();
    assert_eq!((index, outcome(&result)), (1, Ok(())));
    let rest = finish(batch).await;
    let taken = || Err(Some(ResultCode::DuplicateUnit));
    assert_eq!(rest, [(2, taken()), (3, Ok(())), (4, taken())]);
    let mut names = registered(&world.client).await;
    names.sort_unstable();
    let mut expected = NAMES.map(str::to_owned);
    expected.sort_unstable();
    assert_eq!(names, expected);
}

#[tokio::test]
async fn a_registration_whose_answer_was_lost_is_not_made_twice() {
    let world = World::new().await;
    let mut batch = start(&world.client, requests()[..3].to_vec());
    assert_eq!(outcome(&batch.next().await.unwrap().1), Ok(()));
    world.sandbox.idcode().inject("309", Fault::Cut, 1);
    let (failed, result) = batch.next().await.unwrap();
    assert_eq!((failed, outcome(&result)), (1, Err(None)));
    assert_eq!(registered(&world.client).await, NAMES[..2], "registered all the same");

    let rest = finish(start(&world.client, requests()[..3].to_vec()).start_at(failed)).await;
    assert_eq!(rest, [(1, Err(Some(ResultCode::DuplicateUnit))), (2, Ok(()))]);
    assert_eq!(registered(&world.client).await, NAMES[..3]);
}
