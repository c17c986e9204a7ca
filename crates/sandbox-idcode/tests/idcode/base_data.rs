//! 101 to 105 and 201 to 204.

use serde_json::Value;

use crate::client::{World, code, success};

fn named<'a>(list: &'a Value, key: &str, name: &str) -> &'a Value {
    let mut list = list.as_array().unwrap().iter();
    list.find(|one| one[key] == name).unwrap_or_else(|| panic!("no {name}"))
}

#[tokio::test]
async fn regions_have_the_shapes_that_the_document_describes() {
    let world = World::new();
    let reply = success(world.call("101", &[]).await);
    let regions = &reply["address_list"];
    let beijing = named(regions, "address_name", "北京市");
    assert_eq!(beijing["address_id"], 110_000);
    assert_eq!(beijing["address_level"], 1);
    assert_eq!(beijing["address_id_parent"], 0);
    assert_eq!(beijing["address_code"], "110000");
    let district = named(regions, "address_name", "朝阳区");
    assert_eq!([&district["address_id"], &district["address_id_parent"]], [110_105, 110_000]);

    let parts = |parent: &'static str| {
        let world = &world;
        async move {
            let reply = world.call("102", &[("address_id_parent", parent)]).await;
            (code(&reply), reply["address_list"].as_array().map_or(0, Vec::len))
        }
    };
    assert_eq!(parts("0").await, (1, 34));
    for without_parts in ["441900", "442000", "710000", "810000", "820000", "110105", "999999"] {
        assert_eq!(parts(without_parts).await, (10_006, 0), "{without_parts}");
    }
    let districts = [("address_id_parent", "440000"), ("level", "3")];
    let reply = success(world.call("102", &districts).await);
    named(&reply["address_list"], "address_name", "天河区");
    assert_eq!(
        code(&world.call("102", &[("address_id_parent", "0"), ("level", "4")]).await),
        10_000
    );
    assert_eq!(code(&world.call("102", &[("address_id_parent", "x")]).await), 10_000);
}

#[tokio::test]
async fn trades_natures_uses_and_categories_belong_together() {
    let world = World::new();
    let trades = success(world.call("103", &[]).await);
    let devices = named(&trades["trade_list"], "trade_name", "医疗仪器设备及器械制造");
    let parent = devices["trade_id_parent"].to_string();
    let reply = success(world.call("104", &[("trade_id_parent", &parent)]).await);
    assert_eq!(reply["trade_list"][0], *devices);
    assert_eq!(code(&world.call("104", &[("trade_id_parent", "1263")]).await), 10_006);
    let sections = success(world.call("104", &[("trade_id_parent", "0")]).await);
    assert_eq!(sections["trade_list"].as_array().unwrap().len(), 20);

    let natures = success(world.call("105", &[]).await);
    assert_eq!(natures["unit_type_list"][0]["code"], 1);

    let uses = success(world.call("201", &[]).await);
    named(&uses["codeuse_list"], "codeuse_code", "10");
    let all = success(world.call("202", &[]).await);
    let all = all["industrycategory_list"].as_array().unwrap();
    for category in all {
        let is_use = |one: &Value| one["codeuse_id"] == category["codeuse_id"];
        assert!(uses["codeuse_list"].as_array().unwrap().iter().any(is_use), "{category}");
        let parent = &category["industrycategory_id_parent"];
        assert!(*parent == 0 || all.iter().any(|one| one["industrycategory_id"] == *parent));
    }
    let first = success(world.call("203", &[("industrycategory_id_parent", "0")]).await);
    assert_eq!(first["industrycategory_list"][0], all[0]);
    let products = success(world.call("204", &[]).await);
    let products = products["industrycategory_list"].as_array().unwrap();
    assert!(products.iter().all(|one| one["codeuse_id"] == 10) && products.len() < all.len());
    assert_eq!(world.service.calls("204"), 1);
}
