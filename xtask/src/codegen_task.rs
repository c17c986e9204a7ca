//! `cargo xtask codegen`: the generated files on disk follow the specs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use spec::Spec;

use crate::endpoint_table;
use crate::gs1_table;
use crate::workspace;

/// Files that should be there, by path.
type Files = BTreeMap<PathBuf, String>;

pub fn run(check: bool) -> Result<(), String> {
    let root = workspace::root();
    let (mut stale, mut specs) = (Vec::new(), Vec::new());
    for protocol in entries(&root.join("specs"))?.into_iter().filter(|path| path.is_dir()) {
        let name = file_name(&protocol);
        let folder = |part| root.join("crates").join(format!("{name}-{part}/src/generated"));
        let (types, client) = (folder("types"), folder("client"));
        let (spec, wanted) = generate(&protocol, &types, &client)?;
        specs.push(spec);
        let mut present = present(&types)?;
        present.extend(self::present(&client)?);
        let changed = wanted.iter().filter(|(path, text)| present.get(*path) != Some(text));
        stale.extend(changed.map(|(path, _)| path.clone()));
        stale.extend(present.keys().filter(|path| !wanted.contains_key(*path)).cloned());
        if !check {
            update(&wanted, &present)?;
        }
    }
    let readme = root.join("README.md");
    let (table, rows) = gs1_table::file(&root)?;
    let present = [(readme.clone(), read(&readme)?), (table.clone(), read(&table)?)];
    let present = Files::from(present);
    let text = endpoint_table::update(&present[&readme], &specs)?;
    let wanted = Files::from([(readme, text), (table, rows)]);
    let changed = wanted.iter().filter(|(path, text)| present.get(*path) != Some(text));
    stale.extend(changed.map(|(path, _)| path.clone()));
    if !check {
        update(&wanted, &present)?;
    }
    let names: Vec<_> = stale.iter().map(|path| shown(path, &root)).collect();
    if check && !names.is_empty() {
        return Err(format!("stale, run `cargo xtask codegen`:\n  {}", names.join("\n  ")));
    }
    for name in names {
        println!("updated {name}");
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

/// Revisions are file names of dotted numbers: 2.0.1 comes after 2.0, and 2.10 after 2.9.
pub fn newest_revision(protocol: &Path) -> Result<PathBuf, String> {
    let files = entries(protocol)?.into_iter();
    newest(files).ok_or_else(|| format!("{}: no spec in it", protocol.display()))
}

/// The spec of the newest revision among the files of a protocol.
pub fn newest(files: impl Iterator<Item = PathBuf>) -> Option<PathBuf> {
    let number = |path: &PathBuf| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        stem.split('.').map(|part| part.parse().unwrap_or(0)).collect::<Vec<u64>>()
    };
    files.filter(|path| path.extension().is_some_and(|e| e == "yaml")).max_by_key(number)
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

fn shown(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}
