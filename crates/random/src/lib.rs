//! Repeatable pseudo-random streams, addressed by keys (SplitMix64).
//!
//! Nothing is stored. A stream depends on a seed, a number for its purpose and the keys of its
//! subject alone, so that any part of a synthetic data set can be computed at any time, in any
//! order, and a new field with a stream of its own does not shift the values of another.
//!
//! ```
//! use random::Rng;
//!
//! const COLORS: u64 = 1;
//! let color_of = |car| Rng::new(7, COLORS, &[car]).pick(&["red", "blue", "green"]);
//! assert_eq!(color_of(4711), color_of(4711));
//! ```
//!
//! Good enough for test data and injected faults; not for cryptography.

/// A stream of pseudo-random numbers.
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    /// The stream for a purpose (`stream`) and the subject that `keys` identify.
    pub fn new(seed: u64, stream: impl Into<u64>, keys: &[u64]) -> Self {
        Self(hash(seed, stream, keys))
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// A number below `bound`; 0 if there is none.
    pub fn below(&mut self, bound: u32) -> u32 {
        // The high half of a 32 × 32 bit product: fits by construction, never divides.
        u32::try_from(((self.bits() >> 32) * u64::from(bound)) >> 32).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low).saturating_add(1))
    }

    /// True with a probability of `permille` in 1,000.
    pub fn chance(&mut self, permille: u32) -> bool {
        self.below(1000) < permille
    }

    /// One of the items; the default value if there are none.
    pub fn pick<T: Copy + Default>(&mut self, items: &[T]) -> T {
        let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
        items.get(self.below(count) as usize).copied().unwrap_or_default()
    }

    /// One of `others` with its weight in 1,000, or `first` with the remaining weight.
    pub fn weighted<T: Clone>(&mut self, first: T, others: &[(u32, T)]) -> T {
        let mut drawn = self.below(1000);
        for (weight, item) in others {
            if drawn < *weight {
                return item.clone();
            }
            drawn -= weight;
        }
        first
    }
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// Hashes a seed, a purpose and keys.
pub fn hash(seed: u64, stream: impl Into<u64>, keys: &[u64]) -> u64 {
    let start = mix(seed ^ GOLDEN.wrapping_mul(stream.into()));
    keys.iter().fold(start, |state, &key| mix(state.wrapping_add(GOLDEN) ^ mix(key)))
}

/// The number at an index (counted from 1) of the plain SplitMix64 sequence of a seed.
pub fn nth(seed: u64, index: u64) -> u64 {
    mix(seed.wrapping_add(GOLDEN.wrapping_mul(index)))
}

/// The finalizer of SplitMix64: every bit of the input affects every bit of the output.
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splitmix64_gives_its_published_sequence() {
        // The first three numbers of the reference implementation for the state 1234567.
        let published =
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        let mut rng = Rng(1_234_567);
        for (index, expected) in (1..).zip(published) {
            assert_eq!(rng.bits(), expected);
            assert_eq!(nth(1_234_567, index), expected);
        }
    }

    #[test]
    fn streams_differ_by_seed_purpose_and_key() {
        let first = |seed, stream: u64, key| Rng::new(seed, stream, &[key]).bits();
        let base = first(1, 14, 1);
        assert_eq!(base, first(1, 14, 1));
        assert_ne!(base, first(2, 14, 1));
        assert_ne!(base, first(1, 16, 1));
        assert_ne!(base, first(1, 14, 2));
    }

    #[test]
    fn bounds_hold_and_are_reached() {
        let mut rng = Rng::new(7, 1_u64, &[]);
        let drawn: Vec<u32> = (0..10_000).map(|_| rng.between(3, 7)).collect();
        assert_eq!(drawn.iter().min(), Some(&3));
        assert_eq!(drawn.iter().max(), Some(&7));
        assert_eq!(rng.below(0), 0);
        assert_eq!(rng.pick::<u32>(&[]), 0);
    }

    #[test]
    fn weights_are_kept() {
        let mut rng = Rng::new(7, 1_u64, &[]);
        let rare = (0..100_000).filter(|_| rng.weighted(0, &[(100, 1), (50, 2)]) == 1).count();
        assert!((9_000..11_000).contains(&rare), "{rare}");
    }
}
