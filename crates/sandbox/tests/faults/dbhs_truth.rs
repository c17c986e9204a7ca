//! The truth of DBHS for a day: what looking up every registrant and number of the UDID records
//! finds.

use auth::{Secret, dbhs_sign};
use jiff::Timestamp;
use sandbox::{Sandbox, UdidSettings};
use serde_json::{Value, json};

use crate::client::{EVENING, admin, send, world_with};
use crate::everywhere::dbhs;

/// With some registrants that the business register does not have.
async fn administered() -> Sandbox {
    world_with(|settings| {
        settings.has_admin = true;
        settings.udid = UdidSettings::with_records_per_day(60);
        settings.dbhs.unknown_permille = 300;
    })
    .await
}

async fn truth(sandbox: &Sandbox, day: &str) -> (u16, Value) {
    admin(sandbox, "GET", &format!("/admin/truth/dbhs/{day}"), &Value::Null).await
}

/// Data of a reply that must be a success.
fn success(mut reply: Value) -> Value {
    assert_eq!((&reply["code"], &reply["msg"]), (&json!(0), &json!("")), "{reply}");
    reply["data"].take()
}

/// What is found for a search key.
async fn organization(sandbox: &Sandbox, search_key: &str) -> Value {
    let timespan = EVENING.parse::<Timestamp>().unwrap().as_second().to_string();
    let (key, secret) = (sandbox.dbhs_app_key(), Secret::from(sandbox.dbhs_secret_key()));
    let sign = dbhs_sign(key, &timespan, &secret);
    let query: String = form_urlencoded::byte_serialize(search_key.as_bytes()).collect();
    let path = format!("/admin-api/openapi/v1/org/getOrganizationByName?searchKey={query}");
    let rest = format!("appKey: {key}\r\ntimespan: {timespan}\r\nsign: {sign}\r\n\r\n");
    success(send(sandbox.address(), "GET", &path, &rest).await.json())
}

#[tokio::test]
async fn it_is_what_looking_everything_up_finds() {
    let sandbox = administered().await;
    let (status, truth) = truth(&sandbox, "2026-08-10").await;
    assert_eq!((status, &truth["day"]), (200, &"2026-08-10".into()));
    let organizations = truth["organizations"].as_object().unwrap();
    let products = truth["products"].as_object().unwrap();

    let mut looked_up = (0, 0);
    for record in sandbox.udid().records("2026-08-10".parse().unwrap()) {
        let key = record.device.credit_code.or(record.device.registrant_name).unwrap();
        assert_eq!(organizations[&key], organization(&sandbox, &key).await, "{key}");
        looked_up.0 += 1;
        for number in &record.device.registration_numbers.unwrap() {
            let found = dbhs(&sandbox, "product/list", json!({"regNumber": number})).await;
            assert_eq!(products[&*number], success(found.json()), "{number}");
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
    let sandbox = administered().await;
    assert_eq!(truth(&sandbox, "yesterday").await.0, 400);
    let (status, error) = admin(&sandbox, "GET", "/admin/truth/dbhs", &Value::Null).await;
    assert_eq!((status, error["error"].is_string()), (404, true));
}
