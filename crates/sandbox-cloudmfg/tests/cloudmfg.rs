//! The simulated cloud manufacturing platform over HTTP. What is sent and expected is what GB/T
//! 43960-2024 prints in A.2.4 to A.2.6, except for user and token.

use bytes::Bytes;
use cloudmfg_types::ENDPOINTS;
use http::{Request, Response};
use sandbox_cloudmfg::{CloudmfgAccount, CloudmfgService, CloudmfgSettings};
use sandbox_core::{Fault, Host, Server, ServerSettings};
use serde_json::{Value, json};
use transport::{HttpTransport, Transport};

const AUTHENTICATE: &str = "/openapi/device/authenticate";
const QUERY: &str = "/openapi/device/query";
const CREATE_GATEWAY: &str = "/openapi/gateway/create";
const SAVE_IDENTIFIER: &str = "/openapi/device-identifier/save";

const FAILURE: &str = r#"{"status":100100,"msg":"Error"}"#;
const SUCCESS: &str = r#"{"status":200,"msg":" success"}"#;

struct World {
    _server: Server,
    service: Host<CloudmfgService>,
    http: HttpTransport,
}

impl World {
    fn with(change: impl FnOnce(&mut CloudmfgSettings)) -> Self {
        let mut settings = CloudmfgSettings::default();
        change(&mut settings);
        let mut server =
            Server::bind(ServerSettings { has_admin: true, ..ServerSettings::default() }, 0)
                .unwrap();
        let service = server.host(|_| CloudmfgService::new(settings));
        Self {
            _server: server.start().unwrap(),
            service,
            http: HttpTransport::builder().build().unwrap(),
        }
    }

    async fn send(&self, method: &str, path: &str, body: impl Into<Bytes>) -> Response<Bytes> {
        let url = format!("{}{path}", self.service.base_url());
        let request = Request::builder().method(method).uri(url);
        let request = request.header("content-type", "application/json");
        self.http.send(request.body(body.into()).unwrap()).await.unwrap()
    }

    /// The answer to a body, byte by byte.
    async fn post(&self, path: &str, body: impl Into<Bytes>) -> String {
        let response = self.send("POST", path, body).await;
        assert_eq!(response.status(), 200);
        String::from_utf8(response.body().to_vec()).unwrap()
    }

    /// The answer to data of the first account.
    async fn call(&self, path: &str, data: Value) -> String {
        let request = json!({
            "userId": self.service.account().user_id,
            "access_token": self.service.account().access_token,
            "data": data,
        });
        self.post(path, request.to_string()).await
    }
}

fn gateway() -> Value {
    json!({"gatewName": "数据采集网关", "commCode": "70", "commUrl": "MQTT", "iotType": "701"})
}

