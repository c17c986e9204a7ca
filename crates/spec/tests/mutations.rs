//! Slips of the pen in real specs are found or harmless, and never make the checks panic.

use std::ops::Range;
use std::time::{Duration, Instant};

use saphyr_parser::{Event, Parser};

#[path = "support/specs.rs"]
mod specs;

const MUTATIONS: usize = 1_000;

/// A generous guard for a loaded machine: each takes a few milliseconds when optimised.
const AT_MOST: Duration = Duration::from_secs(20);

#[test]
fn a_thousand_slips_of_the_pen() {
    let specs = specs::specs();
    assert!(specs.len() >= 5, "{}", specs.len());
    let scalars: Vec<_> = specs.iter().map(|(_, text)| scalars(text)).collect();
    let mut random = Random(20_260_810);
    let (mut found, mut slowest) = (0, (Duration::ZERO, String::new()));
    for number in 0..MUTATIONS {
        let (path, text) = &specs[number % specs.len()];
        let slip = SLIPS[number / specs.len() % SLIPS.len()];
        let changed = slip(text, &scalars[number % specs.len()], &mut random);
        let start = Instant::now();
        let report = spec::check(path, &changed);
        let shown = report.to_string();
        let took = start.elapsed();
        assert!(took < AT_MOST, "{path}, slip {number}: {took:?}");
        if report.is_empty() {
            let loaded = spec::load(path, &changed);
            assert!(loaded.is_ok(), "{path}, slip {number}: clean, yet not loaded");
        } else {
            assert!(shown.contains(path), "{path}, slip {number}: {shown}");
            found += 1;
        }
        if took > slowest.0 {
            slowest = (took, format!("{path}, slip {number}"));
        }
    }
    println!("{found} of {MUTATIONS} found; the slowest took {:?}: {}", slowest.0, slowest.1);
    // Texts that no rule can judge are changed too; what is structure is found.
    assert!(found > MUTATIONS / 2, "{found}");
}

type Slip = fn(&str, &[Range<usize>], &mut Random) -> String;

const SLIPS: &[Slip] = &[delete, duplicate, rename, retype, swap];

fn delete(text: &str, _: &[Range<usize>], random: &mut Random) -> String {
    let block = block(text, random);
    format!("{}{}", &text[..block.start], &text[block.end..])
}

fn duplicate(text: &str, _: &[Range<usize>], random: &mut Random) -> String {
    let block = block(text, random);
    format!("{}{}{}", &text[..block.end], &text[block.clone()], &text[block.end..])
}

fn rename(text: &str, scalars: &[Range<usize>], random: &mut Random) -> String {
    let place = random.choose(scalars);
    let at = place.end - usize::from(text[..place.end].ends_with('"'));
    format!("{}x{}", &text[..at], &text[at..])
}

fn retype(text: &str, scalars: &[Range<usize>], random: &mut Random) -> String {
    let place = random.choose(scalars);
    let old = &text[place.clone()];
    let forms =
        [format!("[{old}]"), format!("{{a: {old}}}"), "7".into(), "~".into(), "\"\"".into()];
    format!("{}{}{}", &text[..place.start], random.choose(&forms), &text[place.end..])
}

fn swap(text: &str, scalars: &[Range<usize>], random: &mut Random) -> String {
    let mut pair = [random.choose(scalars), random.choose(scalars)];
    pair.sort_by_key(|place| place.start);
    let [first, second] = pair;
    if first == second {
        return text.to_owned();
    }
    let (before, between, after) =
        (&text[..first.start], &text[first.end..second.start], &text[second.end..]);
    format!("{before}{}{between}{}{after}", &text[second.clone()], &text[first.clone()])
}

/// Where keys and texts stand.
fn scalars(text: &str) -> Vec<Range<usize>> {
    let bytes: Vec<_> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    let events = Parser::new_from_str(text).map(|event| event.expect("YAML"));
    let scalars = events.filter(|(event, _)| matches!(event, Event::Scalar(..)));
    scalars.map(|(_, span)| bytes[span.start.index()]..bytes[span.end.index()]).collect()
}

/// A line with the lines that are indented below it.
fn block(text: &str, random: &mut Random) -> Range<usize> {
    let lines: Vec<_> = text.split_inclusive('\n').collect();
    let first = random.below(lines.len());
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let is_inside = |line: &&&str| indent(line) > indent(lines[first]);
    let inside = lines[first + 1..].iter().take_while(is_inside).count();
    let length = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
    let start = length(&lines[..first]);
    start..start + length(&lines[first..=first + inside])
}

/// `SplitMix64`, seeded, so that a failure comes again.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let limit = u64::try_from(limit).expect("fits");
        usize::try_from((mixed ^ (mixed >> 31)) % limit).expect("fits")
    }

    fn choose<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
