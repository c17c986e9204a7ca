//! The size of the dependency trees that users get.

use crate::project::Project;
use crate::text::dependency_on;

/// Packages in the tree of a types crate, itself included.
const MOST_PACKAGES: usize = 9;

#[test]
fn types_crates_have_few_packages_and_no_proc_macro() {
    for name in ["udid-types", "idcode-types", "dbhs-types", "cloudmfg-types"] {
        let packages = Project::new(&dependency_on(name), "fn main() {}\n").packages();
        assert!(packages.iter().any(|line| line.starts_with("serde_json v")), "{packages:#?}");
        assert!(packages.len() <= MOST_PACKAGES, "more than {MOST_PACKAGES}: {packages:#?}");
        assert!(!packages.iter().any(|line| line.contains("(proc-macro)")), "{packages:#?}");
    }
}
