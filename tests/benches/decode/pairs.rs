//! How long one thing takes in terms of another, on a machine that has other things to do.
//!
//! Two figures taken one after the other differ by whatever else ran meanwhile. Here both sides
//! alternate in batches of about a millisecond, each round gives a ratio, and the median counts.

use std::time::Instant;

const ROUNDS: usize = 401;
const BATCH: usize = 10;

/// The time of `this` divided by the time of `that`.
pub fn ratio(this: impl Fn(), that: impl Fn()) -> f64 {
    let mut ratios: Vec<_> = (0..ROUNDS).map(|round| one_round(round, &this, &that)).collect();
    ratios.sort_by(f64::total_cmp);
    ratios[ROUNDS / 2]
}

/// Neither side is always the one that finds the caches as the other left them.
fn one_round(round: usize, this: &impl Fn(), that: &impl Fn()) -> f64 {
    if round.is_multiple_of(2) {
        let this = batch(this);
        this / batch(that)
    } else {
        let that = batch(that);
        batch(this) / that
    }
}

fn batch(work: &impl Fn()) -> f64 {
    let start = Instant::now();
    (0..BATCH).for_each(|_| work());
    start.elapsed().as_secs_f64()
}
