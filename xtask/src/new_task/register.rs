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
    Entry {
        file: "crates/yima/Cargo.toml",
        line: "PROTOCOL-client = { workspace = true, features = [\"rustls\"] }",
        key: dependency,
    },
    Entry {
        file: "crates/yima/Cargo.toml",
        line: "PROTOCOL-types = { workspace = true }",
        key: dependency,
    },
    Entry {
        file: "crates/yima/Cargo.toml",
        line: "sandbox-PROTOCOL = { workspace = true }",
        key: dependency,
    },
];

fn workspace_crate(line: &str) -> Option<&str> {
    line.split_once(" = { path = \"crates/").map(|(name, _)| name)
}

fn dependency(line: &str) -> Option<&str> {
    line.split_once(" = { workspace = true").map(|(name, _)| name)
}

/// The row of a protocol in the program's table.
const ROW: &str = include_str!("row.txt");

/// Where the table is.
const TABLE: &str = "crates/yima/src/wiring/protocols.rs";

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
    let table = read(&root.join(TABLE))?;
    let table = with_row(&table, name).ok_or_else(|| format!("{TABLE}: no table of protocols"))?;
    files.insert(TABLE.into(), table);
    Ok(files)
}

/// The table of protocols with one more row.
fn with_row(text: &str, name: &str) -> Option<String> {
    let (before, list) = text.split_once("pub static PROTOCOLS: [&Protocol; ")?;
    let (list, rest) = list.split_once("];\n")?;
    let (_, rows) = list.split_once(" = [")?;
    let row = name.to_uppercase();
    let rows: Vec<_> = rows.split(',').map(str::trim).filter(|row| !row.is_empty()).collect();
    let (count, rows) = (rows.len() + 1, rows.join(", "));
    let text =
        format!("{before}pub static PROTOCOLS: [&Protocol; {count}] = [{rows}, &{row}];\n{rest}");
    // Behind the last row, which ends like this at the start of a line.
    let end = text.rfind("\n};\n")? + "\n};\n".len();
    let (above, below) = text.split_at(end);
    let new = ROW.replace("PROTOCOL_NAME", &row).replace(NAME, name);
    Some(format!("{above}\n{new}{below}"))
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
    fn a_row_is_in_the_table_and_behind_the_others() {
        let text = "pub static PROTOCOLS: [&Protocol; 1] = [&UDID];\n\n\
                    static UDID: Protocol = Protocol {\n};\n\nfn other() {\n}\n";
        let table = with_row(text, "toy_box").expect("a table");
        assert!(table.starts_with("pub static PROTOCOLS: [&Protocol; 2] = [&UDID, &TOY_BOX];\n"));
        let row = table.find("static TOY_BOX: Protocol").expect("a row");
        assert!(table.find("static UDID") < Some(row) && Some(row) < table.find("fn other()"));
        assert!(!table.replace("PROTOCOLS", "").contains(NAME), "{table}");
        assert_eq!(with_row("no table", "toy"), None);
    }

    #[test]
    fn a_line_without_order_stands_behind_its_kind() {
        let text = "a\n(1)\n(2)\nb\n(3)\n";
        let bracket = |line: &str| line.starts_with('(').then_some("");
        assert_eq!(insert(text, "new", bracket).as_deref(), Some("a\n(1)\n(2)\nnew\nb\n(3)\n"));
    }
}
