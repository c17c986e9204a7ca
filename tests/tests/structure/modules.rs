//! The modules of a crate and what their files import from each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Item, ItemUse, UseTree, Visibility};

use crate::rust_files;

/// The path of a module from the root of its crate: empty for the root itself.
pub type ModulePath = Vec<String>;

/// A module in a file of its own.
struct Module {
    /// Paths of names that the file mentions, from the root of the crate.
    mentions: BTreeSet<ModulePath>,
    /// Names that it passes on, and from where.
    reexports: BTreeMap<String, ModulePath>,
}

/// The modules of a crate by their path.
pub struct Crate(BTreeMap<ModulePath, Module>);

impl Crate {
    /// Reads all files below `src`, but for generated ones and unit tests.
    pub fn load(src: &Path) -> Self {
        let files = rust_files(src).into_iter().filter(|file| {
            let below = file.strip_prefix(src).expect("a file of the crate").with_extension("");
            !below.iter().any(|part| part == "generated" || part == "tests")
        });
        Self(files.map(|file| (module_path(src, &file), Module::load(src, &file))).collect())
    }

    /// Which file imports from which other, parents and children of each other left out.
    pub fn imports(&self) -> BTreeMap<ModulePath, BTreeSet<ModulePath>> {
        let of = |path: &ModulePath, module: &Module| {
            let targets = module.mentions.iter().filter_map(|mention| self.owner(mention, 0));
            targets.filter(|target| !is_related(path, target)).collect()
        };
        self.0.iter().map(|(path, module)| (path.clone(), of(path, module))).collect()
    }

    /// The file whose module defines a name: re-exports lead on.
    fn owner(&self, mention: &[String], depth: usize) -> Option<ModulePath> {
        let split = (0..=mention.len()).rev().find(|at| self.0.contains_key(&mention[..*at]))?;
        let (path, rest) = mention.split_at(split);
        let reexport = rest.first().and_then(|name| self.0[path].reexports.get(name));
        match reexport {
            Some(target) if depth < 8 && target != mention => self.owner(target, depth + 1),
            _ => Some(path.to_vec()),
        }
    }
}

/// Whether one of the modules contains the other.
fn is_related(one: &[String], other: &[String]) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

fn module_path(src: &Path, file: &Path) -> ModulePath {
    let below = file.strip_prefix(src).expect("a file of the crate").with_extension("");
    let mut path: ModulePath =
        below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if path.last().is_some_and(|last| ["lib", "main", "mod"].contains(&last.as_str())) {
        path.pop();
    }
    path
}

impl Module {
    fn load(src: &Path, file: &PathBuf) -> Self {
        let text = fs::read_to_string(file).expect("a source file");
        let parsed =
            syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let here = module_path(src, file);
        let mut reader = Reader { here, mentions: BTreeSet::new(), reexports: BTreeMap::new() };
        for item in &parsed.items {
            if !is_test(item) {
                reader.visit_item(item);
            }
        }
        Self { mentions: reader.mentions, reexports: reader.reexports }
    }
}

fn is_test(item: &Item) -> bool {
    let Item::Mod(module) = item else { return false };
    module.content.is_some()
        && module.attrs.iter().any(|attribute| attribute.path().is_ident("cfg"))
}

/// Collects the paths that begin in the crate.
struct Reader {
    here: ModulePath,
    mentions: BTreeSet<ModulePath>,
    reexports: BTreeMap<String, ModulePath>,
}

impl Reader {
    /// A path from the root; none if it does not begin in this crate.
    fn absolute(&self, segments: &[String], is_use: bool) -> Option<ModulePath> {
        let mut base = self.here.clone();
        let rest = match segments.first()?.as_str() {
            "crate" => {
                base.clear();
                &segments[1..]
            }
            "self" => &segments[1..],
            "super" => {
                let ups = segments.iter().take_while(|segment| *segment == "super").count();
                base.truncate(base.len().checked_sub(ups)?);
                &segments[ups..]
            }
            // A `use` of a child module begins with its name; so may other crates, which no module
            // is named after.
            _ if is_use => segments,
            _ => return None,
        };
        base.extend(rest.iter().cloned());
        Some(base)
    }

    fn read_use(&mut self, tree: &UseTree, prefix: &mut Vec<String>, passes_on: bool) {
        let (segment, name) = match tree {
            UseTree::Path(path) => {
                prefix.push(path.ident.to_string());
                self.read_use(&path.tree, prefix, passes_on);
                prefix.pop();
                return;
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.read_use(tree, prefix, passes_on);
                }
                return;
            }
            UseTree::Name(name) => (name.ident.to_string(), name.ident.to_string()),
            UseTree::Rename(rename) => (rename.ident.to_string(), rename.rename.to_string()),
            UseTree::Glob(_) => (String::new(), String::new()),
        };
        let mut segments = prefix.clone();
        segments.extend(Some(segment).filter(|segment| !segment.is_empty() && segment != "self"));
        let Some(target) = self.absolute(&segments, true) else { return };
        if passes_on {
            self.reexports.insert(name, target.clone());
        }
        self.mentions.insert(target);
    }
}

impl Visit<'_> for Reader {
    fn visit_item_use(&mut self, item: &ItemUse) {
        let passes_on = !matches!(item.vis, Visibility::Inherited);
        self.read_use(&item.tree, &mut Vec::new(), passes_on);
    }

    fn visit_path(&mut self, path: &syn::Path) {
        let segments: Vec<_> =
            path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.mentions.extend(self.absolute(&segments, false));
        visit::visit_path(self, path);
    }
}
