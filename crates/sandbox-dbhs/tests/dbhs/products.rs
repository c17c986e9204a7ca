//! Look-ups of products.

use std::collections::BTreeMap;

use dbhs_types::{Product, ProductRow};
use jiff::civil::{Date, date};
use serde_json::{Value, json};
use udid_synthetic::{Catalog, RecordId};
use wire::Model;

use crate::client::{DETAIL, LIST, World};

struct Expected {
    product: String,
    registrant: String,
    is_single_use: bool,
}

/// The registration numbers of a day and what the UDID records say of them.
fn registrations(day: Date) -> BTreeMap<String, Expected> {
    let catalog = Catalog::new(1);
    let mut all = BTreeMap::new();
    for device in (0..1500).map(|index| catalog.record(RecordId { day, index }).device) {
        for number in &device.registration_numbers.unwrap() {
            let expected = Expected {
                product: device.product_name.clone().unwrap(),
                registrant: device.registrant_name.clone().unwrap(),
                is_single_use: device.is_single_use == Some(udid_types::YesNo::Yes),
            };
            all.insert(number, expected);
        }
    }
    all
}

#[tokio::test]
async fn every_registration_of_a_day_is_found() {
    let world = World::with(|settings| settings.dbhs.unknown_permille = 0);
    // A day to come has its registrations as well.
    for day in [date(2026, 8, 10), date(2050, 1, 3)] {
        let registrations = registrations(day);
        assert!(registrations.len() > 300, "{}", registrations.len());
        for (number, expected) in registrations {
            let list = world.found(LIST, json!({"regNumber": number})).await;
            let rows = list["rows"].as_array().unwrap();
            assert_eq!(list["total"].as_u64(), Some(rows.len() as u64), "{list}");
            assert!((1..=2).contains(&rows.len()), "{list}");
            let row = rows.iter().find(|row| {
                row["productName"] == expected.product && row["manufacture"] == expected.registrant
            });
            let row = row.unwrap_or_else(|| panic!("{} {list}", expected.product));
            assert_eq!([&row["regNumber"], &row["regName"]], [&number, &expected.product]);

            let detail = world.found(DETAIL, json!({"regNumber": number})).await;
            if rows.len() == 1 {
                assert_eq!(
                    [&detail["regNumber"], &detail["productName"]],
                    [&number, &expected.product]
                );
                assert_eq!([&detail["regName"], &detail["manufacture"]], [&expected.registrant; 2]);
                let is_single_use = u8::from(expected.is_single_use).to_string();
                assert_eq!(detail["isDisposable"], is_single_use);
            }
            let address = &detail["manufactureAddress"];
            assert!(rows.iter().any(|row| row["manufactureAddress"] == *address), "{detail}");
            let registered_on = detail["regDate"].as_str().unwrap();
            assert!(registered_on.len() == 10 && number.contains(&registered_on[..4]), "{detail}");
        }
    }
}

#[tokio::test]
async fn addresses_are_those_of_the_enterprises() {
    let world = World::with(|settings| settings.dbhs.unknown_permille = 0);
    let mut abroad = 0;
    for (number, Expected { registrant, .. }) in
        registrations(date(2026, 8, 10)).into_iter().step_by(9)
    {
        let list = world.found(LIST, json!({"regNumber": number, "manufacture": registrant})).await;
        let (row, organization) = (&list["rows"][0], world.organization(&registrant).await);
        if organization["orgNature"] == "8" {
            assert_eq!(row["agentName"], organization["orgAgent"]);
            assert_eq!(row["agentAddress"], organization["orgAddress"]);
            assert_ne!(row["manufactureAddress"], organization["orgAddress"]);
            abroad += 1;
        } else {
            assert_eq!(row["manufactureAddress"], organization["orgAddress"]);
            assert_eq!([&row["agentName"], &row["agentAddress"]], [""; 2]);
        }
    }
    assert!(abroad > 5);
}

#[tokio::test]
async fn details_are_found_by_id_and_by_both() {
    let world = World::new();
    let number = registrations(date(2026, 8, 10)).into_keys().next().unwrap();
    let detail = world.found(DETAIL, json!({"regNumber": number})).await;
    let id = detail["id"].as_str().unwrap();
    assert_eq!(world.found(DETAIL, json!({"id": id})).await, detail);
    assert_eq!(world.found(DETAIL, json!({"id": id, "regNumber": number})).await, detail);
    let list = world.found(LIST, json!({"id": id})).await;
    assert_eq!([&list["total"], &list["rows"][0]["regNumber"]], [&json!(1), &detail["regNumber"]]);
    let model: Product = serde_json::from_value(detail.clone()).unwrap();
    assert_eq!(detail.as_object().unwrap().len(), Product::INFO.fields.len());
    assert_eq!(model.registration_number.as_deref(), Some(number.as_str()));

    for (path, parameters) in [
        (DETAIL, json!({"id": id, "regNumber": "国械注准20243140001"})),
        (DETAIL, json!({"id": "0"})),
        (DETAIL, json!({"id": "一二三四五六"})),
        (DETAIL, json!({"regNumber": "国械注准"})),
        (DETAIL, json!({"regNumber": format!("{number} ")})),
    ] {
        assert!(world.found(path, parameters.clone()).await.is_null(), "{parameters}");
    }
    let nothing = world.found(LIST, json!({"regNumber": "国械注准19990000000"})).await;
    assert_eq!(nothing, json!({"total": 0, "rows": []}));
}

#[tokio::test]
async fn searches_by_text_find_parts_of_names_up_to_this_year() {
    let world = World::with(|settings| settings.dbhs.max_rows = usize::MAX);
    for (parameters, key, part) in [
        (json!({"manufacture": "子虚"}), "manufacture", "子虚"),
        (json!({"productName": "注射器", "regName": ""}), "productName", "注射器"),
        (json!({"regName": "一次性"}), "regName", "一次性"),
    ] {
        let list = world.found(LIST, parameters).await;
        let rows = list["rows"].as_array().unwrap();
        assert!(rows.len() >= 12 && list["total"].as_u64() == Some(rows.len() as u64));
        for row in rows {
            assert!(row[key].as_str().unwrap().contains(part), "{row}");
            assert_eq!(row.as_object().unwrap().len(), ProductRow::INFO.fields.len());
        }
        let years = rows.iter().map(year_of);
        assert_eq!((years.clone().min(), years.max()), (Some(2015), Some(2026)));
    }
    let both = json!({"manufacture": "苏州子虚医疗器械有限公司", "productName": "注射器"});
    let list = world.found(LIST, both).await;
    // One product of this registrant has the word in its name: one registration a year.
    assert_eq!(list["total"], 12, "{list}");
    let next_year = world.found(LIST, json!({"manufacture": "无此"})).await;
    assert_eq!(next_year["total"], 0);
}

fn year_of(row: &Value) -> u16 {
    let number = row["regNumber"].as_str().unwrap();
    let digits = number.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits[..4].parse().unwrap()
}

#[tokio::test]
async fn a_list_without_filters_says_how_much_there_is() {
    let world = World::with(|settings| settings.dbhs.max_rows = 20);
    let list = world.found(LIST, json!({})).await;
    assert_eq!(list["rows"].as_array().unwrap().len(), 20);
    assert!(list["total"].as_u64().unwrap() > 3000, "{}", list["total"]);
}
