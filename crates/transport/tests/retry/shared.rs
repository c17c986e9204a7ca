//! What all calls of a client share: repetitions and counters.

use std::time::Duration;

use transport::{FailedAttempt, FailureKind, RetryPolicy};

use crate::staged::{READ, Staged, WRITE, run, steps, traffic};

/// A dead service is asked 5 times for the first calls, and then once for each, until it is back.
#[tokio::test]
async fn a_dead_service_is_not_hammered() {
    let timing = Staged::new(0.5);
    let traffic = traffic(RetryPolicy::default().budget(10), &timing);
    let (dead, alive) = (steps("connect"), steps("ok"));
    let mut attempts = Vec::new();
    for _ in 0..5 {
        attempts.push(run(&traffic, &timing, READ, &dead).await.0);
    }
    assert_eq!(attempts, [5, 5, 3, 1, 1]);
    for _ in 0..4 {
        run(&traffic, &timing, READ, &alive).await.1.unwrap();
    }
    // Four successes bring two repetitions back.
    assert_eq!(run(&traffic, &timing, READ, &dead).await.0, 3);
    assert_eq!(run(&traffic, &timing, READ, &dead).await.0, 1);
}

#[tokio::test]
async fn a_full_purse_takes_no_more() {
    let timing = Staged::new(0.5);
    let traffic = traffic(RetryPolicy::default().budget(1), &timing);
    for _ in 0..100 {
        run(&traffic, &timing, READ, &steps("ok")).await.1.unwrap();
    }
    assert_eq!(run(&traffic, &timing, READ, &steps("connect")).await.0, 2);
}

#[tokio::test]
async fn counters_tell_what_was_done() {
    let timing = Staged::new(0.5);
    let traffic = traffic(RetryPolicy::default(), &timing);
    for (call, text) in [(READ, "ok"), (READ, "busy html ok"), (WRITE, "reset"), (READ, "html")] {
        let _ = run(&traffic, &timing, call, &steps(text)).await;
    }
    let counts = traffic.counts();
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
    let traffic = traffic(RetryPolicy::default(), &timing);
    let mut signed = Vec::new();
    let failure = steps("429+30").remove(0).failure.unwrap();
    let outcome = traffic.run(READ, || {
        signed.push(transport::Timing::now(&*timing));
        let is_first = signed.len() == 1;
        Ok(async move { if is_first { Err(FailedAttempt { error: "", failure }) } else { Ok(()) } })
    });
    outcome.await.unwrap();
    assert_eq!(signed, [Duration::ZERO, Duration::from_secs(30)]);
}

/// Nothing was sent, so nothing is counted as sent.
#[tokio::test]
async fn what_cannot_be_prepared_ends_the_call() {
    let timing = Staged::new(0.5);
    let traffic = traffic(RetryPolicy::default(), &timing);
    let unprepared = || Err::<std::future::Ready<Result<(), FailedAttempt<_>>>, _>("no such toy");
    assert_eq!(traffic.run(READ, unprepared).await, Err("no such toy"));
    let counts = traffic.counts();
    assert_eq!((counts.calls, counts.attempts, counts.failed_calls), (1, 0, 1));
    assert!(timing.pauses().is_empty());
}
