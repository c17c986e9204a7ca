//! Patterns of models and catalog numbers.

use random::Rng;

/// Writes a digit for each `#`, one that is not 0 for each `?` and a letter for each `@`.
pub(crate) fn fill_pattern(pattern: &str, rng: &mut Rng) -> String {
    let digit = |drawn| char::from_digit(drawn, 10).unwrap_or('0');
    let fill = |character| match character {
        '#' => digit(rng.below(10)),
        '?' => digit(rng.between(1, 9)),
        // No I and no O, which people take for digits.
        '@' => {
            rng.pick(&['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'K', 'L', 'M', 'P', 'S', 'T', 'X'])
        }
        other => other,
    };
    pattern.chars().map(fill).collect()
}

#[cfg(test)]
mod tests {
    use super::super::stream::Group;
    use super::*;

    #[test]
    fn patterns_keep_everything_else() {
        let mut rng = Rng::new(1, Group::Text, &[]);
        for _ in 0..100 {
            let text = fill_pattern("ø?.#×@0 型", &mut rng);
            let characters: Vec<char> = text.chars().collect();
            assert!(characters[1].is_ascii_digit() && characters[1] != '0', "{text}");
            assert!(characters[3].is_ascii_digit(), "{text}");
            assert!(characters[5].is_ascii_uppercase(), "{text}");
            assert!(text.starts_with('ø') && text.ends_with("0 型"), "{text}");
        }
    }
}
