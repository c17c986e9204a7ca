//! A pull that is killed again and again at any moment ends with the same database as an
//! undisturbed one.

#![cfg(unix)]

#[path = "support/binary.rs"]
mod binary;
#[path = "support/random.rs"]
mod random;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use binary::Yima;
use random::Random;
use rusqlite::Connection;
use sandbox::{Sandbox, Settings, UdidSettings};
use test_support::database::{Content, open};
use test_support::invented;

const DAY: &str = "2026-08-10";
const RECORDS: u32 = 1_200;
const KILLS: usize = 20;
/// Requests for pages after which a run is killed at the latest, of 60: a database is killed several
/// times before it is complete.
const LATEST: u64 = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_pulls_lose_nothing_with_one_request_at_a_time() {
    kill_and_compare("1", Duration::from_millis(4)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_pulls_lose_nothing_with_four_requests_at_a_time() {
    kill_and_compare("4", Duration::from_millis(16)).await;
}

async fn kill_and_compare(in_flight: &str, latency: Duration) {
    let settings = Settings {
        udid: UdidSettings::with_records_per_day(RECORDS),
        latency,
        ..Settings::default()
    };
    let sandbox = invented::start(settings).await;
    let yima = Yima::of(&sandbox);
    let undisturbed = yima.home().join("undisturbed.sqlite");
    complete(&yima, in_flight, &undisturbed);
    let expected = Content::of(&undisturbed);
    assert_eq!(expected.count("device"), sandbox.udid().records_on(invented::day(DAY)) as usize);

    let mut random = Random::new();
    let mut left: Vec<State> = Vec::new();
    while left.len() < KILLS {
        let file = yima.home().join(format!("killed-{}.sqlite", left.len()));
        while left.len() < KILLS {
            let pages = random.up_to(LATEST);
            let moment = random.between(Duration::ZERO, 2 * latency);
            // A run that came to its end before is not counted.
            if !is_killed(&yima, &sandbox, in_flight, &file, pages, moment) {
                break;
            }
            left.push(state(&file));
        }
        complete(&yima, in_flight, &file);
        Content::of(&file).assert_same(&expected);
        let row = pull_row(&open(&file), DAY).map(|(_, total, complete)| (total, complete));
        assert_eq!(row, Some((Some(i64::from(RECORDS)), true)));
    }

    let incomplete = left.iter().filter(|state| !matches!(state, State::Complete)).count();
    assert!(incomplete >= KILLS / 2, "{left:?}");
    let places: BTreeSet<_> = left.iter().filter_map(State::place).collect();
    assert!(places.len() >= 5, "{left:?}");
}

/// Runs a pull to its end.
fn complete(yima: &Yima, in_flight: &str, file: &Path) {
    let to = file.display().to_string();
    let run = yima.run(&["udid", "pull", "--day", DAY, "--db", &to, "--in-flight", in_flight]);
    assert!(run.stderr.contains(&format!("{DAY}: {RECORDS} records ")), "{run:?}");
    assert_eq!(run.data(), "");
}

/// Starts a pull and kills it a moment after it has asked for some pages; `false` if it was faster.
fn is_killed(
    yima: &Yima,
    sandbox: &Sandbox,
    in_flight: &str,
    file: &Path,
    pages: u64,
    moment: Duration,
) -> bool {
    let to = file.display().to_string();
    let arguments = ["udid", "pull", "--day", DAY, "--db", &to, "--in-flight", in_flight];
    let mut command = yima.command(&arguments);
    let begun = sandbox.udid().calls("D001");
    let mut run = command.stderr(Stdio::null()).spawn().expect("the program starts");
    while sandbox.udid().calls("D001") - begun < pages && run.try_wait().unwrap().is_none() {
        thread::sleep(Duration::from_millis(1));
    }
    thread::sleep(moment);
    run.kill().expect("a signal");
    run.wait().expect("an end").signal().is_some()
}

/// How far a killed run came.
#[derive(Debug)]
enum State {
    NotBegun,
    InPage(i64),
    Complete,
}

impl State {
    fn place(&self) -> Option<i64> {
        if let Self::InPage(page) = self { Some(*page) } else { None }
    }
}

/// Looks at a copy: to open the database itself would clean up after the killed run, which the
/// next run has to do alone.
fn state(file: &Path) -> State {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("copy.sqlite");
    let beside = |path: &Path| PathBuf::from(format!("{}-wal", path.display()));
    if fs::copy(file, &copy).is_err() {
        return State::NotBegun;
    }
    // There is none when the run was killed early.
    drop(fs::copy(beside(file), beside(&copy)));
    match pull_row(&open(&copy), DAY) {
        None => State::NotBegun,
        Some((page, _, false)) => State::InPage(page),
        Some((_, _, true)) => State::Complete,
    }
}

/// The pass of a pull: next page, total, whether it is complete.
fn pull_row(connection: &Connection, period: &str) -> Option<(i64, Option<i64>, bool)> {
    let select = "SELECT next_page, total, state = 'complete' FROM pass WHERE period = ?1";
    let row =
        connection.query_row(select, [period], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    row.ok()
}
