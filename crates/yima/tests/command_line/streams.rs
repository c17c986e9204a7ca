//! Data goes to standard output, everything else to standard error.

use std::process::Stdio;

use serde_json::Value;

use crate::binary::Yima;
use test_support::invented::{day, records_of, sandbox};

const DAY: &str = "2026-08-10";

/// Arguments of all commands that write records, in a format.
fn commands(format: &str) -> Vec<Vec<String>> {
    let record = &records_of(day(DAY), 1)[0].device;
    let di = record.primary_di.clone().unwrap();
    // One that has earlier versions.
    let changed = records_of(day(DAY), 45)
        .into_iter()
        .find(|record| record.device.version_number.as_ref().and_then(wire::Count::get) > Some(1));
    let key = changed.unwrap().device.device_record_key.unwrap();
    let start = ["udid".to_owned(), "--output".to_owned(), format.to_owned()];
    let with = |rest: &[&str]| {
        start.iter().cloned().chain(rest.iter().map(|&text| text.to_owned())).collect()
    };
    vec![
        with(&["list", "--day", DAY]),
        with(&["list", "--day", DAY, "--all"]),
        with(&["list", "--day", DAY, "--page", "2"]),
        with(&["history", &key]),
        with(&["device", &di]),
        with(&["device", &di, "--db", "records.sqlite"]),
    ]
}

async fn yima() -> (sandbox::Sandbox, Yima) {
    let sandbox = sandbox(45).await;
    let yima = Yima::of(&sandbox);
    yima.run(&["udid", "pull", "--day", DAY, "--db", "records.sqlite"]).data();
    (sandbox, yima)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn json_is_one_document() {
    let (_sandbox, yima) = yima().await;
    for arguments in commands("json") {
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        let document: Value = serde_json::from_str(&yima.run(&arguments).data()).unwrap();
        let records = document.as_array().unwrap();
        assert!(!records.is_empty(), "{arguments:?}");
        for record in records {
            assert!(record["device"]["deviceRecordKey"].is_string(), "{record}");
        }
    }
    let test = yima.run(&["udid", "test", "--output", "json"]).data();
    let reply: Value = serde_json::from_str(&test).unwrap();
    assert_eq!(reply["returnCode"].to_string().trim_matches('"'), "1");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ndjson_is_an_object_a_line() {
    let (_sandbox, yima) = yima().await;
    for arguments in commands("ndjson") {
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        let lines = yima.run(&arguments).data();
        assert!(lines.ends_with("}\n"), "{arguments:?}");
        for line in lines.lines() {
            let record: Value = serde_json::from_str(line).unwrap();
            assert!(record["device"]["deviceRecordKey"].is_string(), "{record}");
        }
    }
}

/// Both formats say the same, and what they say is the record.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_formats_hold_the_whole_records() {
    let (_sandbox, yima) = yima().await;
    let mut expected = records_of(day(DAY), 45);
    expected.reverse();
    let expected: Vec<_> = expected.iter().map(|r| serde_json::to_value(r).unwrap()).collect();
    let list = ["udid", "list", "--day", DAY, "--all", "--output"];
    let run = |format| yima.run(&[&list[..], &[format]].concat()).data();
    let document: Vec<Value> = serde_json::from_str(&run("json")).unwrap();
    assert!(document == expected);
    let lines = run("ndjson");
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines == expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_found_is_an_empty_list() {
    let (sandbox, yima) = yima().await;
    sandbox.udid().set_records_on(day("2026-08-11"), 0);
    let run = |format| yima.run(&["udid", "list", "--day", "2026-08-11", "--output", format]);
    assert_eq!(run("json").data(), "[]\n");
    assert_eq!(run("ndjson").data(), "");
    assert_eq!(run("table").data(), "");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_and_the_log_go_to_standard_error() {
    let (_sandbox, yima) = yima().await;
    let quiet = yima.run(&["udid", "test"]);
    assert_eq!(quiet.stderr, "");

    let list = yima.run(&["udid", "list", "--day", DAY]);
    assert_eq!(list.stderr, "page 1 of 3, 45 records in 2026-08-10\n");
    let pull = yima.run(&["udid", "pull", "--day", DAY, "--db", "again.sqlite"]);
    assert_eq!(pull.stdout, "");
    assert!(pull.stderr.contains("45 records on 3 pages"), "{}", pull.stderr);
    assert!(pull.stderr.contains("again.sqlite: 45 new, 0 written again"), "{}", pull.stderr);

    for arguments in commands("json") {
        let mut arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        let silent = yima.run(&arguments);
        arguments.push("-vv");
        let verbose = yima.run(&arguments);
        assert_eq!(verbose.stdout, silent.stdout);
        let is_local = arguments.contains(&"--db");
        assert_eq!(
            verbose.stderr.contains("response service=\"udid\""),
            !is_local,
            "{}",
            verbose.stderr
        );
        // A file is not a terminal.
        assert!(!verbose.stderr.contains('\u{1b}'), "{}", verbose.stderr);
    }
    let chosen = yima.with("YIMA_LOG", "client_core=debug").run(&["udid", "test"]);
    assert!(chosen.stderr.contains("response service") && !chosen.stderr.contains("calling"));
}

/// `yima … | head -1` is not a failure.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_that_has_enough_is_no_failure() {
    let (_sandbox, yima) = yima().await;
    for format in ["table", "json", "ndjson"] {
        let arguments = ["udid", "list", "--day", DAY, "--all", "--output", format];
        let mut command = yima.command(&arguments);
        let mut run = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(run.stdout.take());
        let output = run.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{format}");
        assert_eq!(output.status.code(), Some(0), "{format}");
    }
}
