//! Random delays of responses.

use random::Rng;

use super::Fault;

const MILLION: u32 = 1_000_000;

/// Replaces a random delay by a drawn one.
pub fn resolve(fault: &Fault, rng: &mut Rng) -> Fault {
    match *fault {
        Fault::SlowBetween { least, most } => {
            let range = most.saturating_sub(least);
            let drawn = range.saturating_mul(rng.between(0, MILLION)) / MILLION;
            Fault::Slow(least.saturating_add(drawn))
        }
        Fault::SlowTail { median, most } => {
            let time = (median / 2).saturating_mul(MILLION) / rng.between(1, MILLION);
            Fault::Slow(time.min(most))
        }
        _ => fault.clone(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::rule::FAULT_STREAM;
    use super::*;

    fn times(fault: &Fault) -> Vec<Duration> {
        let mut rng = Rng::new(7, FAULT_STREAM, &[]);
        let mut times: Vec<_> = (0..10_000)
            .map(|_| match resolve(fault, &mut rng) {
                Fault::Slow(time) => time,
                other => panic!("{other:?}"),
            })
            .collect();
        times.sort_unstable();
        times
    }

    #[test]
    fn uniform_times_fill_their_range() {
        let [least, most] = [10, 20].map(Duration::from_millis);
        let times = times(&Fault::SlowBetween { least, most });
        assert!(times[0] >= least && times[0] < Duration::from_micros(10_010), "{:?}", times[0]);
        assert!(times[9_999] <= most && times[9_999] > Duration::from_micros(19_990));
        let middle = times[5_000].as_micros();
        assert!((14_800..15_200).contains(&middle), "{middle}");
    }

    #[test]
    fn heavy_tails_have_their_median_and_rare_long_times() {
        let median = Duration::from_millis(10);
        let times = times(&Fault::SlowTail { median, most: Duration::from_secs(2) });
        // Exponent 1: the share above t is median / 2 / t.
        for (place, expected) in [(0, 5_000), (5_000, 10_000), (9_000, 50_000), (9_900, 500_000)] {
            let time = times[place].as_micros();
            assert!((expected * 8 / 10..=expected * 13 / 10).contains(&time), "{place}: {time}");
        }
        assert_eq!(times[9_999], Duration::from_secs(2));
    }
}
