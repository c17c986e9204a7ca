//! A service that the sandbox does not know is hosted like its own.

use std::sync::Arc;

use bytes::Bytes;
use http::Request;
use jiff::civil::Date;
use sandbox::{
    Call, Fault, FaultRule, Host, HttpRequest, RateLimits, Reply, Sandbox, Service, Services,
    Settings,
};
use serde_json::{Value, json};
use transport::{HttpTransport, Transport};
use wire::EndpointInfo;

/// Answers with the time; its endpoints are those of the cloud manufacturing platform elsewhere.
struct Toy;

impl Service for Toy {
    const NAME: &'static str = "toy";
    const ENDPOINTS: &'static [EndpointInfo] = &cloudmfg_types::ENDPOINTS;
    const OPENAPI: &'static str = r#"{"openapi": "3.1.0"}"#;
    const BASE_PATHS: &'static [&'static str] = &["/toy"];
    type Request = HttpRequest;

    fn answer(&self, call: Call<'_>, _: HttpRequest) -> Reply {
        let is_refused = call.must_fail || !call.rate_limiter.admit("", call.now);
        let code = if is_refused { "503" } else { "0" };
        Reply::serialize(code, &json!({"code": code, "time": call.now.as_second()}))
    }

    fn credentials(&self) -> Vec<(&'static str, String)> {
        vec![("token", "toy-token".to_owned())]
    }

    fn can_affect(&self, fault: &Fault, endpoint: &EndpointInfo) -> bool {
        matches!(fault, Fault::ClockSkew(_)) || fault.can_affect_reply(endpoint, Self::TOTALS)
    }

    fn truth(&self, day: Option<Date>, services: &Services) -> Option<Value> {
        let services: Vec<_> = services.iter().map(|one| one.controls().name()).collect();
        day.is_none().then(|| json!({"services": services}))
    }
}

async fn send(method: &str, url: String, body: &Value) -> Value {
    let body = if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) };
    let request = Request::builder().method(method).uri(url);
    let request = request.header("content-type", "application/json").body(body).unwrap();
    let response = HttpTransport::builder().build().unwrap().send(request).await.unwrap();
    serde_json::from_slice(response.body())
        .unwrap_or_else(|_| json!({"status": response.status().as_u16()}))
}

#[tokio::test]
async fn an_additional_service_has_faults_limits_journal_truth_and_documents() {
    let settings = Settings { has_admin: true, ..Settings::default() };
    let builder = Sandbox::builder(settings);
    let builder = builder.service(|context| Arc::new(Host::new(Toy, context)));
    let sandbox = builder.start().await.unwrap();
    sandbox.clock().stand_still(true);
    let toy = sandbox.services().get("toy").unwrap();
    let root = format!("http://{}", sandbox.address());
    assert_eq!(toy.base_url(), format!("{root}/toy"));
    assert_eq!(toy.credentials(), [("token", "toy-token".to_owned())]);

    let [first, ..] = toy.controls().endpoints() else { panic!("no endpoints") };
    let call = async || send("POST", format!("{root}/toy{}", first.path), &json!({})).await;
    assert_eq!(call().await["code"], "0");
    toy.controls().inject(first.id, Fault::Html { status: 502 }, 1);
    assert_eq!(call().await, json!({"status": 502}));
    toy.controls().fail(first.id, 1);
    assert_eq!(call().await["code"], "503");
    let skew = Fault::ClockSkew(jiff::SignedDuration::from_secs(60));
    let number = sandbox.faults().add(FaultRule::new(skew).service("toy")).unwrap();
    let ahead = call().await["time"].as_i64().unwrap();
    assert!(sandbox.faults().remove(number));
    assert_eq!(call().await["time"], ahead - 60);
    assert!(sandbox.faults().add(FaultRule::new(Fault::TokensRevoked).service("toy")).is_err());

    let limits = json!({"service": "toy", "per_day": 3});
    let all = send("POST", format!("{root}/admin/limits"), &limits).await;
    assert_eq!(all["toy"]["per_day"], 3);
    assert_eq!(toy.controls().rate_limits(), RateLimits { per_day: 3, ..RateLimits::NONE });
    assert_eq!(call().await["code"], "503");
    assert_eq!(toy.controls().calls(first.id), 6);

    let seen = sandbox.journal().after(0);
    let of_toy = seen.iter().filter(|entry| entry.service == Some("toy"));
    assert_eq!(of_toy.clone().count(), 6);
    assert_eq!(of_toy.filter(|entry| entry.faults.len() == 1).count(), 2);
    let truth = send("GET", format!("{root}/admin/truth/toy"), &Value::Null).await;
    assert_eq!(truth, json!({"services": ["udid", "idcode", "dbhs", "cloudmfg", "toy"]}));
    let openapi = send("GET", format!("{root}/openapi/toy.json"), &Value::Null).await;
    assert_eq!(openapi["openapi"], "3.1.0");
}
