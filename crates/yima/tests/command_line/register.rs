//! A copy of an invented register on the command line: sync, status, verify, changes, import.

use std::fs;

use serde_json::Value;

use crate::binary::{Outcome, Yima};

/// Syncs 300 invented records into `copy.sqlite`.
fn synced(more: &[&str]) -> (Yima, Outcome) {
    let yima = Yima::new();
    let sync = ["udid", "sync", "--sandbox", "--records", "300", "--db", "copy.sqlite"];
    let outcome = yima.run(&[&sync[..], more].concat());
    (yima, outcome)
}

#[test]
fn a_synced_copy_is_current_sound_and_equal_to_its_files() {
    let (yima, synced) = synced(&[]);
    assert_eq!(synced.code, Some(0), "{synced:?}");
    assert!(synced.stderr.contains("copy.sqlite: 29"), "{synced:?}");
    let status = yima.run(&["udid", "status", "--db", "copy.sqlite", "--output", "json"]);
    assert_eq!(status.code, Some(0), "{status:?}");
    let status: Value = serde_json::from_str(&status.stdout).unwrap();
    assert_eq!((&status["is_current"], &status["unordered"]), (&true.into(), &0.into()));
    assert_eq!(status["data_date"], status["last_day"]);
    let verified = yima.run(&["udid", "verify", "--db", "copy.sqlite", "--sample", "1000"]);
    assert_eq!(verified.code, Some(0), "{verified:?}");
    let records = &status["records"];
    let all_equal = format!("{records} records compared: {records} equal, 0 older");
    assert!(verified.stderr.contains(&all_equal), "{verified:?}");
}

#[test]
fn a_plan_says_bytes_calls_and_days_and_changes_nothing() {
    let (yima, planned) = synced(&["--dry-run"]);
    assert_eq!(planned.code, Some(0), "{planned:?}");
    assert!(planned.stdout.contains("UDID_FULL_RELEASE_"), "{planned:?}");
    assert!(planned.stdout.contains(" to download; 0 days in no file, about 0 calls"));
    assert!(!yima.home().join("copy.sqlite").exists());
}

#[test]
fn changes_are_listed_from_a_number_on() {
    let (yima, _) = synced(&[]);
    let changes = |since: &str, format: &str| {
        let arguments =
            ["udid", "changes", "--db", "copy.sqlite", "--since", since, "--output", format];
        let listed = yima.run(&arguments);
        assert_eq!(listed.code, Some(0), "{listed:?}");
        listed.stdout
    };
    let csv = changes("0", "csv");
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("sequence,kind,key,before,after,fields,source,at"));
    let first = lines.next().unwrap();
    assert!(first.starts_with("1,baseline,"), "the first load is one entry: {first}");
    let last = csv.lines().count() - 1;
    assert_eq!(changes(&last.to_string(), "ndjson"), "", "nothing behind the last");
    if last > 1 {
        assert_eq!(changes("1", "ndjson").lines().count(), last - 1);
    }
}

/// What was downloaded outside is loaded inside, unless it was changed on the way.
#[test]
fn files_are_carried_over_with_their_hashes() {
    let yima = Yima::new();
    let download =
        ["udid", "sync", "--sandbox", "--records", "300", "--download-only", "--archive", "files"];
    let downloaded = yima.run(&download);
    assert_eq!(downloaded.code, Some(0), "{downloaded:?}");
    let import = ["udid", "import", "files", "--db", "inside.sqlite"];
    assert_eq!(yima.run(&import).code, Some(0));
    let status = yima.run(&["udid", "status", "--db", "inside.sqlite"]);
    assert_eq!(status.code, Some(0), "{status:?}");

    let files = fs::read_dir(yima.home().join("files")).unwrap();
    let archive = files.map(|file| file.unwrap().path());
    let archive =
        archive.filter(|file| file.extension().is_some_and(|it| it == "zip")).min().unwrap();
    let mut bytes = fs::read(&archive).unwrap();
    bytes.push(0);
    fs::write(&archive, bytes).unwrap();
    let refused = yima.run(&["udid", "import", "files", "--db", "other.sqlite"]);
    assert_eq!(refused.code, Some(8), "{refused:?}");
    let name = archive.file_name().unwrap().to_str().unwrap();
    let message = format!("{name} was changed or damaged since its download");
    assert!(refused.stderr.contains(&message), "{refused:?}");
}
