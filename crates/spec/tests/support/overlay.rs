//! Examples are laid over the small spec.

const SMALL: &str = include_str!("../small.yaml");

/// The small spec, with the sections of `example` in place of its own. Named entries of a section,
/// like types, stay where the example has none of their name.
pub fn overlay(example: &str) -> String {
    let mut sections = blocks(SMALL, 0);
    for (name, text) in blocks(example, 0) {
        match sections.iter_mut().find(|(other, _)| *other == name) {
            Some((_, below)) => *below = merged(below, &text),
            None => sections.push((name, text)),
        }
    }
    sections.into_iter().map(|(_, text)| text).collect()
}

fn merged(below: &str, above: &str) -> String {
    let (head, rest) = above.split_once('\n').expect("a line");
    let (head_below, rest_below) = below.split_once('\n').expect("a line");
    let has_names = |rest: &str| rest.starts_with("  ") && !rest.starts_with("  -");
    if head != head_below || !has_names(rest) || !has_names(rest_below) {
        return above.to_owned();
    }
    let (above, mut text) = (blocks(rest, 2), format!("{head}\n"));
    for (name, block) in blocks(rest_below, 2) {
        if !above.iter().any(|(other, _)| *other == name) {
            text.push_str(&block);
        }
    }
    text.extend(above.into_iter().map(|(_, block)| block));
    text
}

/// The lines from each key that is indented by `indent` to the next, by key.
fn blocks(text: &str, indent: usize) -> Vec<(String, String)> {
    let mut blocks: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        let rest = &line[indent.min(line.len())..];
        if rest.starts_with(|c: char| c.is_alphanumeric()) || blocks.is_empty() {
            let name = rest.split(':').next().unwrap_or_default().to_owned();
            blocks.push((name, String::new()));
        }
        blocks.last_mut().expect("a block").1.push_str(line);
    }
    blocks
}
