//! Who and what is refused before an endpoint looks at it: keys, signatures, methods, parameters.

use http::Request;
use idcode_types::ENDPOINTS;
use jiff::SignedDuration;
use sandbox_core::Fault;
use serde_json::Value;

use crate::client::{Parameters, World, code, encode, endpoint, parameters, success};

const PATH: &str = "/sp/idcode/addresses";

fn message(reply: &Value) -> &str {
    reply["result_msg"].as_str().unwrap()
}

#[tokio::test]
async fn a_signature_covers_path_and_parameters() {
    let world = World::new();
    let path = "/sp/idcode/addresses/parent/id";
    let good = world.sign(path, parameters(&[("address_id_parent", "110000")]));
    for method in ["GET", "POST"] {
        success(world.raw_json(method, path, &good).await);
    }
    let changed = |name: &str, value: Option<&str>| -> Parameters {
        let mut pairs = good.clone();
        match value {
            Some(value) => pairs.iter_mut().filter(|pair| pair.0 == name).for_each(|pair| {
                pair.1 = value.to_owned();
            }),
            None => pairs.retain(|pair| pair.0 != name),
        }
        pairs
    };
    let hash = &good.last().unwrap().1;
    for (pairs, expected) in [
        (changed("hash", Some(&hash.to_lowercase())), "hash does not match"),
        (changed("hash", Some("0")), "hash does not match"),
        (changed("hash", None), "parameter hash is required"),
        (changed("address_id_parent", Some("120000")), "hash does not match"),
        (changed("time", None), "hash does not match"),
        (world.sign("/sp/idcode/addresses", good[..1].to_vec()), "hash does not match"),
    ] {
        let reply = world.raw_json("GET", path, &pairs).await;
        assert_eq!(code(&reply), 0);
        assert!(message(&reply).contains(expected), "{expected}: {reply}");
    }
    let mut twice = good.clone();
    twice.push(good[0].clone());
    let reply = world.raw_json("GET", path, &twice).await;
    assert!(message(&reply).contains("came twice"), "{reply}");
}

#[tokio::test]
async fn empty_values_are_left_out_of_both_or_of_neither() {
    let world = World::new();
    let path = endpoint("307").path;
    let mut pairs = parameters(&[("company_name", "无"), ("search_type", "")]);
    // Signed without the empty value, sent with it.
    let reply = world.raw_json("GET", path, &world.sign(path, pairs.clone())).await;
    assert!(message(&reply).contains("hash does not match"), "{reply}");
    pairs.pop();
    let reply = world.raw_json("GET", path, &world.sign(path, pairs)).await;
    assert_eq!(code(&reply), 10_006);
}

#[tokio::test]
async fn time_may_be_off_by_the_tolerance_and_no_more() {
    let world = World::new();
    let signed = world.sign(PATH, Parameters::new());
    world.clock.advance(SignedDuration::from_secs(600));
    assert_eq!(code(&world.raw_json("GET", PATH, &signed).await), 1);
    world.clock.advance(SignedDuration::from_millis(1));
    let reply = world.raw_json("GET", PATH, &signed).await;
    assert_eq!((code(&reply), message(&reply)), (0, "失败: time is off by more than 600 s"));
    world.clock.advance(SignedDuration::from_secs(-1201));
    assert_eq!(code(&world.raw_json("GET", PATH, &signed).await), 0);
}