/// Each endpoint with data that it accepts.
fn accepted() -> [(&'static str, Value); 4] {
    [
        (AUTHENTICATE, json!({"devId": "6565818958", "devSign": "02357.PDF"})),
        (QUERY, json!({"devId": "285863325"})),
        (CREATE_GATEWAY, gateway()),
        (SAVE_IDENTIFIER, json!({"devId": "285863325"})),
    ]
}

#[tokio::test]
async fn answers_are_the_printed_ones() {
    let world = World::with(|_| {});
    let [authenticate, query, create, save] = accepted();
    let device = r#"{"status":200,"msg":" success","devName":"华数机器人","devGroup":" 1#产线","devAdd":"中国北京市石景山区航天云网大厦"}"#;
    for ((path, data), expected) in [
        (authenticate, r#"{"status":200,"msg":"success"}"#),
        (query, device),
        (create, SUCCESS),
        (save, SUCCESS),
    ] {
        assert_eq!(world.call(path, data).await, expected, "{path}");
    }
}

#[tokio::test]
async fn the_printed_account_works_when_it_is_set() {
    let world = World::with(|settings| {
        settings.accounts = vec![CloudmfgAccount {
            user_id: "438362794917922816".to_owned(),
            access_token: "fO44R6tOWxh3wrTlkWP0".to_owned(),
        }];
    });
    let printed = r#"{
        "userId": "438362794917922816",
        "access_token": "fO44R6tOWxh3wrTlkWP0",
        "data": {"devId": "6565818958", "devSign": "02357.PDF"}
    }"#;
    assert_eq!(world.post(AUTHENTICATE, printed).await, r#"{"status":200,"msg":"success"}"#);
    let other = printed.replace("fO44", "f044");
    assert_eq!(world.post(AUTHENTICATE, other).await, FAILURE);
}

#[tokio::test]
async fn strangers_get_the_only_failure() {
    let world = World::with(|settings| {
        let (user_id, access_token) = ("2".to_owned(), "token 2".to_owned());
        settings.accounts.push(CloudmfgAccount { user_id, access_token });
    });
    let CloudmfgAccount { user_id: user, access_token: token } = world.service.account();
    for (path, data) in accepted() {
        for body in [
            json!({"userId": user, "access_token": "token 2", "data": data}),
            json!({"userId": "2", "access_token": token, "data": data}),
            json!({"userId": "3", "access_token": token, "data": data}),
            json!({"userId": user, "access_token": "", "data": data}),
            json!({"userId": user, "data": data}),
            json!({"access_token": token, "data": data}),
            json!({"userId": 2, "access_token": "token 2", "data": data}),
            json!({"userId": user, "access_token": token}),
            json!({"userId": user, "access_token": token, "data": null}),
            json!({"userId": user, "access_token": token, "data": data.to_string()}),
            json!({"userId": user, "access_token": token, "data": [data]}),
            json!([data]),
        ] {
            assert_eq!(world.post(path, body.to_string()).await, FAILURE, "{path} {body}");
        }
        for body in ["", "{", "userId=1"] {
            assert_eq!(world.post(path, body).await, FAILURE, "{path} {body}");
        }
        let good = json!({"userId": "2", "access_token": "token 2", "data": data}).to_string();
        assert_ne!(world.post(path, good).await, FAILURE, "{path}");
    }
    assert_eq!(world.service.gateways().len(), 1);
}

#[tokio::test]
async fn wrong_data_gets_the_only_failure() {
    let world = World::with(|_| {});
    for (path, data) in [
        (AUTHENTICATE, json!({"devId": "6565818958", "devSign": "02357.pdf"})),
        (AUTHENTICATE, json!({"devId": "6565818958", "devSign": ""})),
        (AUTHENTICATE, json!({"devId": "6565818958"})),
        (AUTHENTICATE, json!({"devSign": "02357.PDF"})),
        // The signature of another device.
        (AUTHENTICATE, json!({"devId": "285863325", "devSign": "02357.PDF"})),
        (AUTHENTICATE, json!({"devId": "1", "devSign": "02357.PDF"})),
        (QUERY, json!({"devId": "1"})),
        (QUERY, json!({"devId": ""})),
        (QUERY, json!({"devId": 285_863_325})),
        (QUERY, json!({"devId": "285863325", "devName": "x"})),
        (QUERY, json!({})),
        (SAVE_IDENTIFIER, json!({})),
        (SAVE_IDENTIFIER, json!({"devId": "1", "identifier": "x"})),
        (SAVE_IDENTIFIER, json!({"devId": 285_863_325})),
    ] {
        assert_eq!(world.call(path, data.clone()).await, FAILURE, "{path} {data}");
    }
    for key in ["gatewName", "commCode", "commUrl", "iotType"] {
        for wrong in [json!(" "), json!(70), Value::Null] {
            let mut data = gateway();
            data[key] = wrong;
            assert_eq!(world.call(CREATE_GATEWAY, data.clone()).await, FAILURE, "{data}");
        }
    }
    assert!(world.service.gateways().is_empty());
}

#[tokio::test]
async fn every_device_is_found_and_proves_itself() {
    let devices = CloudmfgSettings::default().devices;
    assert!(devices.len() >= 5);
    for is_under_data in [false, true] {
        let world = World::with(|settings| settings.device_under_data = is_under_data);
        for device in &devices {
            let proof = json!({"devId": device.id, "devSign": device.signature});
            assert_ne!(world.call(AUTHENTICATE, proof).await, FAILURE, "{}", device.id);
            let reply = world.call(QUERY, json!({"devId": device.id})).await;
            let reply: Value = serde_json::from_str(&reply).unwrap();
            let fields = json!({
                "devName": device.name, "devGroup": device.group, "devAdd": device.address
            });
            let mut expected = json!({"status": 200, "msg": " success"});
            if is_under_data {
                expected["data"] = fields;
            } else {
                expected.as_object_mut().unwrap().append(&mut fields.as_object().unwrap().clone());
            }
            assert_eq!(reply, expected);
        }
    }
}

#[tokio::test]
async fn gateways_and_identifiers_are_kept() {
    let world = World::with(|_| {});
    let mut second = gateway();
    second["gatewName"] = "第二网关".into();
    for data in [gateway(), second.clone()] {
        assert_eq!(world.call(CREATE_GATEWAY, data).await, SUCCESS);
    }
    let gateways = serde_json::to_value(world.service.gateways()).unwrap();
    assert_eq!(gateways, json!([gateway(), second]));

    let kept = |device_id: &str| world.service.identifier(device_id).map(Value::from);
    assert_eq!(kept("285863325"), None);
    let old = json!({"devId": "285863325", "handle": "88.1000.1/1"});
    let new = json!({"devId": "285863325", "handle": {"prefix": "88.1000.1", "suffix": [2]}});
    let unnamed = json!({"handle": "88.1000.1/3"});
    for data in [&old, &new, &unnamed] {
        assert_eq!(world.call(SAVE_IDENTIFIER, data.clone()).await, SUCCESS);
    }
    assert_eq!([kept("285863325"), kept("")], [Some(new.clone()), Some(unnamed.clone())]);

    let truth = world.send("GET", "/admin/truth/cloudmfg", "").await;
    let expected = json!({"gateways": gateways, "identifiers": {"285863325": new, "": unnamed}});
    assert_eq!(serde_json::from_slice::<Value>(truth.body()).unwrap(), expected);
}

#[tokio::test]
async fn wrong_methods_get_a_page_and_answers_go_wrong_when_asked_to() {
    let world = World::with(|_| {});
    for endpoint in &ENDPOINTS {
        let response = world.send("GET", endpoint.path, "").await;
        assert_eq!(response.status(), 405);
        assert!(response.body().starts_with(b"\r\n\r\n<html>"));
    }
    let cloudmfg = &world.service;
    for ((path, data), endpoint) in accepted().into_iter().zip(&ENDPOINTS) {
        cloudmfg.fail(endpoint.id, 1);
        assert_eq!(world.call(path, data.clone()).await, FAILURE);
        assert_ne!(world.call(path, data.clone()).await, FAILURE);
        cloudmfg.inject(endpoint.id, Fault::Html { status: 503 }, 1);
        assert_eq!(world.send("POST", path, "").await.status(), 503);
        assert_eq!(cloudmfg.calls(endpoint.id), 3);
    }
    assert_eq!(cloudmfg.gateways().len(), 1);
}
