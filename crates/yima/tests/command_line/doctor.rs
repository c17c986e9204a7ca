//! `yima doctor`: what it finds on the way to a service.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use sandbox::{Fault, Settings};
use serde_json::Value;

use crate::binary::{Outcome, Yima};
use crate::call::of_all;
use test_support::invented::{sandbox, start};

/// Steps with their results, `service step: result`.
fn results(outcome: &Outcome) -> Vec<String> {
    let steps = steps(outcome);
    let name = |step: &Value| {
        let text = |key: &str| step[key].as_str().unwrap_or_default().to_owned();
        format!("{} {}: {}", text("service"), text("step"), text("result"))
    };
    steps.iter().map(name).collect()
}

fn steps(outcome: &Outcome) -> Vec<Value> {
    let document: Value = serde_json::from_str(&outcome.stdout).unwrap();
    document["steps"].as_array().unwrap().clone()
}

fn doctor(yima: &Yima) -> Outcome {
    yima.run(&["doctor", "--output", "json"])
}

/// This step failed, for this reason, and was the first to fail.
#[track_caller]
fn assert_fails(outcome: &Outcome, step: &str, code: i32, reason: &str) -> Value {
    assert_eq!(outcome.code, Some(code), "{outcome:?}");
    let steps = steps(outcome);
    let failed = steps.iter().find(|step| step["result"] == "failed").unwrap();
    assert_eq!(failed["step"], step, "{failed}");
    assert!(failed["detail"].as_str().unwrap().contains(reason), "{failed}");
    assert!(failed["advice"].as_str().unwrap().len() > 20, "{failed}");
    assert!(outcome.stderr.contains(" steps failed"), "{}", outcome.stderr);
    failed.clone()
}

fn udid_at(url: &str) -> Yima {
    Yima::new()
        .with("YIMA_UDID_BASE_URL", url)
        .with("YIMA_UDID_APP_ID", "m4rker-app-id")
        .with("YIMA_UDID_APP_SECRET", "m4rker-app-secret")
        .with("YIMA_UDID_CREDIT_CODE", "91990000MA0TEXT00W")
        .with("YIMA_LOG", "trace")
}

