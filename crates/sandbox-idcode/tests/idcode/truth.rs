//! What a perfect client would hold of the registry, as the admin endpoint reports it.

use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};

use crate::client::{World, success};
use crate::registrations::register_product;
use crate::units::register;
use crate::uploads::{batch_of, target};

async fn truth(world: &World) -> Value {
    let url = format!("http://{}/admin/truth/idcode", world.server.address());
    let answer = world.send(Request::get(url).body(Bytes::new()).unwrap()).await;
    serde_json::from_slice(answer.body()).unwrap()
}

#[tokio::test]
async fn it_is_what_was_registered_and_uploaded() {
    let world = World::new();
    assert_eq!(truth(&world).await, json!({"units": [], "registrations": [], "batches": []}));

    let units = [register(&world, "甲公司").await, register(&world, "乙公司").await];
    let registration = register_product(&world, &units[1], "A1").await;
    let found = [("company_idcode", &*units[1]), ("category_reg_id", &registration)];
    let listed = success(world.call("403", &found).await);
    world.service.pass_examinations();
    let with =
        |more: &[(&'static str, &'static str)]| [&target(&units[1], &registration), more].concat();
    let list = success(world.call("5012", &with(&[("code_list_str", "1,2,3")])).await);
    let range = with(&[("prefix_str", "X"), ("start_num", "7"), ("end_num", "9")]);
    let range = success(world.call("5013", &range).await);

    let truth = truth(&world).await;
    assert_eq!(
        truth["units"],
        json!([
            {"company_idcode": units[0], "organunit_name": "甲公司"},
            {"company_idcode": units[1], "organunit_name": "乙公司"},
        ])
    );
    let [known] = truth["registrations"].as_array().unwrap().as_slice() else { panic!("{truth}") };
    assert_eq!(known["category_reg_id"], json!(registration));
    assert_eq!(known["company_idcode"], json!(units[1]));
    let code = known["complete_code"].as_str().unwrap();
    assert!(code.starts_with(&units[1]) && listed.to_string().contains(code), "{code} {listed}");
    let batch = |reply: &Value, codes: Value| {
        json!({
            "uploadcode_id": batch_of(reply),
            "category_reg_id": registration, "count": 3, "codes": codes,
        })
    };
    let codes = json!({"prefix": "X", "first": 7, "last": 9, "width": 0});
    assert_eq!(
        truth["batches"],
        json!([batch(&list, json!(["1", "2", "3"])), batch(&range, codes)])
    );
}
