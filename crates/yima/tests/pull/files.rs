//! Files that cannot be used are refused with a reason, and left as they are.

use std::fs;
use std::path::Path;

use sandbox::Sandbox;
use test_support::foreign::Foreign;
use test_support::invented::{day, records_of, sandbox};

use crate::binary::{Outcome, Yima};

const DAY: &str = "2026-08-10";

/// Everything that opens a database.
fn open_with_all_commands(sandbox: &Sandbox, file: &Path) -> [Outcome; 2] {
    let yima = Yima::of(sandbox);
    let file = file.display().to_string();
    let pulled = yima.run(&["udid", "pull", "--day", DAY, "--db", &file]);
    let looked_up = yima.run(&["udid", "device", "0693", "--db", &file]);
    [pulled, looked_up]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_database_of_ours_is_refused_and_left_alone() {
    let sandbox = sandbox(30).await;
    let text = Foreign::new(|file| fs::write(file, "notes, long enough\n".repeat(300)).unwrap());
    let page = Foreign::new(|file| fs::write(file, "<html>").unwrap());
    for (foreign, reason) in [
        (text, "not a database"),
        (page, "not a database"),
        (Foreign::database(""), "was not created by yima"),
        (Foreign::database("PRAGMA journal_mode = WAL;"), "was not created by yima"),
        (Foreign::database("PRAGMA user_version = 1;"), "was not created by yima"),
    ] {
        let before = foreign.bytes();
        for outcome in open_with_all_commands(&sandbox, &foreign.file) {
            assert_eq!(outcome.code, Some(1), "{outcome:?}");
            assert!(outcome.stderr.contains(reason), "{}", outcome.stderr);
            assert!(outcome.stderr.contains(&foreign.file.display().to_string()));
            assert_eq!(outcome.stdout, "");
            assert!(foreign.bytes() == before, "{reason}: the file was changed");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_there_is_said_and_not_made() {
    let sandbox = sandbox(30).await;
    let yima = Yima::of(&sandbox);
    let in_no_folder = yima.run(&["udid", "pull", "--day", DAY, "--db", "nowhere/a.sqlite"]);
    assert_eq!(in_no_folder.code, Some(1));
    assert!(in_no_folder.stderr.contains("nowhere/a.sqlite"), "{}", in_no_folder.stderr);
    assert!(in_no_folder.stderr.contains("its folder does not exist"), "{}", in_no_folder.stderr);
    let missing = yima.run(&["udid", "device", "1", "--db", "b.sqlite"]);
    assert_eq!(missing.code, Some(1));
    assert!(missing.stderr.contains("b.sqlite does not exist"), "{}", missing.stderr);
    let folder = yima.run(&["udid", "pull", "--day", DAY, "--db", "."]);
    assert_eq!(folder.code, Some(1));
    // The store is below the folder of states; there is nothing else.
    let made = fs::read_dir(yima.home()).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(made.collect::<Vec<_>>(), [".local"]);
}

/// Runs a command as somebody who may read and not write. The superuser may always write, so that
/// a superuser becomes an ordinary user.
#[cfg(unix)]
fn run_as_reader(yima: &Yima, arguments: &[&str]) -> Outcome {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    const NOBODY: u32 = 65_534;
    let mut command = yima.command(arguments);
    let probe = yima.home().join("probe");
    fs::write(&probe, "").unwrap();
    fs::set_permissions(&probe, fs::Permissions::from_mode(0o444)).unwrap();
    let may_always_write = fs::File::options().append(true).open(&probe).is_ok();
    fs::remove_file(&probe).unwrap();
    if may_always_write {
        command.uid(NOBODY).gid(NOBODY);
    }
    fs::set_permissions(yima.home(), fs::Permissions::from_mode(0o555)).unwrap();
    let outcome = command.output().expect("the program starts").into();
    fs::set_permissions(yima.home(), fs::Permissions::from_mode(0o755)).unwrap();
    outcome
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_may_only_be_read_is_read_and_not_written() {
    use std::os::unix::fs::PermissionsExt;

    let sandbox = sandbox(30).await;
    let yima = Yima::of(&sandbox);
    let file = yima.home().join("read-only.sqlite");
    yima.run(&["udid", "pull", "--day", DAY, "--db", "read-only.sqlite"]).data();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    let before = fs::read(&file).unwrap();

    let refused = run_as_reader(&yima, &["udid", "pull", "--day", DAY, "--db", "read-only.sqlite"]);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(refused.stderr.contains("read-only.sqlite"), "{}", refused.stderr);

    let record = &records_of(day(DAY), 1)[0];
    let di = record.device.primary_di.as_deref().unwrap();
    let arguments = ["udid", "--output", "json", "device", di, "--db", "read-only.sqlite"];
    let found = run_as_reader(&yima, &arguments);
    assert!(found.data().contains(di));
    assert!(fs::read(&file).unwrap() == before, "the file was changed");
}
