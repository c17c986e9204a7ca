//! Chance that can be repeated.

use std::time::{Duration, SystemTime};

/// A small generator (splitmix64); its seed is printed and can be given again.
pub struct Random(u64);

impl Random {
    /// Begins with the seed in the environment, or with one of its own.
    pub fn new() -> Self {
        let given = std::env::var("YIMA_TEST_SEED").ok().and_then(|seed| seed.parse().ok());
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let seed = given.unwrap_or_else(|| now.map_or(1, |time| u64::from(time.subsec_nanos())));
        println!("YIMA_TEST_SEED={seed}");
        Self(seed)
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to the greatest.
    pub fn up_to(&mut self, greatest: u64) -> u64 {
        self.next() % (greatest + 1)
    }

    /// A time between two.
    pub fn between(&mut self, shortest: Duration, longest: Duration) -> Duration {
        let span = longest.saturating_sub(shortest).as_micros().max(1);
        let span = u64::try_from(span).unwrap_or(u64::MAX);
        shortest + Duration::from_micros(self.next() % span)
    }
}
