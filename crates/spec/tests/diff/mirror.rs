//! Whatever changes, the way back is the mirror of the way there.

use proptest::prelude::*;
use spec::diff::{Change, Diff, Direction, Item, Parts, What};
use spec::{Spec, load_as_is};

use crate::cases::{BASE, CASES};

const REAL: &str = include_str!("../../../../specs/udid/2.0.1.yaml");
const OTHER: &str = include_str!("../../../../specs/idcode/1.yaml");

/// A change without its rule: the rule may depend on the direction. Places are part of it.
type Seen = (Item, What, Direction, Parts);

fn seen(change: &Change) -> Seen {
    (change.item, change.what, change.direction, change.parts.clone())
}

fn mirrored(change: &Change) -> Seen {
    let (item, mut what, direction, parts) = seen(change);
    what = match what {
        What::Added => What::Removed,
        What::Removed => What::Added,
        what => what,
    };
    let parts = match parts {
        Parts::Old(part) => Parts::New(part),
        Parts::New(part) => Parts::Old(part),
        Parts::Both { old, new } => Parts::Both { old: new, new: old },
    };
    (item, what, direction, parts)
}

#[track_caller]
fn assert_mirrored(old: &Spec, new: &Spec) {
    let sorted = |mut changes: Vec<Seen>| {
        changes.sort_by_key(|change| format!("{change:?}"));
        changes
    };
    let there: Vec<_> = Diff::between(old, new).changes().iter().map(mirrored).collect();
    let back: Vec<_> = Diff::between(new, old).changes().iter().map(seen).collect();
    assert_eq!(sorted(there), sorted(back));
}

/// Removes, repeats, swaps and rewrites lines: `kind` chooses, `seed` gives the rest.
fn mutated(text: &str, mutations: &[(u8, usize, usize)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (kind, first, second) in mutations {
        let (first, second) = (first % lines.len(), second % lines.len());
        match kind % 6 {
            0 => drop(lines.remove(first)),
            1 => lines.insert(second, lines[first].clone()),
            2 => lines.swap(first, second),
            3 => lines[first] = lines[first].replacen("name: ", "name: x", 1),
            4 => lines[first] = lines[first].replacen("wire: ", "wire: x", 1),
            _ => lines[first] = lines[first].replacen("name: ", "was: x, name: x", 1),
        }
    }
    lines.join("\n")
}

fn mutations() -> impl Strategy<Value = Vec<(u8, usize, usize)>> {
    proptest::collection::vec(any::<(u8, usize, usize)>(), 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_two_mutations_mirror_each_other(one in mutations(), other in mutations()) {
        for text in [BASE, REAL] {
            let [one, other] = [mutated(text, &one), mutated(text, &other)];
            let (Ok(one), Ok(other)) = (load_as_is("1", &one), load_as_is("2", &other)) else {
                continue;
            };
            assert_mirrored(&one, &other);
            prop_assert!(Diff::between(&one, &one).changes().is_empty());
        }
    }

    /// Several edits at once, of which those that exclude each other are left out.
    #[test]
    fn any_two_choices_of_edits_mirror_each_other(
        one in proptest::collection::vec(0..CASES.len(), 0..8),
        other in proptest::collection::vec(0..CASES.len(), 0..8),
    ) {
        let edited = |edits: &[usize]| {
            let text = edits.iter().fold(BASE.to_owned(), |text, at| {
                text.replacen(CASES[*at].from, CASES[*at].to, 1)
            });
            load_as_is("toy.yaml", &text)
        };
        let (Ok(one), Ok(other)) = (edited(&one), edited(&other)) else { return Ok(()) };
        assert_mirrored(&one, &other);
    }
}

#[test]
fn every_edit_is_mirrored_and_some_are_seen_at_all() {
    let base = crate::load(BASE);
    for case in CASES {
        let edited = crate::load(&case.edited());
        assert_mirrored(&base, &edited);
        assert!(!Diff::between(&base, &edited).changes().is_empty());
    }
}

#[test]
fn protocols_that_have_nothing_in_common_mirror_each_other() {
    assert_mirrored(&crate::load(REAL), &crate::load(OTHER));
}

/// Whatever text of a spec is rewritten, something is reported: nothing is left out of the
/// comparison.
#[test]
fn every_text_that_changes_is_reported() {
    let spec = crate::load(BASE);
    let mut rewritten = 0;
    // Another protocol is nothing to compare with.
    let lines = BASE.lines().enumerate().filter(|(_, line)| !line.starts_with("protocol:"));
    for (at, line) in lines {
        for word in words(line) {
            let mut lines: Vec<_> = BASE.lines().map(str::to_owned).collect();
            lines[at] = line.replacen(word, &other(word), 1);
            let Ok(changed) = load_as_is("toy.yaml", &lines.join("\n")) else { continue };
            assert!(!Diff::between(&spec, &changed).changes().is_empty(), "{line}: {word}");
            rewritten += 1;
        }
    }
    assert!(rewritten > 250, "{rewritten}");
}

/// The words of a line that may be values.
fn words(line: &str) -> Vec<&str> {
    let line = if line.trim_start().starts_with('#') { "" } else { line };
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
    line.split([' ', '{', '}', '[', ']', ',', '"', ':', '-']).filter(is_word).collect()
}

fn other(word: &str) -> String {
    let digits = word.chars().all(|letter| letter.is_ascii_digit());
    if digits { format!("{word}1") } else { format!("{word}x") }
}
