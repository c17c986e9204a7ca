//! A pull or a load that is killed again and again at any moment ends with the same database as an
//! undisturbed one.

#![cfg(unix)]

#[path = "../support/binary.rs"]
mod binary;
mod import;
#[path = "../support/random.rs"]
mod random;
mod sync;

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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_pulls_lose_nothing_with_sixteen_requests_at_a_time() {
    kill_and_compare("16", Duration::from_millis(40)).await;
}

/// Three runs of one day at once, of which one is killed, while records are published and withdrawn:
/// the database holds what is listed in the end.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_three_runs_of_a_day_at_once_the_survivors_end_with_the_truth() {
    let mut random = Random::new();
    for _ in 0..3 {
        let settings = Settings {
            udid: UdidSettings::with_records_per_day(RECORDS),
            latency: Duration::from_millis(4),
            ..Settings::default()
        };
        let sandbox = invented::start(settings).await;
        let yima = Yima::of(&sandbox);
        let pull = ["udid", "pull", "--day", DAY, "--db", "day.sqlite", "--in-flight", "4"];
        let mut runs: Vec<_> = (0..3)
            .map(|_| {
                let mut command = yima.command(&pull);
                command.stdout(Stdio::null()).stderr(Stdio::piped());
                command.spawn().expect("the program starts")
            })
            .collect();
        for count in [RECORDS + 30, RECORDS - 15, RECORDS + 7] {
            thread::sleep(random.between(Duration::from_millis(40), Duration::from_millis(200)));
            sandbox.udid().set_records_on(invented::day(DAY), count);
        }
        // It may have ended by itself.
        _ = runs[0].kill();
        _ = runs.remove(0).wait();
        for run in runs {
            let ended = run.wait_with_output().expect("an end");
            let text = String::from_utf8_lossy(&ended.stderr).into_owned();
            assert_eq!(ended.status.code(), Some(0), "{text}");
            assert!(text.contains("stored and complete"), "{text}");
        }
        let listed = i64::from(RECORDS + 7);
        let connection = open(&yima.home().join("day.sqlite"));
        let copies = "SELECT rows, total FROM period WHERE state = 'complete'";
        let row = connection.query_row(copies, [], |row| Ok((row.get(0)?, row.get(1)?)));
        let copy: (i64, i64) = row.unwrap();
        // Which run ended last, time tells; each saw the listing whole at its time.
        let whole = [RECORDS, RECORDS + 30, RECORDS - 15, RECORDS + 7].map(i64::from);
        assert!(copy.0 == copy.1 && whole.contains(&copy.0), "{copy:?}");
        drop(connection);
        let checked = yima.run(&["db", "check", "--db", "day.sqlite"]);
        assert_eq!(checked.code, Some(0), "{checked:?}");
        let again = yima.run(&[&pull[..], &["--again"]].concat());
        assert!(again.stderr.contains(&format!("{listed} records are stored")), "{again:?}");
        assert_eq!(again.code, Some(0));
    }
}

/// How often runs are killed: 20 times, or as often as `YIMA_TEST_KILLS` says.
fn kills() -> usize {
    std::env::var("YIMA_TEST_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(20)
}

/// Starts a command and kills it at a random moment, again and again until it ends by itself, and gives the
/// number of kills. `longest` is the time of a whole run: a shorter one would let no run come to its end.
fn kill_until_it_ends(
    yima: &Yima,
    arguments: &[&str],
    random: &mut Random,
    longest: Duration,
) -> usize {
    let mut kills = 0;
    loop {
        let mut command = yima.command(arguments);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut run = command.spawn().expect("the program starts");
        thread::sleep(random.between(Duration::ZERO, longest));
        // It may have ended by itself.
        _ = run.kill();
        if run.wait().unwrap().signal().is_none() {
            return kills;
        }
        kills += 1;
    }
}

async fn kill_and_compare(in_flight: &str, latency: Duration) {
    let kills = kills();
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
    while left.len() < kills {
        let file = yima.home().join(format!("killed-{}.sqlite", left.len()));
        while left.len() < kills {
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
    assert!(incomplete >= kills / 2, "{left:?}");
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
