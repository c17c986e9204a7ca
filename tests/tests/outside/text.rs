//! Examples of the README and of crates.

use std::fs;

use crate::project::root;

/// The dependencies of one crate of the workspace alone.
pub fn dependency_on(name: &str) -> String {
    let path = root().join("crates").join(name);
    format!("[dependencies]\n{name} = {{ path = \"{}\" }}\n", path.display())
}

/// Dependency lines and program of the README that use a crate.
pub fn readme(name: &str) -> (String, String) {
    let text = read("README.md");
    let blocks: Vec<_> = text.split("```").skip(1).step_by(2).collect();
    let dependencies = blocks.iter().find_map(|block| {
        let lines = block.strip_prefix("toml\n")?;
        lines.contains(&format!("\n{name} = ")).then(|| lines.to_owned())
    });
    let crate_name = name.replace('-', "_");
    let program = blocks.iter().find_map(|block| {
        let (head, program) = block.split_once('\n')?;
        let is_of_crate = program.contains(&format!("use {crate_name}::"));
        (head.starts_with("rust") && is_of_crate).then(|| program.to_owned())
    });
    let dependencies = dependencies.expect("dependencies in the README");
    let path = root().display().to_string();
    (dependencies.replace("../yima", &path), program.expect("an example in the README"))
}

/// The first example in the documentation of a crate, as rustdoc compiles it.
pub fn first_example(name: &str) -> String {
    let text = read(&format!("crates/{name}/src/lib.rs"));
    let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
    let mut lines = lines.skip_while(|line| !line.starts_with(" ```")).skip(1);
    let lines = lines.by_ref().take_while(|line| !line.starts_with(" ```"));
    let lines = lines.map(|line| line.trim_start_matches(" # ").to_owned() + "\n");
    format!(
        "fn main() {{ example().unwrap(); }}\n\nfn example() -> {RESULT} {{\n{}\n}}\n",
        last_ok(lines.collect())
    )
}

const RESULT: &str = "Result<(), Box<dyn std::error::Error>>";

/// rustdoc knows the type of the error by the last line.
fn last_ok(mut code: String) -> String {
    let end = code.rfind("Ok::<").expect("a last line with the error");
    code.truncate(end);
    code + "Ok(())"
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}
