//! Everything that a program may show: its log, its errors, its panics, its captures.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Debug;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use tempfile::TempDir;

use crate::every_log::every_log;
use crate::planted::MARKER;

/// Length of a token of the UDID sandbox and of a signature.
const HEX_LENGTH: usize = 32;

/// All of it, of the whole program: the tests run side by side, and none may show a secret.
#[derive(Default)]
struct Shown {
    text: String,
    /// Secrets that were made up on the way: tokens and signatures.
    made: BTreeSet<String>,
}

fn shown() -> MutexGuard<'static, Shown> {
    static SHOWN: OnceLock<Mutex<Shown>> = OnceLock::new();
    let shown = SHOWN.get_or_init(|| {
        every_log(add);
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            add(&panic.to_string());
            let is_ours = panic.location().is_some_and(|place| place.file() == file!());
            if !is_ours {
                usual(panic);
            }
        }));
        Mutex::default()
    });
    shown.lock().unwrap_or_else(PoisonError::into_inner)
}

fn add(line: &str) {
    let mut shown = shown();
    shown.text.push_str(line);
    shown.text.push('\n');
}

/// Starts to keep what is logged.
pub fn listen() {
    drop(shown());
}

/// Keeps what a program may print of a value.
pub fn note(value: &(impl Debug + ?Sized)) {
    add(&format!("{value:?} {value:#?}"));
}

/// Keeps what a program may print of an error, and of a panic for it.
pub fn note_error(error: impl Error) {
    note(&error);
    let mut source: Option<&dyn Error> = Some(&error);
    while let Some(cause) = source {
        add(&format!("{cause} {cause:?}"));
        source = cause.source();
    }
    let panicked = panic::catch_unwind(AssertUnwindSafe(|| insist(Err(error))));
    assert!(panicked.is_err());
}

fn insist<E: Error>(outcome: Result<(), E>) {
    outcome.unwrap();
}

/// A folder for the captures of a client, which are kept when the client is gone.
pub struct Captures(TempDir);

impl Captures {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn folder(&self) -> PathBuf {
        self.0.path().join("captures")
    }
}

impl Drop for Captures {
    fn drop(&mut self) {
        for file in fs::read_dir(self.folder()).unwrap() {
            let path = file.unwrap().path();
            add(&format!("captured {} {}", path.display(), fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Remembers the tokens and signatures in what was sent or received.
pub fn learn(text: &str) {
    shown().made.extend(hex_words(text).map(str::to_owned));
}

/// How many tokens and signatures there were.
pub fn learned() -> usize {
    shown().made.len()
}

fn hex_words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter(|word| {
        word.len() == HEX_LENGTH && word.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// No secret was shown so far, and each of these was.
#[track_caller]
pub fn assert_clean(said: &[&str]) {
    let (text, made) = {
        let shown = shown();
        (shown.text.clone(), shown.made.clone())
    };
    let mut lines = text.lines();
    let leak =
        lines.find(|line| line.contains(MARKER) || hex_words(line).any(|word| made.contains(word)));
    // Said without the marker: the message is kept as well.
    assert!(leak.is_none(), "shown: {}", leak.unwrap_or_default().replace(MARKER, "(secret)"));
    for expected in said {
        assert!(text.contains(expected), "{expected} was not shown: was it tried?");
    }
}

#[test]
fn everything_is_listened_to() {
    listen();
    let word = "0123456789abcdef0123456789ABCDEF";
    assert_eq!(hex_words(&format!("a={word}&b=1 {word}0")).collect::<Vec<_>>(), [word]);
    tracing::trace!(target: "canary", "the log is kept");
    log::trace!(target: "canary", "the other log is kept");
    let panicked = panic::catch_unwind(|| panic!("a panic is kept"));
    assert!(panicked.is_err());
    assert_clean(&["the log is kept", "the other log is kept", "a panic is kept"]);
}
