//! What all calls of a client share: repetitions and counters.

use std::sync::Mutex;
use std::time::Duration;

use client_core::{Attempt, FailedAttempt, Redactor};
use transport::{FailureKind, RetryPolicy};

use crate::staged::{READ, Staged, WRITE, attempt, pipeline, run, steps};

/// A dead service is asked 5 times for the first calls, and then once for each, until it is back.
#[tokio::test]
async fn a_dead_service_is_not_hammered() {
    let timing = Staged::new(0.5);
    let pipeline = pipeline(RetryPolicy::default().budget(10), &timing);
    let (dead, alive) = (steps("connect"), steps("ok"));
    let mut attempts = Vec::new();
    for _ in 0..5 {
        attempts.push(run(&pipeline, &timing, READ, &dead).await.0);
    }
    assert_eq!(attempts, [5, 5, 3, 1, 1]);
    for _ in 0..4 {
        run(&pipeline, &timing, READ, &alive).await.1.unwrap();
    }
    // Four successes bring two repetitions back.
    assert_eq!(run(&pipeline, &timing, READ, &dead).await.0, 3);
    assert_eq!(run(&pipeline, &timing, READ, &dead).await.0, 1);
}

#[tokio::test]
async fn a_full_purse_takes_no_more() {
    let timing = Staged::new(0.5);
    let pipeline = pipeline(RetryPolicy::default().budget(1), &timing);
    for _ in 0..100 {
        run(&pipeline, &timing, READ, &steps("ok")).await.1.unwrap();
    }
    assert_eq!(run(&pipeline, &timing, READ, &steps("connect")).await.0, 2);
}

#[tokio::test]
async fn counters_tell_what_was_done() {
    let timing = Staged::new(0.5);
    let pipeline = pipeline(RetryPolicy::default(), &timing);
    for (call, text) in [(READ, "ok"), (READ, "busy html ok"), (WRITE, "reset"), (READ, "html")] {
        let _ = run(&pipeline, &timing, call, &steps(text)).await;
    }
    let counts = pipeline.counts();
    assert_eq!((counts.calls, counts.failed_calls), (4, 2));
    assert_eq!((counts.attempts, counts.retries), (1 + 3 + 1 + 5, 2 + 4));
    let failures = FailureKind::ALL.map(|kind| (kind, counts.failures(kind)));
    let failures: Vec<_> = failures.into_iter().filter(|(_, count)| *count > 0).collect();
    let expected =
        [(FailureKind::Interrupted, 1), (FailureKind::Unreadable, 6), (FailureKind::Busy, 1)];
    assert_eq!(failures, expected);
}

/// Signatures hold the time: each attempt is prepared when it goes out, not when the call began.
#[tokio::test]
async fn each_attempt_is_prepared_anew() {
    let timing = Staged::new(0.5);
    let pipeline = pipeline(RetryPolicy::default(), &timing);
    let signed = Mutex::new(Vec::new());
    let failure = steps("429+30").remove(0).failure.unwrap();
    let mut prepare = || {
        signed.lock().unwrap().push(transport::Timing::now(&*timing));
        Ok(attempt(None))
    };
    let mut receive = |_: Result<_, _>, _: &Redactor| {
        let is_first = signed.lock().unwrap().len() == 1;
        if is_first { Err(FailedAttempt { error: "", failure }) } else { Ok(()) }
    };
    pipeline.run(READ, &mut prepare, &mut receive).await.unwrap();
    let signed = signed.into_inner().unwrap();
    assert_eq!(signed, [Duration::ZERO, Duration::from_secs(30)]);
}

/// Nothing was sent, so nothing is counted as sent.
#[tokio::test]
async fn what_cannot_be_prepared_ends_the_call() {
    let timing = Staged::new(0.5);
    let pipeline = pipeline(RetryPolicy::default(), &timing);
    let mut unprepared = || Err::<Attempt, _>("no such toy");
    let mut receive = |_: Result<_, _>, _: &Redactor| Ok(());
    assert_eq!(pipeline.run(READ, &mut unprepared, &mut receive).await, Err("no such toy"));
    let counts = pipeline.counts();
    assert_eq!((counts.calls, counts.attempts, counts.failed_calls), (1, 0, 1));
    assert!(timing.pauses().is_empty());
}
