//! The five UDID interfaces with their twelve return codes and five error codes.

use std::collections::BTreeSet;
use std::sync::Arc;

use auth::ManualClock;
use bytes::Bytes;
use http::Request;
use sandbox::udid::ServiceState;
use sandbox::{Sandbox, Settings, UdidSettings};
use serde_json::{Value, json};
use transport::{HttpTransport, Transport};

use crate::documented::Documented;

pub const LIST: &str = "/sharing/get";

/// A sandbox whose answers are checked.
pub struct Checked {
    pub documented: Documented,
    sandbox: Sandbox,
    http: HttpTransport,
}

impl Checked {
    pub async fn new(change: impl FnOnce(&mut Settings)) -> Self {
        let clock = ManualClock::new("2026-08-20T12:00:00+08:00".parse().unwrap());
        let clock = Arc::new(clock);
        let mut settings =
            Settings { clock, udid: UdidSettings::with_records_per_day(30), ..Settings::default() };
        change(&mut settings);
        let sandbox = Sandbox::builder(settings).start().await.unwrap();
        let documented = Documented::new("udid/2.0.1", "/api/v2");
        Self { documented, sandbox, http: HttpTransport::builder().build().unwrap() }
    }

    /// The answer to these parameters.
    pub async fn post(&self, path: &str, parameters: &Value) -> Value {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("params", &parameters.to_string())
            .finish();
        let request = Request::post(format!("{}{path}", self.sandbox.udid_url()))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Bytes::from(body))
            .unwrap();
        let response = self.http.send(request.clone()).await.unwrap();
        self.documented.check(&request, &response).expect("an answer in JSON")
    }

    /// Parameters of P002.
    fn login(&self) -> Value {
        let sandbox = &self.sandbox;
        json!({
            "appId": sandbox.app_id(), "appSecret": sandbox.app_secret(),
            "TYSHXYDM": sandbox.credit_code(),
        })
    }

    /// Parameters of D001.
    pub async fn day(&self) -> Value {
        let token = self.post("/token/get", &self.login()).await["accessToken"].take();
        json!({
            "accessToken": token, "requestType": 1, "rangeValue": "2026-08-10",
            "currentPageNumber": 1,
        })
    }
}

fn with(mut parameters: Value, key: &str, value: impl Into<Value>) -> Value {
    parameters[key] = value.into();
    parameters
}

/// The codes of answers, `8/2` with an error code.
fn code(answer: &Value) -> String {
    let text = |key: &str| answer[key].as_str().map(str::to_owned);
    let code = text("returnCode").expect("a return code");
    text("errorCode").map_or(code.clone(), |error| format!("{code}/{error}"))
}

#[tokio::test]
async fn every_interface_and_code_is_as_documented() {
    let mut seen = BTreeSet::new();
    seen.extend(successes().await);
    seen.extend(refusals().await);
    seen.extend(limits().await);
    let codes: BTreeSet<_> = seen.iter().map(|code| code.split('/').next().unwrap()).collect();
    let errors: BTreeSet<_> = seen.iter().filter_map(|code| code.split('/').nth(1)).collect();
    assert_eq!(codes.len(), 12, "{seen:?}");
    assert_eq!(errors, BTreeSet::from(["1", "2", "3", "4", "5"]), "{seen:?}");
}

async fn successes() -> Vec<String> {
    let world = Checked::new(|_| {}).await;
    let test = world.post("/connection/test", &json!({})).await;
    let login = world.post("/token/get", &world.login()).await;
    let token = &login["accessToken"];
    let day = json!({
        "accessToken": token, "requestType": "1", "rangeValue": "2026-08-10",
        "currentPageNumber": "1",
    });
    let page = world.post(LIST, &day).await;
    let device = &page["dataSet"]["deviceInfo"][0];
    let keys = json!([{ "deviceRecordKey": device["deviceRecordKey"] }]);
    let history = json!({ "accessToken": token, "dataSet": keys, "currentPageNumber": 1 });
    let history = world.post("/sharing/history/get", &history).await;
    let di = device["ZXXSDYCPBS"].as_str().unwrap();
    let detail = json!({ "accessToken": token, "primaryDeviceId": di });
    let single = world.post("/sharing/single", &detail).await;
    for (name, answer) in [("P001", &test), ("P002", &login), ("D001", &page)] {
        assert_eq!(code(answer), "1", "{name}: {answer}");
    }
    for (name, answer) in [("D002", &history), ("D003", &single)] {
        let devices = &answer["dataSet"]["deviceInfo"];
        assert!(devices[0]["ZXXSDYCPBS"] == *di, "{name}: {answer}");
    }
    world.sandbox.udid().withdraw(di);
    vec![code(&single), code(&world.post("/sharing/single", &detail).await)]
}

async fn refusals() -> Vec<String> {
    let world = Checked::new(|settings| settings.udid.code_9_with_token = false).await;
    let day = world.day().await;
    let mut codes = vec![code(&world.post("/token/get", &world.login()).await)];
    for parameters in [
        with(day.clone(), "accessToken", Value::Null),
        with(day.clone(), "accessToken", "guessed"),
        with(day.clone(), "currentPageNumber", 0),
        with(day.clone(), "requestType", 3),
        with(day.clone(), "rangeValue", Value::Null),
        with(day.clone(), "rangeValue", "2026-8"),
    ] {
        codes.push(code(&world.post(LIST, &parameters).await));
    }
    let token = &day["accessToken"];
    let unknown = json!({ "accessToken": token, "primaryDeviceId": "06900000000000" });
    codes.push(code(&world.post("/sharing/single", &unknown).await));
    for (key, wrong) in [("appSecret", "guessed"), ("TYSHXYDM", "91990000MA0TEXT01U")] {
        let login = with(world.login(), key, wrong);
        codes.push(code(&world.post("/token/get", &login).await));
    }
    for state in [ServiceState::Closed, ServiceState::NetworkDown] {
        world.sandbox.udid().set_state(state);
        for path in ["/connection/test", "/token/get", LIST] {
            codes.push(code(&world.post(path, &day).await));
        }
    }
    codes
}

async fn limits() -> Vec<String> {
    let often = Checked::new(|settings| settings.udid.rate_limits.per_second = 1).await;
    let many = Checked::new(|settings| settings.udid.rate_limits.per_day = 1).await;
    let mut codes = Vec::new();
    for world in [often, many] {
        let day = world.day().await;
        for _ in 0..2 {
            codes.push(code(&world.post(LIST, &day).await));
        }
    }
    codes
}
