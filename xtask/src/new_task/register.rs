//! Where the workspace names its protocols.

use std::path::{Path, PathBuf};

use super::{Files, NAME, read};

/// A line that a file needs for each protocol.
struct Entry {
    file: &'static str,
    line: &'static str,
    /// What the lines of its kind are sorted by; the line goes between them, or behind them if all
    /// have the same.
    key: fn(&str) -> Option<&str>,
}

const ENTRIES: &[Entry] = &[
    Entry {
        file: "Cargo.toml",
        line: "PROTOCOL-client = { path = \"crates/PROTOCOL-client\", version = \"0.1.0\", default-features = false }",
        key: workspace_crate,
    },
    Entry {
        file: "Cargo.toml",
        line: "PROTOCOL-types = { path = \"crates/PROTOCOL-types\", version = \"0.1.0\" }",
        key: workspace_crate,
    },
    Entry {
        file: "Cargo.toml",
        line: "sandbox-PROTOCOL = { path = \"crates/sandbox-PROTOCOL\", version = \"0.1.0\" }",
        key: workspace_crate,
    },
    Entry {
        file: "crates/export/Cargo.toml",
        line: "PROTOCOL-types = { workspace = true, features = [\"schemars\"] }",
        key: dependency,
    },
    Entry {
        file: "crates/export/src/jsonschema.rs",
        line: "        \"PROTOCOL\" => &PROTOCOL_types::ENDPOINTS,",
        key: |line| line.ends_with("_types::ENDPOINTS,").then_some(""),
    },
];

fn workspace_crate(line: &str) -> Option<&str> {
    line.split_once(" = { path = \"crates/").map(|(name, _)| name)
}

fn dependency(line: &str) -> Option<&str> {
    line.split_once(" = { workspace = true").map(|(name, _)| name)
}

/// The files that name protocols, with one more.
pub fn all(root: &Path, name: &str) -> Result<Files, String> {
    let mut files = Files::new();
    for entry in ENTRIES {
        let path = PathBuf::from(entry.file);
        let text = match files.remove(&path) {
            Some(text) => text,
            None => read(&root.join(&path))?,
        };
        let line = entry.line.replace(NAME, name);
        let text = insert(&text, &line, entry.key)
            .ok_or_else(|| format!("{}: no line like `{}`", entry.file, entry.line.trim()))?;
        files.insert(path, text);
    }
    Ok(files)
}

/// A text with one more line among the first lines of its kind that stand together.
fn insert(text: &str, line: &str, key: fn(&str) -> Option<&str>) -> Option<String> {
    let mut lines: Vec<_> = text.lines().collect();
    let first = lines.iter().position(|line| key(line).is_some())?;
    let length = lines[first..].iter().take_while(|line| key(line).is_some()).count();
    let of_its_kind = &lines[first..first + length];
    // A line whose kind has no order has no key of its own.
    let own = key(line).unwrap_or_default();
    let before = of_its_kind.iter().position(|line| key(line).is_some_and(|key| key > own));
    lines.insert(first + before.unwrap_or(length), line);
    Some(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(line: &str) -> Option<&str> {
        line.strip_prefix("mod ")
    }

    #[test]
    fn a_line_stands_in_order_among_its_kind() {
        let text = "// modules\nmod b;\nmod d;\n\nmod tests;\n";
        for (line, expected) in [
            ("mod a;", "// modules\nmod a;\nmod b;\nmod d;\n\nmod tests;\n"),
            ("mod c;", "// modules\nmod b;\nmod c;\nmod d;\n\nmod tests;\n"),
            ("mod e;", "// modules\nmod b;\nmod d;\nmod e;\n\nmod tests;\n"),
        ] {
            assert_eq!(insert(text, line, name).as_deref(), Some(expected), "{line}");
        }
        assert_eq!(insert("no modules\n", "mod a;", name), None);
    }

    #[test]
    fn a_line_without_order_stands_behind_its_kind() {
        let text = "a\n(1)\n(2)\nb\n(3)\n";
        let bracket = |line: &str| line.starts_with('(').then_some("");
        assert_eq!(insert(text, "new", bracket).as_deref(), Some("a\n(1)\n(2)\nnew\nb\n(3)\n"));
    }
}
