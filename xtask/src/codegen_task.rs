//! `cargo xtask codegen`: updates generated files from the specs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use spec::Spec;
use spec::lint::order;

use crate::endpoint_table;
use crate::gs1_table;
use crate::workspace;

/// Wanted or present files, by path.
type Files = BTreeMap<PathBuf, String>;

/// A difference between wanted and present files.
struct Change {
    path: PathBuf,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    /// Wanted, not present.
    Missing,
    /// The spec has changed since the file was written.
    Stale,
    /// The file differs although the spec is the one it was written from.
    Edited,
    /// Present, not wanted.
    LeftOver,
}

impl Kind {
    /// What `codegen` does with such a file.
    fn done(self) -> &'static str {
        match self {
            Self::Missing => "created",
            Self::Stale | Self::Edited => "updated",
            Self::LeftOver => "removed",
        }
    }

    /// What `codegen --check` says of such a file.
    fn found(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Stale => "stale: its source has changed",
            Self::Edited => "edited by hand, or written by another generator",
            Self::LeftOver => "left over: no spec asks for it",
        }
    }
}

pub fn run(check: bool) -> Result<(), String> {
    let root = workspace::root();
    let (mut changes, mut specs) = (Vec::new(), Vec::new());
    for protocol in entries(&root.join("specs"))?.into_iter().filter(|path| path.is_dir()) {
        let name = file_name(&protocol);
        let folder = |part| root.join("crates").join(format!("{name}-{part}/src/generated"));
        let (types, client) = (folder("types"), folder("client"));
        let (spec, wanted) = generate(&protocol, &types, &client)?;
        specs.push(spec);
        let mut present = present(&types)?;
        present.extend(self::present(&client)?);
        // The first line of the root file has the hash of the spec.
        let source =
            |files: &Files| files.get(&types.join("mod.rs"))?.lines().next().map(str::to_owned);
        let differs = if source(&wanted) == source(&present) { Kind::Edited } else { Kind::Stale };
        changes.extend(self::changes(&wanted, &present, differs));
        if !check {
            update(&wanted, &present)?;
        }
    }
    changes.extend(update_tables(&root, &specs, check)?);
    report(&changes, &root, check)
}

/// Updates the table of endpoints, and that of GS1 application identifiers.
fn update_tables(root: &Path, specs: &[Spec], check: bool) -> Result<Vec<Change>, String> {
    let readme = root.join("README.md");
    let (table, rows) = gs1_table::file(root)?;
    let present = [(readme.clone(), read(&readme)?), (table.clone(), read(&table)?)];
    let present = Files::from(present);
    let text = endpoint_table::update(&present[&readme], specs)?;
    let wanted = Files::from([(readme, text), (table, rows)]);
    if !check {
        update(&wanted, &present)?;
    }
    Ok(changes(&wanted, &present, Kind::Stale))
}

/// What differs; `differs` says why two texts do.
fn changes(wanted: &Files, present: &Files, differs: Kind) -> Vec<Change> {
    let of_wanted = wanted.iter().filter_map(|(path, text)| {
        let kind = match present.get(path) {
            None => Kind::Missing,
            Some(there) if there != text => differs,
            Some(_) => return None,
        };
        Some(Change { path: path.clone(), kind })
    });
    let left_over = present.keys().filter(|path| !wanted.contains_key(*path));
    let left_over = left_over.map(|path| Change { path: path.clone(), kind: Kind::LeftOver });
    of_wanted.chain(left_over).collect()
}

fn report(changes: &[Change], root: &Path, check: bool) -> Result<(), String> {
    let shown = |path: &Path| path.strip_prefix(root).unwrap_or(path).display().to_string();
    if check && !changes.is_empty() {
        let lines = changes
            .iter()
            .map(|change| format!("\n  {} ({})", shown(&change.path), change.kind.found()));
        return Err(format!("run `cargo xtask codegen`:{}", lines.collect::<String>()));
    }
    for change in changes {
        println!("{} {}", change.kind.done(), shown(&change.path));
    }
    Ok(())
}

/// The spec of the newest revision of a protocol, and its files.
fn generate(protocol: &Path, types: &Path, client: &Path) -> Result<(Spec, Files), String> {
    let newest = newest_revision(protocol)?;
    let path = format!("{}/{}", file_name(protocol), file_name(&newest));
    let text = read(&newest)?;
    let spec: Spec =
        spec::load(&format!("specs/{path}"), &text).map_err(|report| report.to_string())?;
    let in_folder =
        |folder: PathBuf| move |file: codegen::File| (folder.join(file.path), file.text);
    let models = codegen::generate(&spec, &path, &text).into_iter();
    let methods = codegen::generate_client(&spec, &path).into_iter();
    let files = models.map(in_folder(types.to_owned()));
    let files = files.chain(methods.map(in_folder(client.to_owned()))).collect();
    Ok((spec, files))
}

/// The newest spec of a protocol.
pub fn newest_revision(protocol: &Path) -> Result<PathBuf, String> {
    let files = entries(protocol)?.into_iter();
    newest(files).ok_or_else(|| format!("{}: no spec in it", protocol.display()))
}

/// The newest spec among the files of a protocol.
pub fn newest(files: impl Iterator<Item = PathBuf>) -> Option<PathBuf> {
    sorted(files).pop()
}

/// The specs among the files of a protocol, oldest first, by the numbers in their names.
pub fn sorted(files: impl Iterator<Item = PathBuf>) -> Vec<PathBuf> {
    let number = |path: &PathBuf| order(&path.file_stem().unwrap_or_default().to_string_lossy());
    let mut specs: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|e| e == "yaml")).collect();
    specs.sort_by_key(number);
    specs
}

fn present(folder: &Path) -> Result<Files, String> {
    let mut files = Files::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop().filter(|folder| folder.exists()) {
        for path in entries(&folder)? {
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.clone(), read(&path)?);
            }
        }
    }
    Ok(files)
}

/// Writes what differs and removes what no spec asks for.
fn update(wanted: &Files, present: &Files) -> Result<(), String> {
    let describe = |path: &Path, error| format!("{}: {error}", path.display());
    for (path, text) in wanted.iter().filter(|(path, text)| present.get(*path) != Some(text)) {
        let folder = path.parent().unwrap_or(path);
        fs::create_dir_all(folder).map_err(|error| describe(folder, error))?;
        fs::write(path, text).map_err(|error| describe(path, error))?;
    }
    for path in present.keys().filter(|path| !wanted.contains_key(*path)) {
        fs::remove_file(path).map_err(|error| describe(path, error))?;
    }
    Ok(())
}

/// The paths in a folder, sorted.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let describe = |error| format!("{}: {error}", folder.display());
    let paths =
        fs::read_dir(folder).map_err(describe)?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths: Vec<_> = paths.collect::<Result<_, _>>().map_err(describe)?;
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
