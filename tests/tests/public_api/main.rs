//! What users of the libraries see, as text: a change of it shows as a change of a snapshot. Types
//! stand as they are written in the source, without what imports say of them; whatever a crate
//! gives only with a feature stands behind its `cfg`.
//! `INSTA_UPDATE=always cargo test -p workspace-tests` accepts a change.

mod impls;
mod macros;
mod names;
use test_support::snapshots;
mod source;
mod surface;
mod text;
mod toy;

use std::fs;
use std::path::Path;

use surface::surface;

const CRATES: [&str; 18] = [
    "auth",
    "client-core",
    "cloudmfg-client",
    "cloudmfg-types",
    "dbhs-client",
    "dbhs-types",
    "idcode-client",
    "idcode-types",
    "recording",
    "sandbox-core",
    "transport",
    "udid-client",
    "udid-sqlite",
    "udid-store",
    "udid-sync",
    "udid-synthetic",
    "udid-types",
    "wire",
];

#[test]
fn users_see_this() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for name in CRATES {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates").join(name).join("src");
        let source = source::load(&name.replace('-', "_"), &|path| {
            fs::read_to_string(folder.join(path)).ok()
        });
        settings.bind(|| insta::assert_snapshot!(name, surface(&source)));
    }
    snapshots::no_others("tests/public_api/snapshots", CRATES);
}
