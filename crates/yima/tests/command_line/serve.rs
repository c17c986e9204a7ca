//! `yima sandbox serve`.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use crate::binary::Yima;

/// Ends the program with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

#[test]
fn the_printed_lines_are_the_variables_of_a_client() {
    let server = Yima::new();
    let mut command = server.command(&["sandbox", "serve", "--records-per-day", "3"]);
    let run = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut run = Running(run);
    let mut lines = BufReader::new(run.0.stdout.take().unwrap()).lines();
    let mut client = Yima::new();
    let mut names = Vec::new();
    for line in lines.by_ref().take(4) {
        let line = line.unwrap();
        let (name, value) = line.split_once('=').unwrap();
        client = client.with(name, value);
        names.push(name.to_owned());
    }
    let expected = ["BASE_URL", "APP_ID", "APP_SECRET", "CREDIT_CODE"];
    assert_eq!(names, expected.map(|name| format!("YIMA_UDID_{name}")));
    let mut said = String::new();
    BufReader::new(run.0.stderr.take().unwrap()).read_line(&mut said).unwrap();
    assert!(said.starts_with("the sandbox listens on 127.0.0.1:"), "{said}");

    for arguments in [
        &["udid", "test"][..],
        &["udid", "token"],
        &["udid", "pull", "--day", "2026-08-10", "--to", "records.sqlite"],
    ] {
        let outcome = client.run(arguments);
        assert_eq!(outcome.code, Some(0), "{outcome:?}");
    }
    let listed = client.run(&["udid", "list", "--day", "2026-08-10", "--output", "ndjson"]);
    assert_eq!(listed.data().lines().count(), 3);
    drop(run);
    assert_eq!(client.run(&["udid", "test"]).code, Some(6));
    assert_eq!(lines.count(), 0);
}

#[test]
fn a_port_that_is_taken_is_said() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let outcome = Yima::new().run(&["sandbox", "serve", "--port", &port]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""));
    assert!(outcome.stderr.contains("in use"), "{}", outcome.stderr);
}
