//! The table of all endpoints in the README, between two marks.

use spec::{Endpoint, Spec};

const BEGIN: &str = "<!-- endpoints: written by `cargo xtask codegen` -->\n";
const END: &str = "<!-- endpoints: end -->\n";

/// The README with the table of these specs in the place of the one in it.
pub fn update(readme: &str, specs: &[Spec]) -> Result<String, String> {
    let marks = || format!("README.md: the marks of the table are missing: {BEGIN}{END}");
    let (before, rest) = readme.split_once(BEGIN).ok_or_else(marks)?;
    let (_, after) = rest.split_once(END).ok_or_else(marks)?;
    Ok(format!("{before}{BEGIN}\n{}\n{END}{after}", table(specs)))
}

fn table(specs: &[Spec]) -> String {
    let rows = specs.iter().flat_map(|spec| {
        let protocol = &spec.protocol.value;
        spec.endpoints.iter().map(move |endpoint| row(protocol, endpoint))
    });
    let heading = "| id | methods | command | what it does |\n|---|---|---|---|\n";
    std::iter::once(heading.to_owned()).chain(rows).collect()
}

fn row(protocol: &str, endpoint: &Endpoint) -> String {
    let methods = endpoint.methods.iter().map(|method| method.value.as_str());
    let methods = methods.collect::<Vec<_>>().join(", ");
    let (id, name) = (&endpoint.id.value, &endpoint.name.value);
    let page = if endpoint.is_page { "; a page" } else { "" };
    let restricted = if endpoint.is_restricted { "; not open to everyone" } else { "" };
    let (en, zh) = (cell(&endpoint.text.en), cell(&endpoint.text.zh));
    format!(
        "| {id} | {methods} | `yima call {protocol} {name}` | {en} ({zh}){page}{restricted} |\n"
    )
}

/// Text that stays in its cell.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: &str = include_str!("../../crates/spec/tests/small.yaml");

    #[test]
    fn only_what_stands_between_the_marks_is_written() {
        let spec = spec::load("toy/1.yaml", SPEC).expect("a spec");
        let readme = format!("before\n{BEGIN}an old table\n{END}after\n");
        let updated = update(&readme, std::slice::from_ref(&spec)).expect("a table");
        assert!(updated.starts_with(&format!("before\n{BEGIN}\n| id | methods |")), "{updated}");
        assert!(updated.ends_with(&format!("|\n\n{END}after\n")), "{updated}");
        assert!(!updated.contains("an old table"));
        let rows = updated.lines().filter(|line| line.contains("`yima call toy")).count();
        assert_eq!(rows, spec.endpoints.len());
        assert_eq!(update(&updated, &[spec]).as_ref(), Ok(&updated), "nothing left to do");
        let without = update("no marks", &[]).expect_err("no place for it");
        assert!(without.contains("<!-- endpoints: end -->"), "{without}");
    }
}
