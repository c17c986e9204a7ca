//! The program itself, in an environment that holds nothing but what a test puts there.

use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use sandbox::Sandbox;
use tempfile::TempDir;

const LONGEST_RUN: Duration = Duration::from_secs(30);

/// How to start `yima`: with a home of its own.
pub struct Yima {
    home: TempDir,
    variables: Vec<(String, String)>,
}

/// What a run came to.
#[derive(Debug)]
pub struct Outcome {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Yima {
    /// Without credentials and configuration. Calls are made once: repeating them takes time.
    pub fn new() -> Self {
        let variables = vec![("YIMA_ATTEMPTS".to_owned(), "1".to_owned())];
        Self { home: tempfile::tempdir().expect("a folder"), variables }
    }

    /// With address and credentials of a sandbox.
    pub fn of(sandbox: &Sandbox) -> Self {
        Self::new()
            .with("YIMA_UDID_BASE_URL", sandbox.udid_url())
            .with("YIMA_UDID_APP_ID", sandbox.app_id())
            .with("YIMA_UDID_APP_SECRET", sandbox.app_secret())
            .with("YIMA_UDID_CREDIT_CODE", sandbox.credit_code())
    }

    /// With a variable of the environment.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.variables.push((name.to_owned(), value.into()));
        self
    }

    /// A folder that is gone after the test.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The program, about to be started.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yima"));
        command.env_clear().env("HOME", self.home()).current_dir(self.home()).args(arguments);
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs it to its end, which must come soon: a run that waits for ever is ended without a code.
    pub fn run(&self, arguments: &[&str]) -> Outcome {
        let file = || tempfile::tempfile().expect("a file");
        let (stdout, stderr) = (file(), file());
        let to = |file: &File| Stdio::from(file.try_clone().expect("a file"));
        let mut command = self.command(arguments);
        let mut run =
            command.stdout(to(&stdout)).stderr(to(&stderr)).spawn().expect("the program starts");
        let deadline = Instant::now() + LONGEST_RUN;
        let status = loop {
            if Instant::now() > deadline {
                run.kill().expect("an end");
            }
            if let Some(status) = run.try_wait().expect("a status") {
                break status;
            }
            thread::sleep(Duration::from_millis(1));
        };
        let read = |mut file: File| {
            let mut bytes = Vec::new();
            file.rewind().expect("a file");
            file.read_to_end(&mut bytes).expect("a file");
            bytes
        };
        Output { status, stdout: read(stdout), stderr: read(stderr) }.into()
    }
}

impl From<Output> for Outcome {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

impl Outcome {
    /// Standard output of a run that must have ended well.
    #[track_caller]
    pub fn data(self) -> String {
        assert_eq!(self.code, Some(0), "{self:?}");
        self.stdout
    }
}
