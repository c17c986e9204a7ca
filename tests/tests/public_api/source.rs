//! The modules of a crate, read from its files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use quote::ToTokens;
use syn::{Attribute, Item, ItemMod, UseTree, Visibility};

/// The root of a crate in [`Source::modules`].
pub const ROOT: usize = 0;

/// A crate as it is written.
pub struct Source {
    /// Its name in paths.
    pub name: String,
    pub modules: Vec<Module>,
}

/// A module without what is only there in tests.
#[derive(Default)]
pub struct Module {
    /// Position of the module around it; the root is in itself.
    pub parent: usize,
    pub children: BTreeMap<String, Child>,
    /// Everything but modules and imports.
    pub items: Vec<Item>,
    pub imports: Vec<Import>,
    /// The conditions on this module and on those around it.
    pub conditions: Vec<String>,
}

/// A module in another.
pub struct Child {
    pub module: usize,
    pub is_public: bool,
}

/// One name of a `use`, or one `*`.
#[derive(Clone)]
pub struct Import {
    pub is_public: bool,
    pub path: Vec<String>,
    /// What it is called here; none for `*`.
    pub name: Option<String>,
    pub conditions: Vec<String>,
}

/// Reads a crate whose files `read` gives by their path below `src`.
pub fn load(name: &str, read: &dyn Fn(&Path) -> Option<String>) -> Source {
    let mut source = Source { name: name.to_owned(), modules: vec![Module::default()] };
    let text = read(Path::new("lib.rs")).expect("a lib.rs");
    source.add_items(ROOT, Path::new(""), parse("lib.rs", &text), read);
    source
}

fn parse(path: &str, text: &str) -> Vec<Item> {
    syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}")).items
}

impl Source {
    fn add_items(
        &mut self,
        module: usize,
        folder: &Path,
        items: Vec<Item>,
        read: &dyn Fn(&Path) -> Option<String>,
    ) {
        for item in items {
            if attributes(&item).iter().any(is_for_tests) {
                continue;
            }
            match item {
                Item::Mod(child) => self.add_module(module, folder, child, read),
                Item::Use(item) => {
                    let import = Import {
                        is_public: is_public(&item.vis) && !item.attrs.iter().any(is_hiding),
                        path: Vec::new(),
                        name: None,
                        conditions: conditions(&item.attrs),
                    };
                    add_imports(&item.tree, import, &mut self.modules[module].imports);
                }
                item => self.modules[module].items.push(item),
            }
        }
    }

    fn add_module(
        &mut self,
        parent: usize,
        folder: &Path,
        child: ItemMod,
        read: &dyn Fn(&Path) -> Option<String>,
    ) {
        let name = child.ident.to_string();
        let folder = folder.join(&name);
        let is_public = is_public(&child.vis) && !child.attrs.iter().any(is_hiding);
        let mut all = self.modules[parent].conditions.clone();
        all.extend(conditions(&child.attrs));
        let module = self.modules.len();
        self.modules.push(Module { parent, conditions: all, ..Module::default() });
        self.modules[parent].children.insert(name, Child { module, is_public });
        let items = child.content.map_or_else(|| file_of(&folder, read), |(_, items)| items);
        self.add_items(module, &folder, items, read);
    }
}

/// The file of a module, beside its folder or in it.
fn file_of(folder: &Path, read: &dyn Fn(&Path) -> Option<String>) -> Vec<Item> {
    let places: [PathBuf; 2] = [folder.with_extension("rs"), folder.join("mod.rs")];
    let found = places.iter().find_map(|path| Some((path, read(path)?)));
    let (path, text) = found.unwrap_or_else(|| panic!("no file for {}", folder.display()));
    parse(&path.to_string_lossy(), &text)
}

fn add_imports(tree: &UseTree, mut import: Import, into: &mut Vec<Import>) {
    match tree {
        UseTree::Path(path) => {
            import.path.push(path.ident.to_string());
            add_imports(&path.tree, import, into);
        }
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| add_imports(tree, import.clone(), into));
        }
        UseTree::Glob(_) => into.push(import),
        UseTree::Name(name) => {
            let name = name.ident.to_string();
            if name != "self" {
                import.path.push(name);
            }
            import.name = import.path.last().cloned();
            into.push(import);
        }
        UseTree::Rename(rename) => {
            if rename.ident != "self" {
                import.path.push(rename.ident.to_string());
            }
            import.name = Some(rename.rename.to_string());
            into.push(import);
        }
    }
}

pub fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Whether documentation does not show what it stands on.
pub fn is_hiding(attribute: &Attribute) -> bool {
    without_blanks(attribute) == "#[doc(hidden)]"
}

fn is_for_tests(attribute: &Attribute) -> bool {
    without_blanks(attribute) == "#[cfg(test)]"
}

fn without_blanks(attribute: &Attribute) -> String {
    attribute.to_token_stream().to_string().replace(' ', "")
}

/// The `cfg` attributes.
fn conditions(attributes: &[Attribute]) -> Vec<String> {
    crate::text::shown_attributes(attributes, &["cfg"])
}

/// The attributes of an item, as far as it is of a kind that has a public side.
pub fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        other => panic!("not known how to show {}", other.to_token_stream()),
    }
}
