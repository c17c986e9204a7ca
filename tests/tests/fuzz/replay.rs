//! What fuzzing found worth keeping.

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngSeed, TestRunner};

use crate::{TARGETS, Target, files, models, targets};

const SPLICES: u32 = 200;

fn corpus((name, _): Target) -> Vec<PathBuf> {
    let files = files(&format!("corpus/{name}"));
    assert!(!files.is_empty(), "{name} has no corpus");
    files
}

#[test]
fn every_target_has_a_binary_and_every_binary_is_replayed() {
    let binaries = files("targets").into_iter().map(|file| {
        file.file_stem().and_then(|name| name.to_str()).map(str::to_owned).expect("a name")
    });
    assert_eq!(binaries.collect::<Vec<_>>(), TARGETS.map(|(name, _)| name));
}

#[test]
fn the_corpora() {
    for target in TARGETS {
        for file in corpus(target) {
            // Shown if it fails.
            println!("{}", file.display());
            target.1(&fs::read(file).expect("a file"));
        }
    }
}

/// The beginning of one input and the end of another, always the same ones.
#[test]
fn splices_of_the_corpora() {
    for target in TARGETS {
        let corpus = corpus(target).into_iter().map(|file| fs::read(file).expect("a file"));
        let corpus: Vec<_> = corpus.collect();
        let config = Config {
            cases: SPLICES,
            rng_seed: RngSeed::Fixed(20_260_810),
            failure_persistence: None,
            ..Config::default()
        };
        let places = any::<[(Index, Index); 2]>();
        let outcome = TestRunner::new(config).run(&places, |[begin, end]| {
            let [begin, end] = [begin, end].map(|(which, at)| {
                let input = which.get(&corpus);
                input.split_at(at.index(input.len() + 1))
            });
            target.1(&[begin.0, end.1].concat());
            Ok(())
        });
        assert!(outcome.is_ok(), "{}: {outcome:?}", target.0);
    }
}

/// A model is fuzzed as soon as it is listed, whether the corpora know it or not.
#[test]
fn every_model_with_all_its_fields() {
    for (name, listed) in targets::MODELS {
        let target = TARGETS.iter().find(|(target, _)| *target == name).expect("a target").1;
        for model in listed {
            for case in models::CASES {
                let full = models::full(model.info, &case).to_string();
                target(full.as_bytes());
                target(serde_json::Value::from(full).to_string().as_bytes());
            }
        }
    }
}

/// Replacements for any value.
const VALUES: [&str; 24] = [
    "null",
    "true",
    "0",
    "-0",
    "7",
    "1.0",
    "1.10",
    "1e5",
    "1e400",
    "99999999999999999999",
    r#""""#,
    r#"" ""#,
    r#""x""#,
    r#""null""#,
    r#""{}""#,
    r#""{ }""#,
    r#""{\"a\": 1.10}""#,
    r#""[]""#,
    r#""[{}, null]""#,
    "{}",
    r#"{"a": [{}]}"#,
    "[]",
    "[null, {}]",
    r#"["", "x", 1.10]"#,
];

#[test]
fn every_field_with_values_of_every_kind() {
    let kinds = VALUES.iter().flat_map(|one| VALUES.map(|other| (*one, other)));
    let pairs: Vec<_> = kinds.collect();
    for model in targets::MODELS.into_iter().flat_map(|(_, listed)| listed) {
        for field in model.info.fields {
            let key = serde_json::Value::from(field.wire);
            for value in VALUES {
                (model.check)(format!("{{{key}: {value}}}").as_bytes());
            }
            // The same key again: the first counts.
            for (one, other) in &pairs {
                (model.check)(format!("{{{key}: {one}, {key}: {other}}}").as_bytes());
            }
        }
    }
}
