//! Calls as they may go.

use std::time::Duration;

use transport::{FailureKind, RetryDecision, RetryPolicy};

use crate::staged::{READ, Staged, WRITE, pipeline, run, steps};

struct Case {
    name: &'static str,
    retry: RetryPolicy,
    /// A write otherwise.
    reads: bool,
    /// See [`steps`]; the last one goes on for ever.
    steps: &'static str,
    /// Milliseconds of the pauses between the attempts; half of the longest unless the service asks
    /// for more.
    pauses: &'static [u64],
    outcome: Result<(), FailureKind>,
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn usual() -> RetryPolicy {
    RetryPolicy::default()
}

fn case(
    name: &'static str,
    (reads, retry): (bool, RetryPolicy),
    steps: &'static str,
    pauses: &'static [u64],
    outcome: Result<(), FailureKind>,
) -> Case {
    Case { name, retry, reads, steps, pauses, outcome }
}

fn read() -> (bool, RetryPolicy) {
    (true, usual())
}

fn write() -> (bool, RetryPolicy) {
    (false, usual())
}

fn read_with(retry: RetryPolicy) -> (bool, RetryPolicy) {
    (true, retry)
}

fn write_with(retry: RetryPolicy) -> (bool, RetryPolicy) {
    (false, retry)
}

/// The pauses of a call that fails to the end: half of 0.5, 1, 2 and 4 seconds.
const ALL: &[u64] = &[250, 500, 1000, 2000];

fn usual_cases() -> Vec<Case> {
    use FailureKind::{
        Busy, Failed, Interrupted, NotConnected, Permanent, Refused, Status, Unreadable,
    };

    vec![
        case("success at once", read(), "ok", &[], Ok(())),
        case("success of a write", write(), "ok", &[], Ok(())),
        case("no connection, then one", read(), "connect ok", &[250], Ok(())),
        case("a write without connection", write(), "connect connect ok", &[250, 500], Ok(())),
        case("never a connection", read(), "connect", ALL, Err(NotConnected)),
        case("never a connection for a write", write(), "connect", ALL, Err(NotConnected)),
        case("a read that is cut", read(), "reset ok", &[250], Ok(())),
        case("a write that is cut", write(), "reset ok", &[], Err(Interrupted)),
        case("a read that is always cut", read(), "reset", ALL, Err(Interrupted)),
        case(
            "a page in place of an answer",
            read(),
            "html html html ok",
            &[250, 500, 1000],
            Ok(()),
        ),
        case("a page in place of a write's answer", write(), "html ok", &[], Err(Unreadable)),
        case("a busy service", read(), "busy ok", &[250], Ok(())),
        case("a service too busy for a write", write(), "busy ok", &[], Err(Busy)),
        case("a failed read", read(), "failed ok", &[], Err(Failed)),
        case("a failed write", write(), "failed ok", &[], Err(Failed)),
        case("a refused read", read(), "refused ok", &[], Err(Refused)),
        case("a refused write", write(), "refused ok", &[], Err(Refused)),
        case("an answer of another shape", read(), "permanent ok", &[], Err(Permanent)),
        case(
            "no connection, then cut: a write",
            write(),
            "connect reset",
            &[250],
            Err(Interrupted),
        ),
        case("busy with a wait, then cut", write(), "busy+1 reset ok", &[1000], Err(Interrupted)),
        case("busy, then refused", read(), "busy refused ok", &[250], Err(Refused)),
        case("each attempt fails otherwise", read(), "connect reset 502 busy ok", ALL, Ok(())),
        case("the last attempt works", read(), "502 502 502 502 ok", ALL, Ok(())),
        case("it works one attempt too late", read(), "502 502 502 502 502 ok", ALL, Err(Status)),
        case("status 500, a read", read(), "500 ok", &[250], Ok(())),
        case("status 500, a write", write(), "500 ok", &[], Err(Status)),
        case("status 502, a write", write(), "502 ok", &[], Err(Status)),
        case("status 504, a read", read(), "504 ok", &[250], Ok(())),
        case("status 504, a write", write(), "504 ok", &[], Err(Status)),
        case("status 408, a read", read(), "408 ok", &[250], Ok(())),
        case("status 408, a write", write(), "408 ok", &[], Err(Status)),
        case("status 400", read(), "400 ok", &[], Err(Status)),
        case("status 403", read(), "403 ok", &[], Err(Status)),
        case("status 404", read(), "404 ok", &[], Err(Status)),
        case("status 501", read(), "501 ok", &[], Err(Status)),
        case("status 302", read(), "302 ok", &[], Err(Status)),
        case("too many requests, a read", read(), "429 ok", &[250], Ok(())),
        case("too many requests, a write", write(), "429 ok", &[250], Ok(())),
        case("unavailable, a read", read(), "503 ok", &[250], Ok(())),
        case("unavailable, a write", write(), "503 ok", &[], Err(Status)),
        case("unavailable for 5 seconds, a write", write(), "503+5 ok", &[5000], Ok(())),
    ]
}

fn cases_of_settings() -> Vec<Case> {
    use FailureKind::{Interrupted, Status, Unreadable};

    vec![
        case("the service asks to wait", read(), "429+7 429+8 ok", &[7000, 8000], Ok(())),
        case("a wait of no time", read(), "429+0 ok", &[250], Ok(())),
        case("a code with a wait", write(), "busy+3 ok", &[3000], Ok(())),
        case("a wait of a minute", read(), "503+60 ok", &[60_000], Ok(())),
        case("a wait of more than that", read(), "503+61 ok", &[], Err(Status)),
        case(
            "two waits of a minute are too long",
            read(),
            "503+60 503+60@1 ok",
            &[60_000],
            Err(Status),
        ),
        case(
            "a longer wait that is allowed",
            read_with(usual().max_retry_after(seconds(100))),
            "503+90 ok",
            &[90_000],
            Ok(()),
        ),
        case(
            "no repetitions",
            read_with(RetryPolicy::none()),
            "busy ok",
            &[],
            Err(FailureKind::Busy),
        ),
        case(
            "no attempts count as one",
            read_with(usual().max_attempts(0)),
            "html",
            &[],
            Err(Unreadable),
        ),
        case("two attempts", read_with(usual().max_attempts(2)), "502 502 ok", &[250], Err(Status)),
        case(
            "many attempts pause no longer than the longest",
            read_with(usual().max_attempts(9).max_backoff(seconds(3))),
            "502",
            &[250, 500, 1000, 1500, 1500, 1500, 1500, 1500],
            Err(Status),
        ),
        case(
            "another first pause",
            read_with(usual().initial_backoff(seconds(4))),
            "502 502 ok",
            &[2000, 4000],
            Ok(()),
        ),
        case(
            "attempts that take long",
            read(),
            "reset@59 reset@59 reset@59",
            &[250, 500],
            Err(Interrupted),
        ),
        case("an attempt that takes too long", read(), "reset@120 ok", &[], Err(Interrupted)),
        case(
            "a pause to the very end",
            read_with(usual().max_elapsed(seconds(7))),
            "429+7 ok",
            &[7000],
            Ok(()),
        ),
        case(
            "a pause beyond the end",
            read_with(usual().max_elapsed(seconds(6))),
            "429+7 ok",
            &[],
            Err(Status),
        ),
        case("a body that is gone", write(), "connect! ok", &[], Err(FailureKind::NotConnected)),
        case("a body that is gone, busy", write(), "busy! ok", &[], Err(FailureKind::Busy)),
        case(
            "nothing to spend",
            read_with(usual().budget(0)),
            "busy ok",
            &[],
            Err(FailureKind::Busy),
        ),
        case("two to spend", read_with(usual().budget(2)), "502", &[250, 500], Err(Status)),
    ]
}

fn cases_of_decisions() -> Vec<Case> {
    use FailureKind::{Failed, Interrupted};

    let never = |_: &_| RetryDecision::Stop;
    let after = |pause| move |_: &_| RetryDecision::RetryAfter(pause);
    vec![
        case(
            "somebody who never repeats",
            read_with(usual().decide(never)),
            "busy ok",
            &[],
            Err(FailureKind::Busy),
        ),
        case(
            "somebody who repeats failed reads",
            read_with(usual().decide(|state| match state.failure.kind {
                Failed if state.is_idempotent => RetryDecision::Retry,
                _ => state.default_decision(),
            })),
            "failed busy failed reset ok",
            ALL,
            Ok(()),
        ),
        case(
            "somebody with another pause",
            write_with(usual().decide(after(seconds(9)))),
            "reset ok",
            &[9000],
            Ok(()),
        ),
        case(
            "somebody whose pause is too long",
            read_with(usual().decide(after(seconds(121)))),
            "reset ok",
            &[],
            Err(Interrupted),
        ),
        case(
            "somebody who repeats what is gone",
            read_with(usual().decide(after(seconds(1)))),
            "reset! ok",
            &[],
            Err(Interrupted),
        ),
        case(
            "somebody who counts by himself",
            read_with(usual().decide(|state| {
                if state.attempt < 3 { RetryDecision::Retry } else { RetryDecision::Stop }
            })),
            "permanent",
            &[250, 500],
            Err(FailureKind::Permanent),
        ),
        case(
            "somebody who looks at the time",
            read_with(usual().decide(|state| {
                let is_early = state.elapsed < Duration::from_secs(10);
                if is_early { RetryDecision::Retry } else { RetryDecision::Stop }
            })),
            "reset@4",
            &[250, 500],
            Err(Interrupted),
        ),
    ]
}

#[tokio::test]
async fn calls_go_as_they_should() {
    let cases = [usual_cases(), cases_of_settings(), cases_of_decisions()].into_iter().flatten();
    let cases: Vec<_> = cases.collect();
    assert!(cases.len() >= 60, "{} cases", cases.len());
    for case in cases {
        let timing = Staged::new(0.5);
        let (pipeline, call) =
            (pipeline(case.retry, &timing), if case.reads { READ } else { WRITE });
        let (attempts, outcome) = run(&pipeline, &timing, call, &steps(case.steps)).await;
        let pauses: Vec<_> = timing.pauses().iter().map(Duration::as_millis).collect();
        let expected: Vec<_> = case.pauses.iter().map(|pause| u128::from(*pause)).collect();
        assert_eq!(pauses, expected, "{}", case.name);
        assert_eq!(outcome, case.outcome, "{}", case.name);
        assert_eq!(attempts, expected.len() + 1, "{}", case.name);
    }
}

/// A pause is any part of the longest, down to none.
#[tokio::test]
async fn pauses_are_left_to_chance() {
    for (chance, expected) in [(0.0, [0, 0]), (0.1, [50, 100]), (0.999, [499, 999])] {
        let timing = Staged::new(chance);
        let pipeline = pipeline(usual(), &timing);
        run(&pipeline, &timing, READ, &steps("502 502 ok")).await.1.unwrap();
        let pauses: Vec<_> = timing.pauses().iter().map(Duration::as_millis).collect();
        assert_eq!(pauses, expected, "{chance}");
    }
}
