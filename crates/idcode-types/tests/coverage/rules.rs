//! The rules between parameters and of files, held against those that the document prints.

use wire::{ConstraintKind, EndpointInfo};

use crate::document::squeeze;
use crate::{endpoint, info, load, table};

/// Rules that we decided on, by endpoint and decision.
const DECIDED: [(&str, &str); 5] =
    [("5013", "I67"), ("5014", "I67"), ("5014", "I67"), ("605", "I84"), ("602", "I10")];

#[test]
fn each_printed_rule_is_checked_and_every_other_is_decided_on() {
    let spec = load();
    let rows = table("rules", ["number", "parameter", "text"]);
    assert_eq!(rows.len(), 7);
    let stated = spec.endpoints.iter().flat_map(|endpoint| {
        endpoint.constraints.iter().map(move |rule| (endpoint.id.value.as_str(), rule))
    });
    let (printed, decided): (Vec<_>, Vec<_>) = stated.partition(|(_, rule)| rule.zh.is_some());
    let mut of_files = 0;
    for [number, parameter, text] in &rows {
        if is_file(info(number), parameter) {
            assert_file_rule(number, parameter, text);
            of_files += 1;
            continue;
        }
        let is_stated = printed.iter().any(|(id, rule)| {
            let zh = rule.zh.as_deref().unwrap_or_default();
            let names = rule.kind.parameters();
            *id == number
                && squeeze(zh) == squeeze(text)
                && names.iter().any(|name| name.value == *parameter)
        });
        assert!(is_stated, "{number} {parameter}: {text}");
    }
    assert_eq!(printed.len(), rows.len() - of_files);
    let decided = decided.iter().map(|(id, rule)| (*id, rule.decisions[0].value.as_str()));
    assert_eq!(decided.collect::<Vec<_>>(), DECIDED);
}

/// The printed text is that of the parameter, whose model has the limits that it states.
fn assert_file_rule(number: &str, parameter: &str, text: &str) {
    let specified = endpoint(&load(), number).parameters.iter().any(|field| {
        field.wire.value == parameter && squeeze(&field.text.zh).contains(&squeeze(text))
    });
    assert!(specified, "{number} {parameter}: {text}");
    let file = info(number).files.iter().find(|file| file.wire == parameter).expect(parameter);
    assert_eq!(file.limits.max_bytes, Some(5 * 1024 * 1024));
    assert_eq!(file.formats, ["bmp", "png", "jpg", "jpeg", "gif"]);
}

fn is_file(endpoint: &EndpointInfo, parameter: &str) -> bool {
    endpoint.files.iter().any(|file| file.wire == parameter)
}

#[test]
fn the_models_have_the_rules_of_the_spec() {
    let count = idcode_types::ENDPOINTS.iter().map(|endpoint| endpoint.constraints.len());
    assert_eq!(count.sum::<usize>(), 10);
    let [range, digits] = info("5014").constraints else { panic!("two rules") };
    assert_eq!(range.kind, ConstraintKind::Ascending("start_num", "end_num"));
    assert_eq!(digits.kind, ConstraintKind::Digits("end_num", "length"));
}
