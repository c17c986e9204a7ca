//! Chance that can be called up again: streams keyed by seed, subject and field group.
//!
//! Nothing is stored. A record's fields come from streams that depend on the seed, the record and
//! the group of fields alone, so that any record can be made at any time, in any order, and a new
//! field in one group does not shift the values of another.

/// What a stream is for; each group draws from a stream of its own.
#[derive(Clone, Copy)]
pub(crate) enum Group {
    /// How many records a day has.
    Day = 1,
    /// The rounds of the permutation of record numbers.
    Identity,
    /// The rounds and the checksum of keys.
    Key,
    /// Which registrant owns a prefix of the issuing agency.
    Prefix,
    /// A registrant's number with an issuing agency.
    Organisation,
    /// Letters and digits in an identifier that only this seed can have issued.
    Tag,
    /// Coding system and product.
    Product,
    /// Number of versions, their dates and what they changed.
    Versions,
    /// Packaging levels and units of use.
    Packaging,
    /// Marking of the device and the identifier of the registration.
    Marking,
    /// Carriers, single use, sterility, MR safety, production identifiers.
    Flags,
    /// Registration numbers.
    Registration,
    /// Insurance codes.
    Insurance,
    /// Model, catalog number, brand and description.
    Text,
    /// Conditions of storage.
    Storage,
    /// Clinical sizes.
    Sizes,
    /// Contacts.
    Contacts,
    /// What the business register has on an enterprise.
    Enterprise,
    /// Which enterprises the business register lacks.
    Unregistered,
    /// What a certificate of registration says.
    Certificate,
    /// Which calls go wrong.
    Fault,
}

/// A stream of pseudo-random numbers (splitmix64). Good enough for test data, and only for that.
pub(crate) struct Rng(u64);

impl Rng {
    /// The stream of a group for the things that `keys` name.
    pub(crate) fn new(seed: u64, group: Group, keys: &[u64]) -> Self {
        Self(hash(seed, group, keys))
    }

    /// The next 64 bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// A number below `bound`; 0 if there is none.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        // The high half of a 32 × 32 bit product: fits by construction, never divides.
        u32::try_from(((self.bits() >> 32) * u64::from(bound)) >> 32).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low).saturating_add(1))
    }

    /// True in `permille` of 1,000 cases.
    pub(crate) fn chance(&mut self, permille: u32) -> bool {
        self.below(1000) < permille
    }

    /// One of the items; the default value if there are none.
    pub(crate) fn pick<T: Copy + Default>(&mut self, items: &[T]) -> T {
        let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
        items.get(self.below(count) as usize).copied().unwrap_or_default()
    }

    /// One of the others with its weight in 1,000; the first one has what is left.
    pub(crate) fn weighted<T: Clone>(&mut self, first: T, others: &[(u32, T)]) -> T {
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

/// A hash of what the keys name, the same for the same seed.
pub(super) fn hash(seed: u64, group: Group, keys: &[u64]) -> u64 {
    let start = mix(seed ^ GOLDEN.wrapping_mul(group as u64));
    keys.iter().fold(start, |state, &key| mix(state.wrapping_add(GOLDEN) ^ mix(key)))
}

/// The finaliser of splitmix64: every bit of the input moves every bit of the output.
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
        let mut rng = Rng(1_234_567);
        assert_eq!(rng.bits(), 6_457_827_717_110_365_317);
        assert_eq!(rng.bits(), 3_203_168_211_198_807_973);
        assert_eq!(rng.bits(), 9_817_491_932_198_370_423);
    }

    #[test]
    fn streams_differ_by_seed_group_and_key() {
        let first = |seed, group, key| Rng::new(seed, group, &[key]).bits();
        let base = first(1, Group::Text, 1);
        assert_eq!(base, first(1, Group::Text, 1));
        assert_ne!(base, first(2, Group::Text, 1));
        assert_ne!(base, first(1, Group::Sizes, 1));
        assert_ne!(base, first(1, Group::Text, 2));
    }

    #[test]
    fn bounds_hold_and_are_reached() {
        let mut rng = Rng::new(7, Group::Day, &[]);
        let drawn: Vec<u32> = (0..10_000).map(|_| rng.between(3, 7)).collect();
        assert_eq!(drawn.iter().min(), Some(&3));
        assert_eq!(drawn.iter().max(), Some(&7));
        assert_eq!(rng.below(0), 0);
        assert_eq!(rng.pick::<u32>(&[]), 0);
    }

    #[test]
    fn weights_are_kept() {
        let mut rng = Rng::new(7, Group::Day, &[]);
        let rare = (0..100_000).filter(|_| rng.weighted(0, &[(100, 1), (50, 2)]) == 1).count();
        assert!((9_000..11_000).contains(&rare), "{rare}");
    }
}
