//! Answers are read by the reply models, and nothing in them is unknown to these.

use idcode_types::{
    CategoriesReply, CategoryIdcodeReply, CategoryRegistrationsReply, CodesReply, RegionsReply,
    ReviewReply, UnitReply, UnitStatusReply, UnitsReply, UploadBatchesReply, UploadReply,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wire::Model;

use crate::client::{World, success};
use crate::registrations::{product, with};
use crate::units::register;
use crate::uploads::{target, upload_three, with_category};

/// Reads a reply; no field of it is unknown, at any depth.
fn read<R: Model + Serialize + DeserializeOwned>(reply: &Value) -> R {
    let model: R = wire::from_slice(reply.to_string().as_bytes()).unwrap();
    assert!(model.unknown_fields().is_empty(), "{}", model.unknown_fields().to_json());
    let (sent, kept) = (keys(reply), keys(&serde_json::to_value(&model).unwrap()));
    assert_eq!(sent, kept, "{}", R::INFO.name);
    model
}

/// Keys with something in them.
fn keys(value: &Value) -> Vec<String> {
    let mut found = match value {
        Value::Object(object) => {
            let filled = object.iter().filter(|(_, value)| !value.is_null());
            filled.flat_map(|(key, value)| [vec![key.clone()], keys(value)].concat()).collect()
        }
        Value::Array(list) => list.iter().flat_map(keys).collect(),
        _ => Vec::new(),
    };
    found.sort_unstable();
    found
}

#[tokio::test]
async fn replies_are_read_whole() {
    let world = World::new();
    let (unit, registration) = with_category(&world).await;
    let uploaded = upload_three(&world, &unit, &registration).await;
    register(&world, "乙").await;
    let company = [("company_idcode", unit.as_str())];

    read::<RegionsReply>(&success(world.call("101", &[]).await));
    read::<CategoriesReply>(&success(world.call("202", &[]).await));
    let reply: UnitReply = read(&success(world.call("306", &company).await));
    assert_eq!(reply.unit_code.unwrap().as_str(), unit);
    let reply: UnitsReply =
        read(&success(world.call("307", &[("company_name", "乙"), ("search_type", "1")]).await));
    assert_eq!(reply.units.len(), 1);
    read::<UnitStatusReply>(&success(world.call("308", &company).await));
    let second = with(product(&unit, "A1"), "model_number_code", "A2");
    let reply: CategoryIdcodeReply = read(&success(world.call("406", &second).await));
    let second = reply.category_registration_id.unwrap();
    let reply: CategoryRegistrationsReply = read(&success(world.call("409", &company).await));
    let ids: Vec<_> = reply.registrations.iter().map(|one| &one.category_registration_id).collect();
    assert_eq!(ids, [&Some(registration.as_str().into()), &Some(second)]);
    let batch = [company[0], ("uploadcode_id", uploaded.as_str())];
    let reply: UploadBatchesReply = read(&success(world.call("503", &batch).await));
    assert_eq!(reply.batch.unwrap().upload_id.unwrap().as_str(), uploaded);
    let reply: CodesReply = read(&success(world.call("505", &batch).await));
    assert_eq!(reply.codes.len(), 3);
    let list = with(target(&unit, &registration), "code_list_str", "7");
    let reply: UploadReply = read(&success(world.call("5012", &list).await));
    assert!(reply.upload.unwrap().upload_id.is_some());
    let review = [company[0], ("type", "2"), ("category_reg_id", registration.as_str())];
    read::<ReviewReply>(&success(world.call("608", &review).await));
}