#[tokio::test]
async fn keys_are_known_and_not_disabled() {
    let mut world = World::with(|settings| {
        let mut disabled = settings.idcode.accounts[0].clone();
        disabled.access_token = "DISABLED".to_owned();
        disabled.is_disabled = true;
        settings.idcode.accounts.push(disabled);
    });
    for (token, expected) in [("NOBODY", 10_001), ("DISABLED", 10_002)] {
        world.access_token = token.to_owned();
        for endpoint in &ENDPOINTS {
            let json = format!(r#"{{"access_token":"{token}"}}"#);
            let pairs: &[(&str, &str)] =
                if endpoint.id == "402" { &[("json_str", &json)] } else { &[] };
            assert_eq!(code(&world.call(endpoint.id, pairs).await), expected, "{}", endpoint.id);
        }
    }
    assert_eq!(code(&world.raw_json("GET", PATH, &[]).await), 10_001);
}

#[tokio::test]
async fn no_endpoint_answers_with_a_code_that_its_table_lacks() {
    let world = World::new();
    for endpoint in &ENDPOINTS {
        let is_listed = |code: i64| endpoint.codes.contains(&code.to_string().as_str());
        world.service.fail(endpoint.id, 1);
        assert_eq!(code(&world.call(endpoint.id, &[]).await), -1, "{}", endpoint.id);
        let json = format!(r#"{{"access_token":"{}"}}"#, world.access_token);
        let unknown = if endpoint.id == "402" { "json_str" } else { "unknown" };
        let reply = world.call(endpoint.id, &[(unknown, &json)]).await;
        let expected = if is_listed(10_000) { 10_000 } else { 0 };
        assert_eq!(code(&reply), expected, "{reply}");
        for field in endpoint.request.fields.iter().filter(|field| field.required) {
            if endpoint.id == "402" {
                continue;
            }
            // Everything but this one, all of it nonsense.
            let others = endpoint.request.fields.iter().filter(|other| other.wire != field.wire);
            let others: Vec<_> = others.map(|other| (other.wire, "\u{1}")).collect();
            let reply = world.call(endpoint.id, &others).await;
            assert!(is_listed(code(&reply)) && code(&reply) != 1, "{}: {reply}", endpoint.id);
        }
    }
}

#[tokio::test]
async fn wrong_methods_and_paths_get_a_page() {
    let world = World::new();
    for endpoint in &ENDPOINTS {
        for method in ["GET", "POST"] {
            let response = world.raw(method, endpoint.path, &[]).await;
            let is_page = response.body().starts_with(b"\r\n\r\n<html>");
            assert_eq!(is_page, !endpoint.methods.contains(&method), "{} {method}", endpoint.id);
            assert_eq!(response.status() == 405, is_page);
        }
    }
    let response = world.raw("GET", "/sp/idcode/nowhere", &[]).await;
    assert_eq!(response.status(), 404);
    assert!(response.body().starts_with(b"\r\n\r\n<html>"));
}

#[tokio::test]
async fn bodies_are_forms() {
    let world = World::new();
    let url = format!("{}{PATH}", world.service.base_url());
    let form = encode(&world.sign(PATH, Parameters::new()));
    let send = async |content_type: &str, body: String| {
        let request = Request::post(format!("{url}?{form}"))
            .header("content-type", content_type)
            .body(body.into());
        let response = world.send(request.unwrap()).await;
        let reply: Value = serde_json::from_slice(response.body()).unwrap();
        code(&reply)
    };
    assert_eq!(send("application/x-www-form-urlencoded", String::new()).await, 1);
    assert_eq!(send("application/json", "{}".to_owned()).await, 0);
    assert_eq!(send("multipart/form-data", "x".to_owned()).await, 0);
    assert_eq!(send("multipart/form-data; boundary=b", "--b\r\nbroken".to_owned()).await, 0);
}

#[tokio::test]
async fn answers_go_wrong_when_asked_to() {
    let world = World::with(|settings| settings.idcode.pascal_case_results = true);
    let reply = world.call("101", &[]).await;
    assert_eq!([&reply["ResultCode"], &reply["ResultMsg"]], [&Value::from(1), &"成功".into()]);
    assert!(reply.get("result_code").is_none());

    world.service.inject("101", Fault::Html { status: 502 }, 1);
    let signed = world.sign(PATH, Parameters::new());
    assert_eq!(world.raw("GET", PATH, &signed).await.status(), 502);
    assert_eq!(world.raw("GET", PATH, &signed).await.status(), 200);
    assert_eq!(world.service.calls("101"), 3);
}
