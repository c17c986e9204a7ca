//! `--capture` and `yima drift`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sandbox::Sandbox;
use serde_json::{Value, json};
use wire::Kind;

use crate::binary::Yima;
use crate::call::{PROTOCOLS, of_all, with_arguments};
use test_support::invented::{day, records_of, sandbox};

/// A phone that is sent in every parameter which the documents make sensitive.
const MARKER: &str = "13912345678";

/// Calls every endpoint of every protocol, and P002 to D003 with records in the answers.
fn capture_all(yima: &Yima, folder: &str) {
    fs::write(yima.home().join("picture.gif"), b"GIF89a").unwrap();
    for (protocol, endpoints, _) in PROTOCOLS {
        for endpoint in endpoints {
            let mut arguments = with_arguments(protocol, endpoint);
            for field in endpoint.request.fields {
                let flag = format!("--{}", field.wire);
                let is_text = matches!(field.kind, Kind::Text);
                if field.sensitive && !field.filled_by_client && is_text {
                    match arguments.iter().position(|argument| *argument == flag) {
                        Some(at) => MARKER.clone_into(&mut arguments[at + 1]),
                        None => arguments.extend([flag, MARKER.to_owned()]),
                    }
                }
            }
            arguments.extend(["--capture", folder].map(str::to_owned));
            yima.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
    let record = &records_of(day("2026-08-10"), 3)[0].device;
    let name = record.registrant_name.as_deref().unwrap();
    for arguments in [
        ["udid", "device", record.primary_di.as_deref().unwrap()].as_slice(),
        &["call", "dbhs", "getOrganizationByName", "--searchKey", name],
        &["call", "cloudmfg", "A.2.5", "--deviceId", "285863325"],
    ] {
        yima.run(&[arguments, &["--capture", folder]].concat());
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

fn read(file: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn secrets(sandbox: &Sandbox) -> [&str; 8] {
    [
        MARKER,
        sandbox.app_id(),
        sandbox.app_secret(),
        sandbox.idcode_access_token(),
        sandbox.idcode_authorization_code(),
        sandbox.dbhs_app_key(),
        sandbox.dbhs_secret_key(),
        sandbox.cloudmfg_access_token(),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_capture_of_all_protocols_holds_no_secret_and_no_drift() {
    let sandbox = sandbox(3).await;
    let yima = of_all(&sandbox);
    capture_all(&yima, "captures");
    let files = files(&yima.home().join("captures"));
    let mut paths = BTreeSet::new();
    for file in &files {
        let text = fs::read_to_string(file).unwrap();
        for secret in secrets(&sandbox) {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        for contact in records_of(day("2026-08-10"), 3).iter().flat_map(|one| &one.device.contacts)
        {
            for value in [&contact.email, &contact.phone].into_iter().flatten() {
                assert!(!text.contains(&**value), "{text}");
            }
        }
        paths.insert(read(file)["path"].as_str().unwrap().to_owned());
    }
    let all = PROTOCOLS.iter().flat_map(|(_, endpoints, _)| endpoints.iter());
    let sent = all.filter(|endpoint| !endpoint.is_page).map(|endpoint| endpoint.path);
    let missing: Vec<_> = sent.filter(|path| !paths.contains(*path)).collect();
    assert_eq!(missing, [""; 0]);

    assert_eq!(yima.run(&["drift", "captures"]).data(), "no difference from the specification\n");
    let report: Value =
        serde_json::from_str(&yima.run(&["drift", "captures", "--output", "json"]).data()).unwrap();
    assert_eq!(report, json!({ "drift": [], "skipped": [] }));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn planted_differences_are_reported_with_lines_for_the_spec() {
    let sandbox = sandbox(3).await;
    let yima = Yima::of(&sandbox);
    let list = ["udid", "list", "--day", "2026-08-10", "--capture", "captures"];
    yima.run(&list).data();
    let files = files(&yima.home().join("captures"));
    let file = files.last().unwrap();
    let mut exchange = read(file);
    exchange["response"]["neuesFeld"] = json!("<hidden>");
    exchange["response"]["returnCode"] = json!("77");
    exchange["response"]["returnMsg"] = json!({ "text": "<hidden>" });
    fs::write(file, exchange.to_string()).unwrap();

    let outcome = yima.run(&["drift", "captures"]);
    assert_eq!(outcome.code, Some(9), "{outcome:?}");
    assert_eq!(outcome.stderr, "error: 3 differences from the specification\n");
    for part in [
        "unknown field: text",
        "\"77\" is not a value of ReturnCode",
        "object instead of a text",
        "- wire: \"neuesFeld\"\n  name: neues_feld\n",
        "# values of ReturnCode\n- wire: \"77\"\n",
    ] {
        assert!(outcome.stdout.contains(part), "{part}: {}", outcome.stdout);
    }
    let outcome = yima.run(&["drift", "captures", "--output", "json"]);
    let report: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(report["drift"].as_array().unwrap().len(), 3, "{report}");
    assert_eq!((outcome.code, &report["drift"][0]["endpoint"]), (Some(9), &json!("D001")));
}

#[test]
fn a_folder_without_captures_is_told() {
    let yima = Yima::new();
    assert_eq!(yima.run(&["drift", "nowhere"]).code, Some(1));
    fs::create_dir(yima.home().join("empty")).unwrap();
    assert_eq!(yima.run(&["drift", "empty"]).code, Some(4));
}

#[test]
fn a_capture_does_not_open_plain_http() {
    let yima = Yima::new()
        .with("YIMA_UDID_APP_ID", "id")
        .with("YIMA_UDID_APP_SECRET", "secret")
        .with("YIMA_UDID_CREDIT_CODE", "code");
    let address = "http://udid.example.com";
    let outcome = yima.run(&["udid", "token", "--base-url", address, "--capture", "captures"]);
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
    assert!(outcome.stderr.contains("plain HTTP"), "{outcome:?}");
}
