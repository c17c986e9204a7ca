//! One table of hostile responses, driven through every client: what is right is read, and anything
//! else is an error of a kind that a program can act on. Nothing is lost, nothing hangs.

mod clients;
mod table;

use std::time::Duration;

use clients::{Outcome, Subject, subjects};
use table::{Case, Expected, table};

/// A call without delays takes milliseconds.
const HANG: Duration = Duration::from_secs(20);

fn mistake(subject: &Subject, case: &Case, outcome: &Outcome) -> Option<String> {
    let (name, what) = (subject.name, &case.name);
    let wrong = |why: String| Some(format!("{name}: {what}: {why}"));
    let (most, repeats) = if subject.is_write {
        (if case.is_turned_away { 5 } else { 1 }, case.is_turned_away)
    } else {
        (5, case.is_transient)
    };
    let least = if repeats { most } else { 1 };
    if outcome.attempts < least || outcome.attempts > most {
        return wrong(format!("{} attempts, not {least} to {most}", outcome.attempts));
    }
    match (&case.expected, &outcome.result) {
        (Expected::Right(text), Ok(reply)) => {
            let read = &reply[subject.message_key];
            (read != text).then(|| wrong(format!("read {read}, not {text:?}"))).flatten()
        }
        (Expected::Right(text), Err(error)) => wrong(format!("{text:?} was not read: {error}")),
        (Expected::Kinds(kinds), Ok(reply)) => wrong(format!("{reply} is not {kinds:?}")),
        (Expected::Kinds(kinds), Err(error)) => {
            let is_expected = kinds.contains(&error.kind);
            (!is_expected).then(|| wrong(format!("{error} is not {kinds:?}"))).flatten()
        }
    }
}

#[tokio::test]
async fn every_client_reads_what_is_right_and_names_what_is_not() {
    let mut mistakes = Vec::new();
    for subject in subjects() {
        let cases = table(&subject);
        assert!(cases.len() >= 150, "{}: {}", subject.name, cases.len());
        for case in cases {
            let call = (subject.call)(case.sent.clone());
            match tokio::time::timeout(HANG, call).await {
                Ok(outcome) => mistakes.extend(mistake(&subject, &case, &outcome)),
                Err(_) => mistakes.push(format!("{}: {}: hangs", subject.name, case.name)),
            }
        }
    }
    assert!(mistakes.is_empty(), "{} mistakes:\n{}", mistakes.len(), mistakes.join("\n"));
}
