//! `yima sandbox serve`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::binary::Yima;

/// Ends the program with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

const LONGEST_START: Duration = Duration::from_secs(30);

/// Lines as they come, so that a test need not wait for ever for one that does not come.
fn lines_of(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (lines, received) = mpsc::channel();
    thread::spawn(move || {
        let all = BufReader::new(stream).lines();
        all.map_while(Result::ok).try_for_each(|line| lines.send(line))
    });
    received
}

/// Starts a sandbox in a process of its own.
fn serve(arguments: &str) -> Running {
    let arguments = ["sandbox", "serve"].into_iter().chain(arguments.split_whitespace());
    let server = Yima::new();
    let mut command = server.command(&arguments.collect::<Vec<_>>());
    Running(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
}

/// A sandbox in a process of its own, and a command line with the accounts that it printed.
struct Served {
    run: Running,
    client: Yima,
    /// The variables that it printed.
    names: Vec<String>,
    /// What else it prints.
    printed: Receiver<String>,
    said: Receiver<String>,
}

impl Served {
    fn new(arguments: &str) -> Self {
        let mut run = serve(arguments);
        let printed = lines_of(run.0.stdout.take().unwrap());
        let said = lines_of(run.0.stderr.take().unwrap());
        let (mut client, mut names) = (Yima::new(), Vec::new());
        for _ in 0..13 {
            let line = printed.recv_timeout(LONGEST_START).unwrap();
            let (name, value) = line.split_once('=').unwrap();
            client = client.with(name, value);
            names.push(name.to_owned());
        }
        Self { run, client, names, printed, said }
    }
}

#[test]
fn the_printed_lines_are_the_variables_of_a_client() {
    let Served { run, client, names, printed, said } = Served::new("--records-per-day 3");
    let expected = [
        "UDID_BASE_URL",
        "UDID_APP_ID",
        "UDID_APP_SECRET",
        "UDID_CREDIT_CODE",
        "IDCODE_BASE_URL",
        "IDCODE_ACCESS_TOKEN",
        "IDCODE_AUTHORIZATION_CODE",
        "DBHS_BASE_URL",
        "DBHS_APP_KEY",
        "DBHS_SECRET_KEY",
        "CLOUDMFG_BASE_URL",
        "CLOUDMFG_USER_ID",
        "CLOUDMFG_ACCESS_TOKEN",
    ];
    assert_eq!(names, expected.map(|name| format!("YIMA_{name}")));
    let said = said.recv_timeout(LONGEST_START).unwrap();
    assert!(said.starts_with("the sandbox listens on 127.0.0.1:"), "{said}");

    for arguments in [
        &["udid", "test"][..],
        &["udid", "token"],
        &["call", "idcode", "101"],
        &["call", "dbhs", "list_products"],
        &["call", "cloudmfg", "query_device", "--devId", "285863325"],
        &["doctor"],
        &["udid", "pull", "--day", "2026-08-10", "--db", "records.sqlite"],
    ] {
        let outcome = client.run(arguments);
        assert_eq!(outcome.code, Some(0), "{outcome:?}");
    }
    let listed = client.run(&["udid", "list", "--day", "2026-08-10", "--output", "ndjson"]);
    assert_eq!(listed.data().lines().count(), 3);
    drop(run);
    assert_eq!(client.run(&["udid", "test"]).code, Some(6));
    assert_eq!(printed.iter().count(), 0);
}

#[test]
fn requests_are_told_line_by_line_with_what_went_wrong() {
    let arguments = "--fault slow --seed 7 --clock 2026-08-10T23:58:00+08:00 --clock-stands \
                     --limit-per-day 1 --admin";
    let Served { run, client, said, .. } = Served::new(arguments);
    let said = || said.recv_timeout(LONGEST_START).unwrap();
    let address = said();
    let address = address.strip_prefix("the sandbox listens on ").unwrap();
    let (address, _) = address.split_once(';').unwrap();

    let list = client.run(&["udid", "list", "--day", "2026-08-10"]);
    assert!(list.stderr.contains("no calls are left today"), "{list:?}");
    let evening = "2026-08-10T23:58:00.000+08:00 udid";
    assert_eq!(said(), format!("{evening} P002 code 1 http 200 fault slow_tail"));

    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .write_all(b"GET /admin/clock HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        .unwrap();
    let mut clock = String::new();
    stream.read_to_string(&mut clock).unwrap();
    let shown = r#"{"now":"2026-08-10T23:58:00.000+08:00","stands_still":true}"#;
    assert!(clock.ends_with(shown), "{clock}");
    drop(run);

    let outcome = Yima::new().run(&["sandbox", "serve", "--fault", "slow+none"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""));
    let expected = "--fault: there is no fault profile \"none\"; there are dirty, flaky, hostile, \
                    limits, outage, slow";
    assert!(outcome.stderr.contains(expected), "{}", outcome.stderr);
}

#[cfg(unix)]
#[test]
fn it_ends_well_when_it_is_asked_to_and_serves_those_who_do_not_read() {
    for signal in ["-INT", "-TERM"] {
        let mut run = serve("");
        // The variables are not read.
        drop(run.0.stdout.take());
        let said = lines_of(run.0.stderr.take().unwrap());
        let address = said.recv_timeout(LONGEST_START).unwrap();
        let address = address.strip_prefix("the sandbox listens on ").unwrap();
        TcpStream::connect(address.split_once(';').unwrap().0).unwrap();
        let asked = Command::new("kill").args([signal, &run.0.id().to_string()]).status().unwrap();
        assert!(asked.success());
        assert_eq!(run.0.wait().unwrap().code(), Some(0), "{signal}");
        assert_eq!(said.iter().collect::<Vec<_>>(), [""; 0], "{signal}");
    }
}

#[test]
fn records_come_in_the_course_of_their_day() {
    let at_noon =
        "--records-grow --records-per-day 12 --clock 2026-08-10T12:00:00+08:00 --clock-stands";
    let served = Served::new(at_noon);
    for (day, count) in [("2026-08-09", 12), ("2026-08-10", 6), ("2026-08-11", 0)] {
        let listed = served.client.run(&["udid", "list", "--day", day, "--output", "ndjson"]);
        assert_eq!(listed.data().lines().count(), count, "{day}");
    }
}

#[test]
fn a_port_that_is_taken_is_said() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let outcome = Yima::new().run(&["sandbox", "serve", "--port", &port]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""));
    assert!(outcome.stderr.contains("in use"), "{}", outcome.stderr);
}