const ALL_STEPS: [&str; 31] = [
    "udid address: ok",
    "udid name: ok",
    "udid connection: ok",
    "udid TLS: skipped",
    "udid clock: ok",
    "udid P001: ok",
    "udid credentials: ok",
    "udid store: ok",
    "udid P002: ok",
    "udid service clock: ok",
    "idcode address: ok",
    "idcode name: ok",
    "idcode connection: ok",
    "idcode TLS: skipped",
    "idcode clock: ok",
    "idcode credentials: ok",
    "idcode 105: ok",
    "dbhs address: ok",
    "dbhs name: ok",
    "dbhs connection: ok",
    "dbhs TLS: skipped",
    "dbhs clock: ok",
    "dbhs credentials: ok",
    "dbhs getOrganizationByName: ok",
    "cloudmfg address: ok",
    "cloudmfg name: ok",
    "cloudmfg connection: ok",
    "cloudmfg TLS: skipped",
    "cloudmfg clock: ok",
    "cloudmfg credentials: ok",
    "cloudmfg A.2.5: ok",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_services_of_a_sandbox_are_well() {
    let sandbox = sandbox(1).await;
    for outcome in
        [doctor(&of_all(&sandbox)), Yima::new().run(&["doctor", "--sandbox", "--output", "json"])]
    {
        assert_eq!(outcome.code, Some(0), "{outcome:?}");
        assert_eq!(results(&outcome), ALL_STEPS);
    }
    // Nothing was changed, and little was asked for.
    let asked = ["P001", "P002"].map(|id| sandbox.udid().calls(id));
    assert_eq!((asked, sandbox.udid().calls("D001")), ([1, 1], 0));
    assert_eq!(sandbox.idcode().calls("105"), 1);
    let table = of_all(&sandbox).run(&["doctor"]).data();
    let rows = table.lines().filter(|line| line.contains(" ok ") || line.contains(" skipped "));
    assert_eq!(rows.count(), ALL_STEPS.len(), "{table}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn services_without_credentials_are_not_configured() {
    let nothing = doctor(&Yima::new());
    assert_eq!(nothing.code, Some(3), "{nothing:?}");
    assert!(nothing.stderr.contains("no service is configured"), "{}", nothing.stderr);
    let names = ["udid", "idcode", "dbhs", "cloudmfg"];
    assert_eq!(results(&nothing), names.map(|name| format!("{name} : not configured")));
    let advice = steps(&nothing)[3]["advice"].as_str().unwrap().to_owned();
    assert!(advice.contains("YIMA_CLOUDMFG_USER_ID"), "{advice}");

    let sandbox = sandbox(1).await;
    let one = doctor(&Yima::of(&sandbox));
    assert_eq!(one.code, Some(0), "{one:?}");
    assert_eq!(results(&one)[..10], ALL_STEPS[..10]);
    assert_eq!(
        results(&one)[10..],
        names[1..].iter().map(|n| format!("{n} : not configured")).collect::<Vec<_>>()
    );
}

#[test]
fn a_closed_port_is_a_failed_connection() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let outcome = doctor(&udid_at(&format!("http://{closed}/api/v2")));
    let reason = format!("port {}: Connection refused", closed.port());
    assert_fails(&outcome, "connection", 6, &reason);
    let expected = [
        "udid address: ok",
        "udid name: ok",
        "udid connection: failed",
        "udid TLS: skipped",
        "udid clock: skipped",
        "udid P001: skipped",
        "udid credentials: ok",
        "udid store: ok",
        "udid P002: skipped",
        "udid service clock: skipped",
    ];
    assert_eq!(results(&outcome)[..10], expected);
    assert_eq!(steps(&outcome)[8]["detail"], "because of connection");
}

#[test]
fn a_wrong_host_is_a_name_that_is_not_found() {
    // RFC 6761: names that end in `.invalid` do not exist.
    let outcome = doctor(&udid_at("https://udid.invalid/api/v2"));
    assert_fails(&outcome, "name", 6, "udid.invalid is not found");
}

#[test]
fn behind_a_proxy_names_and_connections_are_not_ours() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let yima = udid_at("https://udid.invalid/api/v2");
    let outcome = doctor(&yima.with("HTTPS_PROXY", format!("http://{closed}")));
    assert_fails(&outcome, "TLS", 6, "cannot connect to udid.invalid");
    assert_eq!(results(&outcome)[1..3], ["udid name: skipped", "udid connection: skipped"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn https_to_a_port_of_plain_http_is_failed_tls() {
    let sandbox = sandbox(1).await;
    let outcome = doctor(&udid_at(&format!("https://{}/api/v2", sandbox.address())));
    let failed = assert_fails(&outcome, "TLS", 6, "no secure connection to 127.0.0.1");
    assert!(failed["advice"].as_str().unwrap().contains("HTTPS"), "{failed}");
    assert_eq!(sandbox.udid().calls("P001"), 0);
}

#[test]
fn an_address_that_cannot_be_used_is_said_first() {
    for (url, reason) in [
        ("ftp://example.org", "is not a base URL"),
        ("http://udid.example.org/api", "is plain HTTP"),
    ] {
        assert_fails(&doctor(&udid_at(url)), "address", 2, reason);
    }
    let platform = Yima::new().with("YIMA_CLOUDMFG_USER_ID", "1");
    assert_fails(&doctor(&platform), "address", 2, "set YIMA_CLOUDMFG_BASE_URL");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_credentials_are_found_out() {
    let sandbox = sandbox(1).await;
    for (variable, step, reason) in [
        ("YIMA_UDID_APP_SECRET", "P002", "returnCode 3"),
        ("YIMA_UDID_CREDIT_CODE", "P002", "returnCode 12"),
        ("YIMA_IDCODE_ACCESS_TOKEN", "105", "105: result_code 10001"),
        ("YIMA_DBHS_SECRET_KEY", "getOrganizationByName", "code 405"),
    ] {
        let yima = of_all(&sandbox).with("YIMA_LOG", "trace").with(variable, "m4rker-wrong");
        let outcome = doctor(&yima);
        assert_fails(&outcome, step, 3, reason);
        assert!(!format!("{outcome:?}").contains("m4rker"), "{variable}: {outcome:?}");
    }
    // The platform's only failure says nothing of the reason (decision G9).
    let yima = of_all(&sandbox).with("YIMA_CLOUDMFG_ACCESS_TOKEN", "m4rker-wrong");
    let outcome = doctor(&yima);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    let said = steps(&outcome)[30]["detail"].as_str().unwrap().to_owned();
    assert!(said.contains("to see whether it accepts the credentials"), "{said}");

    let part = Yima::new().with("YIMA_UDID_APP_ID", "m4rker-id");
    let outcome = doctor(&part.with("YIMA_UDID_BASE_URL", sandbox.udid_url()));
    assert_fails(&outcome, "credentials", 3, "YIMA_UDID_APP_SECRET (or app_secret)");
    assert!(results(&outcome).contains(&"udid P001: ok".to_owned()), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_that_fails_is_said_with_the_code_of_its_kind() {
    let sandbox = start(Settings::default()).await;
    sandbox.udid().inject("P001", Fault::Html { status: 502 }, 1);
    sandbox.dbhs().inject("getOrganizationByName", Fault::Cut, 1);
    let outcome = doctor(&of_all(&sandbox));
    assert_fails(&outcome, "P001", 5, "HTTP status 502");
    assert!(outcome.stderr.contains("2 of 31 steps failed"), "{}", outcome.stderr);
    assert!(results(&outcome).contains(&"udid P002: ok".to_owned()), "a token needs no P001");
}

/// A server whose clock shows the day on which RFC 9110 has its examples.
#[test]
fn a_clock_that_is_off_is_found_out() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/api/v2", listener.local_addr().unwrap());
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            // The server ignores clients that disconnect.
            drop(stream.read(&mut [0; 4096]));
            let head = "HTTP/1.1 404 Not Found\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
            drop(write!(stream, "{head}Content-Length: 0\r\nConnection: close\r\n\r\n"));
        }
    });
    let outcome = doctor(&udid_at(&url));
    assert_fails(&outcome, "clock", 3, "s ahead of the service's");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_secret_is_written() {
    let sandbox = sandbox(1).await;
    let with_password = format!("http://user:m4rker-password@{}/api/v2", sandbox.address());
    let yima = of_all(&sandbox).with("YIMA_LOG", "trace");
    let yima = yima.with("YIMA_UDID_BASE_URL", with_password);
    let token = yima.run(&["udid", "token", "--reveal", "--output", "json"]).data();
    let token: Value = serde_json::from_str(&token).unwrap();
    let secrets = [
        "m4rker",
        token["accessToken"].as_str().unwrap(),
        sandbox.app_id(),
        sandbox.app_secret(),
        sandbox.idcode_access_token(),
        sandbox.idcode_authorization_code(),
        sandbox.dbhs_app_key(),
        sandbox.dbhs_secret_key(),
        sandbox.cloudmfg_user_id(),
        sandbox.cloudmfg_access_token(),
    ];
    for arguments in [&["doctor", "-vv"][..], &["doctor", "-vv", "--output", "json"]] {
        let outcome = yima.run(arguments);
        assert_eq!(outcome.code, Some(0), "{outcome:?}");
        for secret in secrets {
            assert!(!outcome.stdout.contains(secret), "{secret} in {}", outcome.stdout);
            assert!(!outcome.stderr.contains(secret), "{secret} in {}", outcome.stderr);
        }
    }
}
