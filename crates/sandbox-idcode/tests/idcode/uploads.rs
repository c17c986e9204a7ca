//! Codes: 5011 to 5014 and 502 to 506.

use serde_json::{Value, json};

use crate::client::{World, code, success};
use crate::registrations::{register_product, ticket, with};
use crate::units::register;

/// A unit with a registered category.
pub async fn with_category(world: &World) -> (String, String) {
    let unit = register(world, "甲").await;
    let registration = register_product(world, &unit, "A1").await;
    (unit, registration)
}

pub fn target<'a>(unit: &'a str, registration: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("company_idcode", unit), ("category_reg_id", registration), ("version", "2.0")]
}

pub fn batch_of(reply: &Value) -> String {
    reply["data"]["uploadcode_id"].as_str().expect("String in 5011").to_owned()
}

/// Uploads three codes; the batch.
pub async fn upload_three(world: &World, unit: &str, registration: &str) -> String {
    let pairs = with(target(unit, registration), "code_list_str", "1,2,3");
    batch_of(&success(world.call("5012", &pairs).await))
}

#[tokio::test]
async fn codes_come_back_however_they_were_sent() {
    let world = World::new();
    let (unit, registration) = with_category(&world).await;
    let whole = format!("{unit}/10.35080100.A1/");
    let mut batches = Vec::new();

    let file = format!("X-1\r\n{whole}X-2\nX-3\n");
    let pairs = target(&unit, &registration);
    let files = [("code_file", "codes.TXT", file.as_bytes())];
    batches.push((
        batch_of(&success(world.upload("5011", &pairs, &files).await)),
        ["X-1", "X-2", "X-3"],
    ));
    let pairs = with(target(&unit, &registration), "code_list_str", "1,2,3");
    batches.push((batch_of(&success(world.call("5012", &pairs).await)), ["1", "2", "3"]));
    let pairs = with(with(target(&unit, &registration), "start_num", "9"), "end_num", "11");
    let pairs = with(pairs, "prefix_str", "P");
    batches.push((batch_of(&success(world.call("5013", &pairs).await)), ["P9", "P10", "P11"]));
    let pairs = with(pairs, "length", "4");
    batches
        .push((batch_of(&success(world.call("5014", &pairs).await)), ["P0009", "P0010", "P0011"]));

    for (batch, items) in &batches {
        let pairs = [("company_idcode", unit.as_str()), ("uploadcode_id", batch)];
        let reply = success(world.call("505", &pairs).await);
        assert_eq!(reply["data"], json!(items.map(|item| format!("{whole}{item}"))));
        let info = success(world.call("503", &pairs).await);
        assert!(info["code_record_list"].is_null());
        let info = &info["code_record_tab"];
        assert_eq!(info["uploadcode_id"].as_u64().unwrap().to_string(), *batch);
        assert_eq!([&info["code_num"], &info["code_type"]], [3, 1]);
        assert_eq!(info["create_code"], 1_787_198_400_000_u64);
    }
    let pairs = [
        ("company_idcode", unit.as_str()),
        ("idcode_of_category", &whole),
        ("model_number_code", "A1"),
    ];
    let list = success(world.call("502", &pairs).await);
    let methods: Vec<_> = list["code_record_list"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["upload_type"].as_u64().unwrap())
        .collect();
    assert_eq!(methods, [1, 2, 2, 2]);
    assert!(list["code_record_tab"].is_null());
}

#[tokio::test]
async fn version_1_gives_no_batch() {
    let world = World::new();
    let (unit, registration) = with_category(&world).await;
    let pairs = with(target(&unit, &registration), "code_list_str", "1");
    let reply = success(world.call("5012", &with(pairs.clone(), "version", "1.0")).await);
    assert_eq!(reply.as_object().unwrap().len(), 2, "{reply}");
    let unversioned: Vec<_> = pairs.into_iter().filter(|(name, _)| *name != "version").collect();
    let reply = success(world.call("5012", &unversioned).await);
    assert!(reply.get("data").is_none());
}

#[tokio::test]
async fn codes_of_registered_categories_have_short_codes() {
    let world = World::new();
    let (unit, registration) = with_category(&world).await;
    let pairs = with(target(&unit, &registration), "code_list_str", "1,2");
    let ordered = batch_of(&success(world.call("5012", &pairs).await));
    let random = batch_of(&success(world.call("5012", &with(pairs, "generate_type", "0")).await));
    let short = async |batch: &str| {
        let pairs =
            [("company_idcode", unit.as_str()), ("uploadcode_id", batch), ("code_type", "0")];
        success(world.call("505", &pairs).await)["data"].clone()
    };
    assert_eq!(short(&ordered).await, json!(["S00000000", "S00000001"]));
    let random = short(&random).await;
    assert!(random[0].as_str().unwrap().starts_with('R') && random[0] != random[1]);

    let original = format!("{unit}/10.35080100.A1/2");
    let reply = success(world.call("506", &[("code", &original)]).await);
    assert_eq!(reply["data"], json!(["S00000001", random[1]]), "one of each batch");
    let reply = success(world.call("506", &[("code", &format!("{original}0"))]).await);
    assert!(reply["data"].is_null() || reply["data"] == json!([]), "{reply}");
    assert_eq!(code(&world.call("506", &[("code", "no code")]).await), 0);

    let filed = success(world.call("407", &ticket(&unit, "门票")).await);
    let filed = filed["category_reg_id"].as_u64().unwrap().to_string();
    let pairs = with(target(&unit, &filed), "code_list_str", "1");
    let batch = batch_of(&success(world.call("5012", &pairs).await));
    let pairs = [("company_idcode", unit.as_str()), ("uploadcode_id", &batch), ("code_type", "0")];
    assert_eq!(code(&world.call("505", &pairs).await), 50_013);
}
