//! What a path in a crate stands for.

use std::collections::BTreeSet;

use syn::{Ident, Item};

use crate::source::{ROOT, Source};

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A module of the crate.
    Module(usize),
    /// An item of the crate: its module, and its position there.
    Item(usize, usize),
    /// Something of another crate, or a name that needs no import.
    Foreign(String),
}

/// Names that are being looked up: imports may lead in a circle.
type Asked = BTreeSet<(usize, String)>;

impl Source {
    /// What a path means in a module. A name can stand for a module and for an item.
    pub fn find(&self, module: usize, path: &[String]) -> Vec<Found> {
        self.find_path(module, path, &mut Asked::new())
    }

    fn find_path(&self, module: usize, path: &[String], asked: &mut Asked) -> Vec<Found> {
        let foreign = || vec![Found::Foreign(path.join("::"))];
        let Some((first, rest)) = path.split_first() else { return vec![Found::Module(module)] };
        let next = match first.as_str() {
            "crate" => ROOT,
            "self" => module,
            "super" => self.modules[module].parent,
            name if rest.is_empty() => {
                let found = self.find_name(module, name, asked);
                return if found.is_empty() { foreign() } else { found };
            }
            name => match self.modules[module].children.get(name) {
                Some(child) => child.module,
                None => match self.find_name(module, name, asked).first() {
                    Some(Found::Module(found)) => *found,
                    Some(Found::Foreign(found)) => {
                        return vec![Found::Foreign(format!("{found}::{}", rest.join("::")))];
                    }
                    _ => return foreign(),
                },
            },
        };
        self.find_path(next, rest, asked)
    }

    fn find_name(&self, module: usize, name: &str, asked: &mut Asked) -> Vec<Found> {
        if !asked.insert((module, name.to_owned())) {
            return Vec::new();
        }
        let here = &self.modules[module];
        let mut found: Vec<_> =
            here.children.get(name).map(|child| Found::Module(child.module)).into_iter().collect();
        let items = here.items.iter().enumerate();
        let items = items.filter(|(_, item)| ident(item).is_some_and(|ident| ident == name));
        found.extend(items.map(|(at, _)| Found::Item(module, at)));
        for import in here.imports.iter().filter(|import| import.name.as_deref() == Some(name)) {
            found.extend(self.find_path(module, &import.path, asked));
        }
        if found.is_empty() {
            for import in here.imports.iter().filter(|import| import.name.is_none()) {
                for all in self.find_path(module, &import.path, asked) {
                    if let Found::Module(all) = all {
                        found.extend(self.find_name(all, name, asked));
                    }
                }
            }
        }
        found
    }
}

/// The name of an item that other modules can import.
pub fn ident(item: &Item) -> Option<&Ident> {
    match item {
        Item::Const(item) => Some(&item.ident),
        Item::Enum(item) => Some(&item.ident),
        Item::Fn(item) => Some(&item.sig.ident),
        Item::Static(item) => Some(&item.ident),
        Item::Struct(item) => Some(&item.ident),
        Item::Trait(item) => Some(&item.ident),
        Item::Type(item) => Some(&item.ident),
        _ => None,
    }
}
