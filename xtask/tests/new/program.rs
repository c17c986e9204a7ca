//! The program knows a created protocol by its row alone.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};

use crate::Copy;

/// Calls, faults, rate limits, journal, truth, documentation, configuration, `doctor` and `drift`.
pub fn is_complete(copy: &Copy) {
    let program = Program(Copy::target().join("debug/yima"), copy.0.join("captures"));
    let shown = program.succeeds("call toy get_item --itemNo 1 --sandbox");
    assert!(shown.contains("甲"), "{shown}");
    let shown = program.succeeds("doctor --sandbox");
    assert!(shown.contains("toy"), "{shown}");
    let shown = program.succeeds("config show");
    assert!(shown.contains("toy") && shown.contains("token"), "{shown}");

    let served = Served::new(&program);
    // One reply is a page of a proxy; the client calls again.
    served.post(
        "/admin/faults",
        r#"{"service": "toy", "fault": {"html": {"status": 502}}, "times": 1}"#,
    );
    let shown = served.call(&program, "call toy get_item --itemNo 1 --capture captures");
    assert!(shown.status.success(), "{}", text(&shown.stderr));
    assert!(text(&shown.stdout).contains("甲"));
    let journal = served.get("/admin/requests");
    assert_eq!(journal.matches("/toy/item/get").count(), 2, "{journal}");
    assert!(served.get("/admin/truth/toy").contains("甲"));
    assert!(served.get("/docs").contains("get_item"));
    assert!(served.get("/openapi/toy.json").contains("/item/get"));

    served.post("/admin/limits", r#"{"service": "toy", "per_day": 1}"#);
    let refused = served.call(&program, "call toy get_item --itemNo 1");
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused.stderr));
    assert!(text(&refused.stderr).contains("too many calls"), "{}", text(&refused.stderr));

    let captures = program.1.display().to_string();
    let shown = program.succeeds(&format!("drift {captures}"));
    assert!(!shown.contains("unknown protocol"), "{shown}");
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The built program, and a folder for captures.
struct Program(std::path::PathBuf, std::path::PathBuf);

impl Program {
    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(&self.0);
        let folder = self.1.parent().expect("a folder");
        command.args(arguments.split_whitespace()).current_dir(folder);
        command.env("HOME", folder).env("XDG_CONFIG_HOME", folder).env("XDG_STATE_HOME", folder);
        command
    }

    #[track_caller]
    fn succeeds(&self, arguments: &str) -> String {
        let output = self.command(arguments).output().expect("yima runs");
        let (shown, said) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "yima {arguments}:\n{said}\n{shown}");
        shown
    }
}

/// A sandbox in a process of its own.
struct Served {
    process: Child,
    /// The variables that it prints for a client.
    variables: Vec<(String, String)>,
}

impl Served {
    fn new(program: &Program) -> Self {
        let mut command = program.command("sandbox serve --admin");
        let command = command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().expect("yima runs");
        let mut lines = BufReader::new(process.stdout.take().expect("a pipe")).lines();
        let mut variables = Vec::new();
        // Those of the last row come last.
        while !variables.iter().any(|(name, _)| name == "YIMA_TOY_TOKEN") {
            let line = lines.next().expect("a line").expect("UTF-8");
            let (name, value) = line.split_once('=').expect("a variable");
            variables.push((name.to_owned(), value.to_owned()));
        }
        Self { process, variables }
    }

    fn call(&self, program: &Program, arguments: &str) -> Output {
        let variables = self.variables.iter().map(|(name, value)| (name, value));
        program.command(arguments).envs(variables).output().expect("yima runs")
    }

    fn get(&self, path: &str) -> String {
        self.request("GET", path, "")
    }

    fn post(&self, path: &str, body: &str) {
        let shown = self.request("POST", path, body);
        assert!(shown.starts_with("HTTP/1.1 200"), "{shown}");
    }

    fn request(&self, method: &str, path: &str, body: &str) -> String {
        let found = self.variables.iter().find(|(name, _)| name == "YIMA_TOY_BASE_URL");
        let (_, url) = found.expect("the address of the service");
        let address = url.trim_start_matches("http://").split('/').next().expect("an address");
        let mut stream = TcpStream::connect(address).expect("a connection");
        let length = body.len();
        let head = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
        let form = "Content-Type: application/json\r\n";
        let request = format!("{head}{form}Content-Length: {length}\r\n\r\n{body}");
        stream.write_all(request.as_bytes()).expect("a request");
        let mut response = Vec::new();
        stream.read_to_end(&mut response).expect("a response");
        text(&response)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It runs until it is ended; a failure to end it ends no test.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
