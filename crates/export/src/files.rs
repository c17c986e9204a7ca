//! Which files are exported, and what from.

use std::fs;
use std::path::{Path, PathBuf};

use spec::Spec;

use crate::json::Json;
use crate::samples::Samples;
use crate::{jsonschema, openapi, page};

/// Where the sandbox has its page: a published crate contains all that it serves.
const SANDBOX: &str = "crates/sandbox/src/generated";

/// Where the simulated service of a protocol has its OpenAPI document.
fn service_folder(protocol: &str) -> String {
    format!("crates/sandbox-{protocol}/src/generated")
}

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// OpenAPI beside the specs and in the simulated services.
    Openapi,
    /// JSON Schema beside the specs.
    Jsonschema,
    /// The page of the sandbox.
    Page,
}

/// A file below the root of the repository.
#[derive(Debug)]
pub struct File {
    /// What it is.
    pub what: What,
    /// Path below the root.
    pub path: PathBuf,
    /// Content.
    pub text: String,
}

/// The newest spec of a protocol.
struct Newest {
    spec: Spec,
    /// Path below `specs/`, without its extension.
    path: String,
    /// What an export says of its origin.
    source: String,
}

/// All exported files of the repository in `root`.
///
/// # Errors
/// A spec or sample that cannot be read, and a protocol without models.
pub fn files(root: &Path) -> Result<Vec<File>, String> {
    let mut files = Vec::new();
    let mut specs = Vec::new();
    for protocol in entries(&root.join("specs"))?.into_iter().filter(|path| path.is_dir()) {
        let newest = newest(&protocol)?;
        files.extend(of_protocol(root, &newest)?);
        specs.push(newest.spec);
    }
    let path = Path::new(SANDBOX).join("docs.html");
    files.push(File { what: What::Page, path, text: page::page(&specs) });
    Ok(files)
}

/// Exports in the repository that no newest spec has, by their paths below its root.
///
/// # Errors
/// A folder that cannot be read.
pub fn left_over(root: &Path, files: &[File]) -> Result<Vec<(What, PathBuf)>, String> {
    let mut folders = entries(&root.join("specs"))?;
    folders.retain(|path| path.is_dir());
    let services = folders.iter().filter_map(|path| path.file_name()?.to_str());
    let services = services.map(|protocol| root.join(service_folder(protocol)));
    let services: Vec<_> = services.chain([root.join(SANDBOX)]).collect();
    folders.extend(services.into_iter().filter(|path| path.is_dir()));
    let mut left = Vec::new();
    for folder in folders {
        for path in entries(&folder)? {
            let path = path.strip_prefix(root).unwrap_or(&path).to_owned();
            let name = path.to_string_lossy();
            let what = if name.ends_with(".openapi.json") {
                What::Openapi
            } else if name.ends_with(".schema.json") {
                What::Jsonschema
            } else {
                continue;
            };
            if files.iter().all(|file| file.path != path) {
                left.push((what, path));
            }
        }
    }
    Ok(left)
}

fn of_protocol(root: &Path, newest: &Newest) -> Result<[File; 3], String> {
    let Newest { spec, path, source } = newest;
    let (protocol, revision) = (&spec.protocol.value, &spec.revision.value);
    let folder = root.join(format!("tests/data/{protocol}/{revision}/samples"));
    let samples =
        Samples::read(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let endpoints = jsonschema::endpoints(protocol)
        .ok_or_else(|| format!("{protocol}: add its models to crates/export/src/jsonschema.rs"))?;
    let file = |what, path: String, text| File { what, path: path.into(), text };
    Ok([
        file(
            What::Openapi,
            format!("specs/{path}.openapi.json"),
            pretty(&openapi::document(spec, &samples, source)),
        ),
        file(
            What::Openapi,
            format!("{}/{protocol}.openapi.json", service_folder(protocol)),
            compact(&openapi::document_of_sandbox(spec, &samples, source)),
        ),
        file(
            What::Jsonschema,
            format!("specs/{path}.schema.json"),
            pretty(&jsonschema::document(spec, endpoints, source)),
        ),
    ])
}

fn newest(protocol: &Path) -> Result<Newest, String> {
    let is_spec = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "yaml");
    let specs = entries(protocol)?.into_iter().filter(is_spec);
    let file = specs.max_by_key(|path| numbers(path));
    let file = file.ok_or_else(|| format!("{}: no spec in it", protocol.display()))?;
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let name = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder = protocol.file_name().unwrap_or_default().to_string_lossy();
    let path = format!("{folder}/{}", name(&file));
    let shown = format!("specs/{path}.yaml");
    let spec = spec::load(&shown, &text).map_err(|report| report.to_string())?;
    let source = format!("@generated by `cargo xtask export` from {shown}");
    Ok(Newest { spec, path, source })
}

/// Revisions are file names of dotted numbers: 2.0.1 comes after 2.0, and 2.10 after 2.9.
fn numbers(path: &Path) -> Vec<u64> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    stem.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

/// The paths in a folder, sorted.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let describe = |error| format!("{}: {error}", folder.display());
    let paths = fs::read_dir(folder).map_err(describe)?;
    let paths = paths.map(|entry| entry.map(|entry| entry.path()));
    let mut paths: Vec<_> = paths.collect::<Result<_, _>>().map_err(describe)?;
    paths.sort();
    Ok(paths)
}

fn pretty(json: &Json) -> String {
    // Texts and lists always encode.
    serde_json::to_string_pretty(json).unwrap_or_default() + "\n"
}

fn compact(json: &Json) -> String {
    serde_json::to_string(json).unwrap_or_default() + "\n"
}
