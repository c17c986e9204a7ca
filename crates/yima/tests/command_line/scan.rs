//! `yima scan`: labels as scanners deliver them, without a network.

use std::io::Write;
use std::process::Stdio;

use sandbox::{Sandbox, Settings};
use serde_json::{Value, json};

use crate::binary::{Outcome, Yima};

/// A label of a public record, with its separators.
const LABEL: &str = "]C101080328254985802112345\u{1d}1109010117100101";

/// The same kind of label without them: a scanner's software ate the separators.
const WITHOUT_SEPARATORS: &str = "0104150011164140211GTFG32DLF1723033110158993A";

fn lines(outcome: &Outcome) -> Vec<Value> {
    outcome.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn piped(arguments: &[&str], input: &[u8]) -> Outcome {
    let yima = Yima::new();
    let mut command = yima.command(arguments);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap().into()
}

#[test]
fn a_label_is_read_into_its_parts() {
    let outcome = Yima::new().run(&["scan", LABEL, "--output", "ndjson"]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    let [label] = &lines(&outcome)[..] else { panic!("{outcome:?}") };
    assert_eq!((&label["agency"], &label["di"]), (&json!("GS1"), &json!("08032825498580")));
    assert_eq!(label["serial_number"], "12345");
    assert_eq!(label["production_date"], "2009-01-01");
    assert_eq!(label["expiry_date"], "2010-01-01");
    assert_eq!((&label["input"], &label["error"]), (&json!(LABEL), &Value::Null));

    let document = Yima::new().run(&["scan", LABEL, "--output", "json"]).data();
    let document: Value = serde_json::from_str(&document).unwrap();
    assert_eq!(document, json!([label]));
}

#[test]
fn all_lines_of_standard_input_are_printed_and_the_worst_decides_the_exit_code() {
    let input = format!("{LABEL}\r\n\n10D9T\n{WITHOUT_SEPARATORS}");
    let outcome = piped(&["scan", "--output", "ndjson"], input.as_bytes());
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
    let lines = lines(&outcome);
    assert_eq!(lines.len(), 3, "{outcome:?}");
    assert_eq!((&lines[1]["input"], &lines[1]["di"]), (&json!("10D9T"), &Value::Null));
    assert!(lines[2]["error"]["reason"].as_str().unwrap().starts_with("no separator after (21)"));
    assert_eq!(lines[2]["candidates"][0]["serial_number"], "1GTFG32DLF");
    assert!(outcome.stderr.contains("2 of 3 labels cannot be read"), "{outcome:?}");
}

#[test]
fn control_characters_of_a_label_do_not_reach_the_terminal() {
    let outcome = Yima::new().run(&["scan", "(01)06932992100755(10)A\u{1b}[31m"]);
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
    assert!(
        !outcome.stdout.contains('\u{1b}') && !outcome.stderr.contains('\u{1b}'),
        "{outcome:?}"
    );
    let outcome = piped(&["scan"], b"\xff\xfe\x1b]0;title\x07\n");
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
    assert!(
        !outcome.stdout.contains('\u{1b}') && !outcome.stderr.contains('\u{1b}'),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_database_adds_device_packages_and_registrant() {
    let udid = sandbox::UdidSettings::with_records_per_day(30);
    let settings = Settings { udid, ..Settings::default() };
    let sandbox = Sandbox::builder(settings).start().await.unwrap();
    let yima = Yima::of(&sandbox);
    tokio::task::spawn_blocking(move || {
        let pull = ["udid", "pull", "--day", "2026-08-10", "--db", "day.sqlite"];
        yima.run(&pull).data();
        let select = ["udid", "list", "--day", "2026-08-10", "--all", "--output", "ndjson"];
        let listed = yima.run(&select).data();
        let mut records = listed.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let gtin = |record: &Value| {
            let device = record.get("device").unwrap_or(record);
            device["ZXXSDYCPBS"].as_str().filter(|di| di.len() == 14).map(str::to_owned)
        };
        let di = records.find_map(|record| gtin(&record)).expect("a GTIN");
        let label = format!("(01){di}(10)A1");
        let scan = ["scan", &label, "--db", "day.sqlite", "--output", "ndjson"];
        let outcome = yima.run(&scan);
        assert_eq!(outcome.code, Some(0), "{outcome:?}");
        let line = &lines(&outcome)[0];
        assert_eq!(line["device"]["ZXXSDYCPBS"], json!(di));
        assert!(line["packages"].is_array() && line["registrant"]["name"].is_string(), "{line}");

        let unknown = ["scan", LABEL, &label, "--db", "day.sqlite", "--output", "ndjson"];
        let outcome = yima.run(&unknown);
        assert_eq!(outcome.code, Some(4), "{outcome:?}");
        assert_eq!(lines(&outcome)[0]["device"], Value::Null);
        let both = ["scan", "10D9T", LABEL, "--db", "day.sqlite"];
        assert_eq!(yima.run(&both).code, Some(2), "what cannot be read comes first");
    })
    .await
    .unwrap();
}
