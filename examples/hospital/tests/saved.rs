//! The program reads saved responses: those that are complete, and those that are not.

use std::process::{Command, Output};

fn run(responses: &[&str]) -> (Output, String) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_hospital"));
    for (index, response) in responses.iter().enumerate() {
        let path = folder.path().join(format!("{index}.json"));
        std::fs::write(&path, response).unwrap();
        command.arg(path);
    }
    let output = command.output().unwrap();
    let printed = String::from_utf8(output.stdout.clone()).unwrap();
    (output, printed)
}

#[test]
fn identifiers_come_back_byte_for_byte_and_news_are_reported() {
    let (output, printed) = run(&[r#"{"returnCode": 1, "dataSet": {
        "deviceInfo": [{"ZXXSDYCPBS": 123456789012345678901234567890, "CPMCTYMC": "导管",
                        "deviceRecordKey": "a", "SFWWJBZ": "是", "new": 7}],
        "packingInfo": [{"deviceRecordKey": "a", "BZCPBS": "01234567890128"}]}}"#]);
    let expected = "123456789012345678901234567890\t导管\tYes\n\tpackage 01234567890128\n";
    assert_eq!(printed, expected);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains(".device.new: unknown field, holds 7"), "{said}");
    assert!(output.status.success(), "{said}");
}

#[test]
fn a_saved_error_and_what_is_not_json_are_errors() {
    for response in [r#"{"returnCode": 11, "returnMsg": "次数已用完"}"#, "<html>", "{"] {
        let (output, printed) = run(&[response]);
        assert!(!output.status.success() && printed.is_empty(), "{response}: {printed}");
        assert!(!output.stderr.is_empty());
    }
}
