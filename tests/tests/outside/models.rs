//! Programs that depend on a crate of models alone.

use crate::project::Project;
use crate::text::{dependency_on, first_example, readme};

#[test]
fn readme_example_reads_a_saved_response_with_the_models_alone() {
    let (dependencies, program) = readme("udid-types");
    assert_eq!(dependencies.matches(" = {").count(), 1, "{dependencies}");
    assert_eq!(Project::new(&dependencies, &program).run(), "Some(\"06901234567892\")\n");
}

#[test]
fn first_examples_of_the_types_crates_need_no_other_crate() {
    for name in ["udid-types", "idcode-types", "dbhs-types", "cloudmfg-types"] {
        Project::new(&dependency_on(name), &first_example(name)).run();
    }
}
