//! Probable causes of YAML syntax errors: the parser often notices them a line later.

/// Describes the first thing on the line at `at`, or next to it, that YAML takes amiss.
pub fn probable_cause(text: &str, at: usize) -> Option<String> {
    let lines: Vec<_> = text.lines().collect();
    let of_error = text[..at.min(text.len())].matches('\n').count();
    let near =
        [Some(of_error), of_error.checked_sub(1), of_error.checked_sub(2), Some(of_error + 1)];
    near.into_iter().flatten().find_map(|index| {
        let cause = cause(lines.get(index)?)?;
        Some(format!("line {}: {cause}", index + 1))
    })
}

fn cause(line: &str) -> Option<&'static str> {
    let content = line.trim_start_matches([' ', '\t', '\u{3000}']);
    let indent = &line[..line.len() - content.len()];
    let plain = without_quoted(content);
    let key = plain.split(": ").next().unwrap_or_default();
    if content.is_empty() || content.starts_with('#') {
        None
    } else if indent.contains('\t') {
        Some("a tab indents it; use blanks")
    } else if indent.contains('\u{3000}') {
        Some("an ideographic blank (U+3000) indents it; use blanks")
    } else if key.contains('：') {
        Some("a full-width colon `：` follows the key; write `: `")
    } else if plain.contains(['{', '[']) && plain.contains('，') {
        Some("a full-width comma `，` is between entries; write `, `, or quote the text")
    } else if plain.contains(['“', '”']) && !plain.contains(['"', '\'']) {
        Some("full-width quotes `“”` do not quote; write `\"`")
    } else if !plain.contains('{') && plain.matches(": ").count() > 1 {
        Some("a text with `: ` needs quotes")
    } else if content.matches('"').count() % 2 == 1 {
        Some("a quote `\"` is opened and not closed")
    } else if indent.len() % 2 == 1 {
        Some("it is indented by an odd number of blanks")
    } else {
        None
    }
}

/// The line without what stands in quotes.
fn without_quoted(line: &str) -> String {
    line.split('"').step_by(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cause_is_found_on_the_line_or_next_to_it() {
        let text = "a: 1\n\tb: 2\nc: 3\n";
        for at in [0, 6, 12] {
            let cause = probable_cause(text, at).expect("the tab");
            assert!(cause.starts_with("line 2: a tab"), "{cause}");
        }
        assert_eq!(probable_cause("a: 1\nb: 2\n", 3), None);
        assert_eq!(probable_cause("", 9), None);
    }

    #[test]
    fn each_typical_mistake_has_its_words() {
        for (line, expected) in [
            ("  en：Name", "full-width colon"),
            ("　　en: Name", "ideographic blank"),
            ("  - {wire: a，name: b}", "full-width comma"),
            ("  zh: “名称", "full-width quotes"),
            ("  notes: see: below", "needs quotes"),
            ("  en: \"Name", "not closed"),
            ("   en: Name", "odd number"),
        ] {
            let cause = cause(line).unwrap_or_else(|| panic!("{line}"));
            assert!(cause.contains(expected), "{line}: {cause}");
        }
        for line in
            ["  zh: 是否：1 是，0 否", "  - {zh: \"一，二\"}", "# a：b", "", "  en: \"see: below\""]
        {
            assert_eq!(cause(line), None, "{line}");
        }
    }
}
