//! The benchmark `chaos` with fewer calls.

#[path = "../benches/chaos/pulls.rs"]
mod pulls;
#[path = "../benches/chaos/registrations.rs"]
mod registrations;
#[path = "../benches/chaos/run.rs"]
mod run;
#[path = "../benches/chaos/tally.rs"]
mod tally;
#[path = "../benches/chaos/weather.rs"]
mod weather;

use test_support::every_log;

use std::sync::atomic::Ordering;

use tally::{LEAKED, LOOKED_AT, Tally, look_at};

#[test]
fn two_thousand_calls_lose_nothing() {
    every_log::every_log(look_at);
    let mut all = Tally::default();
    for (name, tally) in run::run(2_000).unwrap() {
        assert!(tally.is_clean(), "{name}: {tally:?}");
        assert!(tally.records > 0 && tally.useful > 0, "{name}: {tally:?}");
        assert!(tally.requests > tally.useful, "{name}: faults strike, and calls are repeated");
        all.add(&tally);
    }
    assert!(all.calls >= 2_000, "{all:?}");
    assert!(LOOKED_AT.load(Ordering::Relaxed) > all.calls, "the log is looked at");
    assert_eq!(LEAKED.load(Ordering::Relaxed), 0);
}
