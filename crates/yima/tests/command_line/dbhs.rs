//! `yima dbhs` and `yima cloudmfg`.

use sandbox::{Fault, Settings};
use serde_json::Value;
use wire::Model;

use crate::binary::Outcome;
use crate::call::of_all;
use test_support::invented::{day, records_of, start};

const DAY: &str = "2026-08-10";

/// Credit code and a registration number of a device of the UDID service.
fn known() -> (String, String) {
    let device = records_of(day(DAY), 1).remove(0).device;
    let numbers = device.registration_numbers.unwrap();
    (device.credit_code.unwrap(), numbers.iter().next().unwrap())
}

fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.dbhs.unknown_permille = 0;
    settings
}

fn json(outcome: Outcome) -> Value {
    serde_json::from_str(&outcome.data()).unwrap()
}

#[track_caller]
fn assert_fails(outcome: &Outcome, code: i32, reason: &str) {
    assert_eq!(outcome.code, Some(code), "{outcome:?}");
    assert!(outcome.stderr.contains(reason), "{}", outcome.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn enterprises_and_products_are_shown_in_every_form() {
    let sandbox = start(settings()).await;
    let yima = of_all(&sandbox);
    let (code, number) = known();
    for (command, key, wire) in
        [("org", code.as_str(), "orgCreditCode"), ("product", &number, "regNumber")]
    {
        let whole = json(yima.run(&["dbhs", command, key, "--output", "json"]));
        assert_eq!(whole[wire], key, "{whole}");
        let line = yima.run(&["dbhs", command, key, "--output", "ndjson"]).data();
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), whole);
        assert_eq!(line.lines().count(), 1);
        let table = yima.run(&["dbhs", command, key]).data();
        let row = table.lines().find(|line| line.contains(key));
        assert!(row.is_some(), "{table}");
    }
    let rows = json(yima.run(&["dbhs", "products", &number, "--output", "json"]));
    let lines = yima.run(&["dbhs", "products", &number, "--output", "ndjson"]).data();
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows, Value::from(lines));
    assert_eq!(rows[0]["regNumber"], number.as_str());
    let table = yima.run(&["dbhs", "products", &number]).data();
    assert_eq!(table.matches(&number).count(), rows.as_array().unwrap().len(), "{table}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_there_is_4_with_advice() {
    let sandbox = start(settings()).await;
    let yima = of_all(&sandbox);
    for (command, reason) in [
        ("org", "no enterprise nothing; give the full name, unified social credit code or"),
        ("product", "no product nothing; give the full registration or filing number"),
        ("products", "no product nothing; give the full registration or filing number"),
    ] {
        for format in ["table", "json", "ndjson"] {
            let outcome = yima.run(&["dbhs", command, "nothing", "--output", format]);
            assert_fails(&outcome, 4, reason);
            assert_eq!(outcome.stdout, "");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn products_that_are_left_out_are_8() {
    let mut settings = settings();
    settings.dbhs.max_rows = 0;
    let sandbox = start(settings).await;
    let (_, number) = known();
    let outcome = of_all(&sandbox).run(&["dbhs", "products", &number]);
    assert_fails(&outcome, 8, "0 of 1 products came");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_asked_for_is_shown_and_in_no_message() {
    let sandbox = start(settings()).await;
    let yima = of_all(&sandbox).with("YIMA_LOG", "trace");
    let (code, _) = known();
    let shown = yima.run(&["dbhs", "org", &code, "--output", "json"]);
    let organization: Value = serde_json::from_str(&shown.stdout).unwrap();
    let fields = dbhs_types::OrganizationReply::INFO.fields.iter();
    let kinds = fields.map(|field| field.kind);
    let model = kinds.filter_map(|kind| match kind {
        wire::Kind::Model(model) => Some(model),
        _ => None,
    });
    let sensitive = model.flat_map(|model| model.fields).filter(|field| field.sensitive);
    let personal: Vec<_> = sensitive
        .filter_map(|field| organization[field.wire].as_str())
        .filter(|text| text.len() > 4)
        .collect();
    assert!(personal.len() > 3, "{organization}");
    for text in &personal {
        assert!(!shown.stderr.contains(text), "{text}");
    }
    sandbox.dbhs().inject("getOrganizationByName", Fault::Cut, 10);
    let failed = yima.run(&["dbhs", "org", &code]);
    assert_eq!(failed.code, Some(6), "{failed:?}");
    for text in personal {
        assert!(!failed.stderr.contains(text), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_four_calls_of_a_platform_work() {
    let sandbox = start(settings()).await;
    let yima = of_all(&sandbox);
    let run = |arguments: &[&str]| json(yima.run(&[&["call", "cloudmfg"], arguments].concat()));
    // Ids and signature of the standard's examples.
    let signed = ["authenticate_device", "--devId", "6565818958", "--devSign", "02357.PDF"];
    assert_eq!(run(&signed)["status"], 200);
    let device = run(&["query_device", "--devId", "285863325"]);
    assert_eq!(device["devName"], "华数机器人");
    let gateway = [
        "A.2.6",
        "--gatewName",
        "网关",
        "--commCode",
        "70",
        "--commUrl",
        "MQTT",
        "--iotType",
        "701",
    ];
    run(&gateway);
    assert_eq!(sandbox.cloudmfg().gateways().len(), 1);
    let object = r#"{"devId": "285863325", "number": 98765432109876543210, "list": [1]}"#;
    run(&["save_device_identifier", "--json", object]);
    let saved = Value::Object(sandbox.cloudmfg().identifier("285863325").unwrap());
    let expected = serde_json::json!({
        "devId": "285863325", "number": "98765432109876543210", "list": [1],
    });
    assert_eq!(saved, expected, "a number that no JSON reader keeps is sent as text");
    let unknown = yima.run(&["call", "cloudmfg", "query_device", "--devId", "1"]);
    assert_fails(&unknown, 5, "A.2.5: status 100100");
}
