//! One token for all runs.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::time::Duration;
use std::{fs, path::Path};

use sandbox::{Settings, UdidAccount, UdidSettings};
use serde_json::Value;

use crate::binary::{Outcome, Yima};
use crate::{DAY, kinds, usual};
use test_support::invented::start;

/// Endpoints that were asked for, in order, from the sandbox's journal.
fn asked(address: SocketAddr) -> Vec<String> {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = "GET /admin/requests HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    let journal: Value = serde_json::from_str(body).unwrap();
    let requests = journal.as_array().unwrap().iter();
    requests.filter_map(|seen| Some(seen["endpoint"].as_str()?.to_owned())).collect()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_runs_make_one_call_for_a_token() {
    let settings = Settings {
        udid: UdidSettings::with_records_per_day(25),
        has_admin: true,
        ..Settings::default()
    };
    let sandbox = start(settings).await;
    let yima = Yima::of(&sandbox);
    for name in ["first.sqlite", "second.sqlite"] {
        yima.run(&["udid", "pull", "--day", DAY, "--db", name]).data();
    }
    yima.run(&["call", "udid", "D003", "--primaryDeviceId", "06925647618514"]);
    let pages = ["D001"; 2];
    let expected = [&["P002"][..], &pages, &pages, &["D003"]].concat();
    assert_eq!(asked(sandbox.address()), expected);

    let store = usual(&yima);
    assert_eq!(mode(&store), 0o700);
    assert_eq!(kinds(&store), ["quota", "quota.lock", "token", "token.lock"]);
    for entry in fs::read_dir(&store).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

/// The answers are slow, so that all of them want a token at the same time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eight_runs_at_once_make_one_call_for_a_token() {
    let settings = Settings {
        udid: UdidSettings::with_records_per_day(25),
        latency: Duration::from_millis(200),
        has_admin: true,
        ..Settings::default()
    };
    let sandbox = start(settings).await;
    let yima = Yima::of(&sandbox);
    let list = "call udid D001 --requestType 1 --rangeValue 2026-08-10 --currentPageNumber 1";
    let runs: Vec<_> = (0..8)
        .map(|number| {
            let file = format!("{number}.sqlite");
            let pull = ["udid", "pull", "--day", DAY, "--db", &file];
            let list: Vec<_> = list.split(' ').collect();
            let arguments = if number % 2 == 0 { &pull[..] } else { &list[..] };
            let mut command = yima.command(arguments);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for run in runs {
        let outcome = Outcome::from(run.wait_with_output().unwrap());
        assert_eq!(outcome.code, Some(0), "{outcome:?}");
    }
    let asked = asked(sandbox.address());
    assert_eq!(asked.iter().filter(|endpoint| *endpoint == "P002").count(), 1, "{asked:?}");
    assert_eq!(asked.len(), 1 + 4 * 2 + 4, "{asked:?}");
}

/// Each account has its own token.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_account_has_another_token() {
    let other = UdidAccount { app_id: "another".to_owned(), ..UdidAccount::default() };
    let accounts = vec![UdidAccount::default(), other];
    let udid = UdidSettings { accounts, ..UdidSettings::default() };
    let sandbox = start(Settings { udid, ..Settings::default() }).await;
    let yima = Yima::of(&sandbox);
    yima.run(&["udid", "list", "--day", DAY]).data();
    let yima = yima.with("YIMA_UDID_APP_ID", "another");
    yima.run(&["udid", "list", "--day", DAY]).data();
    yima.run(&["udid", "list", "--day", DAY]).data();
    assert_eq!(sandbox.udid().calls("P002"), 2);
    assert_eq!(kinds(&usual(&yima)).iter().filter(|kind| *kind == "token").count(), 2);
}
