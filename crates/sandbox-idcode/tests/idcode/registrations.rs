//! Categories: 402 to 410, 602, 606, 608.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::client::{World, code, success};
use crate::units::register;

pub const URL: &str = "https://example.com/trace?id=";
pub const SAMPLE: &str = "https://example.com/trace?id=MA.156.110105.1001/10.35080100.A1/1";

/// Parameters of 406.
pub fn product<'a>(unit: &'a str, model_code: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("company_idcode", unit),
        ("codeuse_id", "10"),
        ("industrycategory_id", "4001"),
        ("category_code", "35080100"),
        ("model_number", "注射器"),
        ("model_number_code", model_code),
        ("code_pay_type", "2"),
        ("gotourl", URL),
        ("sample_url", SAMPLE),
    ]
}

/// Parameters of 407.
pub fn ticket<'a>(unit: &'a str, name: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("company_idcode", unit),
        ("codeuse_id", "20"),
        ("industrycategory_id", "6"),
        ("category_code", "20000000"),
        ("model_number", name),
        ("code_pay_type", "5"),
        ("gotourl", URL),
        ("sample_url", SAMPLE),
    ]
}

/// Replaces or adds a parameter.
pub fn with<'a>(
    mut pairs: Vec<(&'a str, &'a str)>,
    name: &'a str,
    value: &'a str,
) -> Vec<(&'a str, &'a str)> {
    pairs.retain(|(existing, _)| *existing != name);
    pairs.push((name, value));
    pairs
}

/// Registers a product; identifier of the registration.
pub async fn register_product(world: &World, unit: &str, model_code: &str) -> String {
    let reply = success(world.call("406", &product(unit, model_code)).await);
    reply["category_reg_id"].as_u64().expect("a JSON number above i64::MAX").to_string()
}

/// JSON text of 402.
pub fn batch(world: &World, unit: &str, items: &[Value]) -> String {
    json!({
        "access_token": world.access_token, "company_idcode": unit, "category_reg_list": items,
    })
    .to_string()
}

pub fn item(category: u64, code_use: u64, category_code: &str, model_code: &str) -> Value {
    json!({
        "industrycategory_id": category, "codeuse_id": code_use, "category_code": category_code,
        "category_memo": "品类 描述", "code_pay_type": 2, "gotourl": URL, "sample_url": SAMPLE,
        "model_number": format!("型号 {model_code}"), "model_number_code": model_code,
    })
}

#[tokio::test]
async fn categories_are_registered_filed_and_found() {
    let world = World::new();
    let unit = register(&world, "甲").await;
    let reply = success(world.call("406", &product(&unit, "A1")).await);
    assert_eq!(reply["organunit_idcode"], format!("{unit}/10.35080100.A1/"));
    let id = reply["category_reg_id"].as_u64().unwrap();
    assert!(id > i64::MAX as u64);
    let reply = success(world.call("407", &ticket(&unit, "门票")).await);
    assert_eq!(reply["organunit_idcode"], format!("{unit}/20.20000000.1/"));

    let found = async |endpoint: &str, filter: (&str, &str)| {
        let reply = success(world.call(endpoint, &[("company_idcode", &unit), filter]).await);
        reply["base_idcode_list"].as_array().cloned().unwrap_or_default()
    };
    let code = format!("{unit}/10.35080100.A1/");
    for filter in [
        ("idcode_of_category", code.as_str()),
        ("idcode_of_category", "35080100"),
        ("model_number_code", "A1"),
        ("category_reg_id", &id.to_string()),
    ] {
        let list = found("403", filter).await;
        assert_eq!(list.len(), 1, "{filter:?}");
        assert_eq!(list[0]["category_reg_id"], id);
        assert_eq!(list[0]["category_reg_idstr"], id.to_string());
        assert_eq!(list[0]["complete_code"], format!("{unit}/10.35080100.A1"));
        assert!(list[0]["organunit_id"].is_u64() && list[0].get("regist_type").is_none());
    }
    assert!(found("403", ("model_number_code", "A2")).await.is_empty());
    assert_eq!(found("409", ("model_number_code", "A1")).await[0]["regist_type"], 2);
    for endpoint in ["404", "410"] {
        for (search_type, expected) in [("0", 2), ("1", 1), ("2", 1)] {
            let list = found(endpoint, ("search_type", search_type)).await;
            assert_eq!(list.len(), expected, "{endpoint} {search_type}");
        }
    }
    assert_eq!(found("410", ("search_type", "2")).await[0]["regist_type"], -1);
}

#[tokio::test]
async fn many_categories_are_registered_at_once_or_none() {
    let world = World::new();
    let unit = register(&world, "甲").await;
    let call = async |items: &[Value]| {
        world.call("402", &[("json_str", &batch(&world, &unit, items))]).await
    };
    let good = [item(4001, 10, "35080100", "A1"), item(6, 20, "20000000", "T1")];
    let reply = success(call(&good).await);
    let list = reply["batch_regist_list"].as_array().unwrap();
    assert_eq!(list.len(), 2);
    assert!(list.iter().all(|one| one["category_reg_id"].is_string(),), "String in 402");
    assert_eq!(list[1]["industrycategory_id"], "6");

    let twice = [item(4002, 10, "35080200", "B1"), item(4002, 10, "35080200", "B1")];
    assert_eq!(code(&call(&twice).await), 50_001);
    let reply = success(world.call("404", &[("company_idcode", &unit)]).await);
    assert_eq!(reply["base_idcode_list"].as_array().unwrap().len(), 2);
    assert_eq!(code(&call(&[item(4002, 10, "35080100", "B1")]).await), 10_000);
    assert_eq!(code(&call(&[]).await), 10_000);
}

#[tokio::test]
async fn a_whitelisted_url_needs_no_review() {
    let world = World::new();
    let unit = register(&world, "甲").await;
    let first = register_product(&world, &unit, "A1").await;
    let review = async |id: &str| {
        let pairs = [("company_idcode", unit.as_str()), ("type", "2"), ("category_reg_id", id)];
        let reply = success(world.call("608", &pairs).await);
        (reply["examine_content"].as_str().unwrap().to_owned(), reply["examine_status"].clone())
    };
    assert_eq!(review(&first).await, (URL.to_owned(), json!(1)));
    success(world.call("606", &[("gotourl", URL), ("sample_url", SAMPLE)]).await);
    world.clock.advance(SignedDuration::from_secs(60));
    assert_eq!(review(&first).await.1, 100);
    let second = register_product(&world, &unit, "A2").await;
    assert_eq!(review(&second).await.1, 100);

    let other = "https://example.org/{fullCode}";
    let change = [("company_idcode", unit.as_str()), ("reg_id", &second), ("gotourl", other)];
    success(world.call("602", &change).await);
    assert_eq!(review(&second).await, (other.to_owned(), json!(1)));
    world.service.reject_examinations("不可访问");
    assert_eq!(review(&second).await.1, -1);
    success(world.call("602", &change).await);
    assert_eq!(review(&second).await.1, 1, "the same URL once more");
    let sample =
        |sample| [("company_idcode", unit.as_str()), ("reg_id", &second), ("sample_url", sample)];
    assert_eq!(code(&world.call("602", &sample(SAMPLE)).await), 30_005);
    assert_eq!(code(&world.call("602", &sample("https://EXAMPLE.org/1")).await), 1);
    assert_eq!(code(&world.call("602", &change[..2]).await), 0);
}
