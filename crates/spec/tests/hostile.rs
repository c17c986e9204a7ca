//! Nothing a file can hold makes loading panic or take long.

use std::time::{Duration, Instant};

use proptest::prelude::*;

#[path = "support/specs.rs"]
mod specs;

const SMALL: &str = include_str!("small.yaml");
const REAL: &str = include_str!("../../../specs/udid/2.0.1.yaml");

/// Checks and shows what is wrong: rendering must not panic either.
fn load(text: &str) {
    let report = spec::check("hostile.yaml", text);
    assert_eq!(report.to_string().is_empty(), report.is_empty());
}

proptest! {
    #[test]
    fn any_text(text in any::<String>()) {
        load(&text);
    }

    #[test]
    fn any_yaml_like_text(text in "[-\\[\\]{}:,&*!|>'\"%@`#? \n\ta-c玩]{0,80}") {
        load(&text);
    }

    #[test]
    fn a_spec_with_a_part_cut_out(start in 0..SMALL.len(), length in 0..200_usize) {
        let keep = |byte: &usize| SMALL.is_char_boundary(*byte);
        let start = (0..=start).rev().find(keep).unwrap_or(0);
        let end = (start + length..SMALL.len()).find(keep).unwrap_or(SMALL.len());
        load(&format!("{}{}", &SMALL[..start], &SMALL[end..]));
    }

    #[test]
    fn a_real_spec_with_a_line_changed(line in 0..REAL.lines().count(), text in "[-\\[\\]{}:,&*!|>'\"a-c ]{0,12}") {
        let changed: Vec<_> =
            REAL.lines().enumerate().map(|(at, old)| if at == line { &text } else { old }).collect();
        load(&changed.join("\n"));
    }
}

#[test]
fn deep_nesting_ends_with_a_finding() {
    for open in ["[", "{a: ", "- ", "? "] {
        load(&open.repeat(20_000));
    }
}

/// All findings stand in one line: showing all of it for each would take minutes.
#[test]
fn a_great_many_findings_in_one_line_take_no_longer_than_they_must() {
    let keys: Vec<_> = (0..5_000).map(|number| format!("key{number}: 1")).collect();
    let start = Instant::now();
    let report = spec::check("hostile.yaml", &format!("{{{}}}", keys.join(", ")));
    let shown = report.to_string();
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    let (missing, last) = (5, report.findings().pop().unwrap());
    assert_eq!(report.findings().len(), 5_000 + missing);
    assert_eq!(last.message, "unknown key `key4999`");
    let (_, line) = shown.rsplit_once("| ").unwrap();
    assert!(shown.contains("key4998: 1, key4999: 1}") && line.len() < 1_000, "{line}");
}

/// The distance between two long names takes memory for each letter of one and each of the other.
#[test]
fn long_names_are_no_slips_of_the_pen() {
    let name = "Colour".repeat(10_000);
    let text = SMALL.replace("  Colour:\n", &format!("  ? {name}\n  :\n"));
    let text = text.replace("joined<Colour>", &format!("joined<{name}x>"));
    let start = Instant::now();
    let report = spec::check("hostile.yaml", &text);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    let finding = report.findings().into_iter().find(|one| one.message.contains("there is no"));
    assert_eq!(finding.unwrap().help, None);
}

#[test]
fn the_specs_of_this_repository_are_clean() {
    let specs = specs::specs();
    assert!(specs.len() >= 5, "{}", specs.len());
    for (path, text) in specs {
        let report = spec::check(&path, &text);
        assert!(report.is_empty(), "{report}");
    }
}
