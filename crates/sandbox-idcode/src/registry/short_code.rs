//! Short codes (简码), in order or at random from the seed.

const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Digits after the letter; 32 to their number is how many short codes there are of each kind.
const LENGTH: u32 = 8;

/// The short codes of a batch: as many as it has codes.
#[derive(Clone, Copy)]
pub struct ShortCodes {
    pub first: u64,
    /// The seed, when they are to look random.
    pub seed: Option<u64>,
}

impl ShortCodes {
    /// The short code of the code at a place.
    pub fn at(self, place: u64) -> String {
        let number = self.first + place;
        let (letter, number) = match self.seed {
            None => ('S', number),
            Some(seed) => ('R', scatter(seed, number)),
        };
        let digits = (0..LENGTH).rev().map(|digit| {
            let index = number >> (5 * digit) & 31;
            char::from(DIGITS[usize::try_from(index).unwrap_or_default()])
        });
        std::iter::once(letter).chain(digits).collect()
    }
}

/// Another number below 2^40 for every number below 2^40: four rounds that can be undone.
fn scatter(seed: u64, number: u64) -> u64 {
    const HALF: u64 = (1 << 20) - 1;
    let (mut left, mut right) = (number >> 20 & HALF, number & HALF);
    for round in 0..4 {
        (left, right) = (right, left ^ (random::nth(seed ^ round, right) & HALF));
    }
    left << 20 | right
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::ShortCodes;

    #[test]
    fn short_codes_differ_and_only_ordered_ones_are_in_order() {
        let ordered = ShortCodes { first: 31, seed: None };
        assert_eq!([ordered.at(0), ordered.at(1)], ["S0000000Z", "S00000010"]);

        let random = ShortCodes { first: 0, seed: Some(1) };
        let codes: Vec<_> = (0..5_000).map(|place| random.at(place)).collect();
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), 5_000);
        assert!(!codes.is_sorted());
        assert_ne!(random.at(7), ShortCodes { first: 0, seed: Some(2) }.at(7));
    }
}
