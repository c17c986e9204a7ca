//! Specs: read, held to the rules, and compared.

use std::sync::LazyLock;

use spec::diff::{Diff, Revised, Verdict, human, json, markdown};
use spec::lint::Level;
use spec::{Position, Report, Spec};

const PATH: &str = "fuzz.yaml";

/// What a spec is compared with.
const SMALL: &str = include_str!("../../../spec/tests/small.yaml");

static SMALL_SPEC: LazyLock<Spec> =
    LazyLock::new(|| spec::load("small.yaml", SMALL).expect("the small spec is one"));

/// A text as a spec. Its report points into it; what has no errors loads, is no different from
/// itself, and as different from another spec as that one from it.
pub fn spec(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let report = spec::check(PATH, text);
    check_report(text, &report);
    let has_errors = report.findings().iter().any(|finding| finding.level == Level::Error);
    let loaded = spec::load(PATH, text);
    match &loaded {
        Ok(_) => assert!(!has_errors, "{report}"),
        Err(errors) => {
            assert!(has_errors, "{errors}");
            check_report(text, errors);
        }
    }
    match spec::load_as_is(PATH, text) {
        Ok(spec) => check_diff(text, &spec, loaded.is_ok()),
        Err(errors) => assert!(!errors.is_empty() && has_errors, "{errors}"),
    }
}

fn check_report(text: &str, report: &Report) {
    let (lines, characters) = (text.matches('\n').count() + 1, text.chars().count());
    for finding in report.findings() {
        let Position { line, column } = report.position(&finding);
        assert!(line <= lines && column <= characters + 1, "{finding:?}");
        let shown = report.render(&finding);
        assert!(shown.contains(&format!("{PATH}:{line}:{column}")), "{shown}");
    }
    assert_eq!(report.to_string().is_empty(), report.is_empty());
}

/// What breaks the rules may occur twice or lead nowhere: it is compared, and no more is asked.
fn check_diff(text: &str, spec: &Spec, is_sound: bool) {
    let itself = Diff::between(spec, spec);
    let is_same = itself.changes().is_empty() && itself.verdict() == Verdict::None;
    assert!(is_same || !is_sound, "{:?}", itself.changes());
    let read = Revised { path: PATH, text, spec };
    let small = Revised { path: "small.yaml", text: SMALL, spec: &SMALL_SPEC };
    let [there, back] = [(small, read), (read, small)].map(|(old, new)| {
        let diff = Diff::between(old.spec, new.spec);
        for shown in [human(&diff, old, new), markdown(&diff, old, new)] {
            assert!(!shown.is_empty() || diff.changes().is_empty());
        }
        assert!(json(&diff, old, new).is_object());
        diff.changes().len()
    });
    assert!(there == back || !is_sound, "{there} changes there, {back} back");
}
