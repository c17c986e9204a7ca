//! What becomes of the samples that the documents print: each decoded, as `Debug` shows it, and
//! encoded again; one snapshot for each endpoint. `INSTA_UPDATE=always cargo test -p workspace-tests`
//! accepts a change.

mod cloudmfg;
mod dbhs;
mod files;
mod idcode;
mod show;
use test_support::snapshots;
mod udid;

use std::collections::BTreeSet;

use show::Shown;
use wire::EndpointInfo;

/// Shows the samples of every endpoint, and gives the names of the snapshots.
fn check(
    protocol: &str,
    shown: &[Shown],
    endpoints: &[EndpointInfo],
    files: &BTreeSet<String>,
) -> Vec<String> {
    let ids: Vec<_> = shown.iter().map(|shown| shown.endpoint.id).collect();
    let all: Vec<_> = endpoints.iter().map(|endpoint| endpoint.id).collect();
    assert_eq!(ids, all, "{protocol}: every endpoint, once and in order");
    let used: BTreeSet<_> = shown.iter().flat_map(|shown| shown.files.clone()).collect();
    assert_eq!(used, *files, "{protocol}: every file");

    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let show = |shown: &Shown| {
        let id = shown.endpoint.id;
        assert!(!shown.files.is_empty() || id == "A.2.7", "{protocol} {id} has no sample");
        let name = format!("{protocol}-{}", id.replace('/', "-"));
        settings.bind(|| insta::assert_snapshot!(name.as_str(), shown.text));
        name
    };
    shown.iter().map(show).collect()
}

#[test]
fn the_samples_of_every_endpoint() {
    let mut names = check("udid", &udid::shown(), &udid_types::ENDPOINTS, &udid::files());
    assert_eq!(names.len(), 5);
    names.extend(check("idcode", &idcode::shown(), &idcode_types::ENDPOINTS, &idcode::files()));
    assert_eq!(names.len(), 5 + 47);
    names.extend(check("dbhs", &dbhs::shown(), &dbhs_types::ENDPOINTS, &dbhs::files()));
    assert_eq!(names.len(), 5 + 47 + 3);
    let endpoints = &cloudmfg_types::ENDPOINTS;
    names.extend(check("cloudmfg", &cloudmfg::shown(), endpoints, &cloudmfg::files()));
    assert_eq!(names.len(), 5 + 47 + 3 + 4);
    snapshots::no_others("tests/samples/snapshots", names);
}
