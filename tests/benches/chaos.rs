//! What is left of 100,000 calls when everything goes wrong now and then: nothing lost, nothing
//! stored twice, no secret shown.
//!
//! Run with `cargo bench -p workspace-tests --bench chaos`; `YIMA_CHAOS_CALLS` sets another number of
//! calls. Each client has a sandbox of its own in this process, with faults by chance from a seed, and
//! time that jumps over pauses.

#[path = "chaos/pulls.rs"]
mod pulls;
#[path = "chaos/registrations.rs"]
mod registrations;
#[path = "chaos/run.rs"]
mod run;
#[path = "chaos/tally.rs"]
mod tally;
#[path = "chaos/weather.rs"]
mod weather;

use test_support::every_log;

use std::env;
use std::sync::atomic::Ordering;
use std::time::Instant;

use tally::{LEAKED, LOOKED_AT, Tally, look_at};

const CALLS: u64 = 100_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // `cargo test --benches` comes without it.
    let is_bench = env::args().any(|argument| argument == "--bench");
    let calls = match env::var("YIMA_CHAOS_CALLS") {
        Ok(calls) => calls.parse()?,
        Err(_) if is_bench => CALLS,
        Err(_) => CALLS / 50,
    };
    every_log::every_log(look_at);
    let begun = Instant::now();
    let tallies = run::run(calls)?;
    println!(
        "{:<10} {:>7} {:>7} {:>8} {:>8} {:>8} {:>5} {:>10} {:>10} {:>6} {:>6}",
        "",
        "calls",
        "useful",
        "requests",
        "per one",
        "records",
        "lost",
        "duplicated",
        "unexpected",
        "hangs",
        "panics"
    );
    let mut all = Tally::default();
    for (name, tally) in &tallies {
        println!("{name:<10} {tally}");
        all.add(tally);
    }
    println!("{:<10} {all}", "all");
    let (leaked, looked_at) = (LEAKED.load(Ordering::Relaxed), LOOKED_AT.load(Ordering::Relaxed));
    println!("secrets leaked: {leaked}, in {looked_at} lines of log and texts of errors");
    println!("{:.0} s", begun.elapsed().as_secs_f64());
    assert!(all.is_clean() && leaked == 0, "see the table");
    Ok(())
}
