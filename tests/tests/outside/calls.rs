//! A program that depends on a client, against a served sandbox.

use sandbox::Sandbox;

use crate::project::Project;
use crate::text::readme;

#[tokio::test(flavor = "multi_thread")]
async fn readme_example_lists_a_day_of_the_sandbox() {
    let sandbox = Sandbox::start().await.expect("a sandbox");
    let (dependencies, program) = readme("udid-client");
    assert_eq!(dependencies.matches(" = {").count(), 2, "{dependencies}");
    // As the README says, with what `yima sandbox serve` prints.
    let replacements = [
        ("Environment::Production", sandbox.udid_url()),
        ("\"app id\"", sandbox.app_id().to_owned()),
        ("\"app secret\"", sandbox.app_secret().to_owned()),
        ("\"credit code of the registrant\"", sandbox.credit_code().to_owned()),
    ];
    let program = replacements.iter().fold(program, |program, (from, to)| {
        assert!(program.contains(from), "{from}");
        program.replace(from, &format!("{to:?}"))
    });
    // The environment is no longer used.
    let program = program.replace(", Environment}", "}");
    let run = move || Project::new(&dependencies, &program).run();
    let printed = tokio::task::spawn_blocking(run).await.expect("the program runs");
    assert!(printed.lines().count() > 100, "{printed}");
    assert!(printed.lines().all(|line| line.ends_with(" packages")), "{printed}");
}
