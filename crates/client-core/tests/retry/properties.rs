//! What holds for any call.

use std::time::Duration;

use proptest::prelude::*;
use transport::{FailureKind, RetryDecision, RetryPolicy};

use crate::staged::{READ, Staged, Step, WRITE, pipeline, run, steps};

const TOKENS: [&str; 14] = [
    "connect",
    "reset",
    "html",
    "busy",
    "failed",
    "refused",
    "permanent",
    "500",
    "502",
    "503+9",
    "503",
    "429+2",
    "404",
    "busy!",
];

fn any_steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (prop::sample::select(&TOKENS[..]), 0_u64..40);
    let steps_of = |(token, takes): (&str, u64)| steps(&format!("{token}@{takes}")).remove(0);
    let ok = prop::bool::ANY.prop_map(|works| works.then(|| steps("ok").remove(0)));
    (prop::collection::vec(step.prop_map(steps_of), 1..12), ok).prop_map(|(mut steps, ok)| {
        steps.extend(ok);
        steps
    })
}

/// Calls with few and with many attempts, in little and in much time.
fn any_retry() -> impl Strategy<Value = (u32, u64, u32, RetryPolicy)> {
    (1_u32..9, 0_u64..200, 0_u32..6).prop_map(|(attempts, total, budget)| {
        let retry =
            RetryPolicy::default().max_attempts(attempts).max_elapsed(Duration::from_secs(total));
        (attempts, total, budget, retry.budget(budget))
    })
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn attempts_time_and_repetitions_are_kept_to(
        (attempts, total, budget, retry) in any_retry(),
        repeats_everything in any::<bool>(),
        calls in prop::collection::vec((any_steps(), any::<bool>()), 1..4),
        chance in 0.0..1.0,
    ) {
        let timing = Staged::new(chance);
        let retry = if repeats_everything { retry.decide(|_| RetryDecision::Retry) } else { retry };
        let pipeline = pipeline(retry, &timing);
        let (mut repetitions, mut successes) = (0, 0);
        for (steps, reads) in calls {
            let before = timing.pauses().len();
            let call = if reads { READ } else { WRITE };
            let (made, outcome) = block_on(run(&pipeline, &timing, call, &steps));
            prop_assert!(made >= 1 && made <= attempts as usize);
            let pauses = &timing.pauses()[before..];
            prop_assert_eq!(pauses.len(), made - 1);
            let took = |steps: &[Step]| steps.iter().map(|step| step.takes).sum::<Duration>();
            let last = steps.len().min(made - 1);
            // The last attempt begins in time, if there is more than one.
            let began = took(&steps[..last]) + pauses.iter().sum::<Duration>();
            let over_again = steps[steps.len() - 1].takes * u32::try_from(made - 1 - last).unwrap();
            prop_assert!(made == 1 || began + over_again <= Duration::from_secs(total));
            repetitions += made - 1;
            successes += usize::from(outcome.is_ok());
        }
        // Two successes bring one repetition back.
        prop_assert!(repetitions <= budget as usize + successes / 2);
    }

    /// A write is never sent again once it may have arrived, unless the service itself said that it
    /// turned it away.
    #[test]
    fn writes_that_may_have_arrived_are_not_repeated(
        steps in any_steps(),
        (.., retry) in any_retry(),
        chance in 0.0..1.0,
    ) {
        let timing = Staged::new(chance);
        let (made, _) = block_on(run(&pipeline(retry, &timing), &timing, WRITE, &steps));
        for step in steps.iter().take(made - 1) {
            let failure = step.failure.unwrap();
            let status = failure.status.map_or(0, |status| status.as_u16());
            let is_asked_to_wait = failure.retry_after.is_some();
            let was_turned_away = status == 429
                || (failure.kind == FailureKind::Busy && is_asked_to_wait)
                || (status == 503 && is_asked_to_wait);
            prop_assert!(!failure.may_have_arrived || was_turned_away, "{failure:?}");
        }
    }
}
