//! `specs/README.md` explains every key, with an example that is a spec.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[path = "support/overlay.rs"]
mod overlay;

use overlay::overlay;

fn readme() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs/README.md");
    fs::read_to_string(path).expect("specs/README.md")
}

#[test]
fn the_example_is_a_spec_without_findings() {
    let text = readme();
    let (_, rest) = text.split_once("```yaml\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("its end");
    let report = spec::check("README.md", example);
    assert!(report.is_empty(), "{report}");
}

/// The format's keys, as the loader names them where it meets one that it does not know.
fn keys() -> BTreeSet<String> {
    const ODD: &str = "zzzzzzzzzzzz: 1";
    let places = [
        format!("{ODD}\n"),
        format!("title: {{{ODD}}}\n"),
        format!("documents: [{{{ODD}}}]\n"),
        format!("encoding: {{{ODD}}}\n"),
        format!("history: [{{{ODD}}}]\n"),
        format!("decisions: {{A: {{{ODD}}}}}\n"),
        format!("rules: [{{{ODD}}}]\n"),
        format!("allow: [{{{ODD}}}]\n"),
        format!("newtypes: {{A: {{{ODD}}}}}\n"),
        format!("enums: {{A: {{{ODD}, values: [{{{ODD}}}]}}}}\n"),
        format!("envelope: {{{ODD}}}\n"),
        format!("types: {{A: {{{ODD}, fields: [{{{ODD}}}]}}}}\n"),
        format!("endpoints: [{{{ODD}, paging: {{{ODD}}}, constraints: [{{{ODD}}}]}}]\n"),
    ];
    let mut keys = BTreeSet::new();
    for place in places {
        let report = spec::check("odd.yaml", &overlay(&place));
        for finding in report.findings().iter().filter(|finding| finding.id == "unknown-key") {
            let help = finding.help.as_deref().and_then(|help| help.strip_prefix("known here: "));
            keys.extend(help.expect("the known keys").split(", ").map(str::to_owned));
        }
    }
    keys
}

#[test]
fn every_key_is_explained() {
    let (text, keys) = (readme(), keys());
    assert!(keys.len() > 50, "{keys:?}");
    for key in keys {
        assert!(text.contains(&format!("`{key}`")), "{key} is not explained");
    }
}
