//! The truth for a day: what looking up every registrant and number of its records finds.

use http::Request;
use serde_json::Value;

use crate::client::{LIST, World, success};

/// With some registrants that the business register does not have.
async fn administered() -> World {
    World::with(|settings| {
        settings.has_admin = true;
        settings.records_per_day = Some(60);
        settings.dbhs.unknown_permille = 300;
    })
    .await
}

async fn truth(world: &World, day: &str) -> (u16, Value) {
    let request = Request::get(world.url(&format!("/admin/truth/dbhs/{day}")));
    let response = world.send(request, &[], "").await;
    (response.status().as_u16(), serde_json::from_slice(response.body()).unwrap())
}

#[tokio::test]
async fn it_is_what_looking_everything_up_finds() {
    let world = administered().await;
    let (status, truth) = truth(&world, "2026-08-10").await;
    assert_eq!((status, &truth["day"]), (200, &"2026-08-10".into()));
    let organizations = truth["organizations"].as_object().unwrap();
    let products = truth["products"].as_object().unwrap();

    let mut looked_up = (0, 0);
    for record in world.sandbox.udid().records("2026-08-10".parse().unwrap()) {
        let key = record.device.credit_code.or(record.device.registrant_name).unwrap();
        assert_eq!(organizations[&key], world.organization(&key).await, "{key}");
        looked_up.0 += 1;
        for number in record.device.registration_numbers.unwrap().iter() {
            let body = serde_json::json!({"regNumber": number}).to_string();
            assert_eq!(products[&number], success(world.post(LIST, body).await), "{number}");
            looked_up.1 += 1;
        }
    }
    assert_eq!(looked_up.0, 60);
    assert!(looked_up.1 >= products.len() && organizations.len() <= 60);
    assert!(organizations.values().any(Value::is_null), "some are not found");
    assert!(organizations.values().any(Value::is_object), "and some are");
}

#[tokio::test]
async fn a_day_is_a_day() {
    let world = administered().await;
    assert_eq!(truth(&world, "yesterday").await.0, 400);
}
