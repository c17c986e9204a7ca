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

/// The lines of a spec, those of a field, parameter or value taken together.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    for line in text.lines() {
        match blocks.last_mut() {
            Some(block) if is_item(block) && line.starts_with("       ") => {
                block.push('\n');
                block.push_str(line);
            }
            _ => blocks.push(line.to_owned()),
        }
    }
    blocks
}

fn is_item(block: &str) -> bool {
    block.starts_with("      - ")
}

/// Removes, repeats, swaps, renames and retypes fields, parameters and values.
fn mutated(text: &str, mutations: &[(u8, usize, usize)]) -> String {
    let mut blocks = blocks(text);
    for (kind, first, second) in mutations {
        let items: Vec<_> = (0..blocks.len()).filter(|at| is_item(&blocks[*at])).collect();
        let [first, second] = [first, second].map(|seed| items[seed % items.len()]);
        let rename = |from: &str, to: &str| blocks[first].replacen(from, to, 1);
        match kind % 8 {
            0 => drop(blocks.remove(first)),
            1 => blocks.insert(first, blocks[first].replacen("name: ", "name: x", 1)),
            2 => blocks.swap(first, second),
            3 if blocks.get(first + 1).is_some_and(|next| is_item(next)) => {
                blocks.swap(first, first + 1);
            }
            4 => blocks[first] = rename("name: ", "name: x"),
            5 => blocks[first] = rename("wire: ", "wire: x"),
            6 => blocks[first] = rename("type: text", "type: count"),
            _ => blocks[first] = renamed(&blocks[first]),
        }
    }
    blocks.join("\n")
}

/// An item with another name, and its name as that of an earlier revision.
fn renamed(block: &str) -> String {
    let name = block.split("name: ").nth(1).unwrap_or_default();
    let name: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let between = if block.contains('{') { ", " } else { "\n        " };
    block.replacen("name: ", &format!("was: {name}{between}name: x"), 1)
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
    let text = BASE
        .replace(
            "zh: 重量, type: text",
            "zh: 重量, type: text, printed_type: String, default: one, min: 1, min_length: 1, \
             max: 7, endpoints: [P1], decisions: [T1], notes: Heavy., was: mass",
        )
        .replace("zh: 平}", "zh: 平, was: Level, notes: Seldom.}")
        .replace(
            "name: ping\n",
            "name: ping\n    was: [test]\n    notes: Often.\n    common: [time]\n",
        )
        .replace("request: Ping", "decisions: [T1]\n    urls: {test: there}\n    request: Ping");
    let spec = crate::load(&text);
    let mut rewritten = 0;
    // Another protocol is nothing to compare with.
    let lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with("protocol:"));
    for (at, line) in lines {
        for word in words(line) {
            let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
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
