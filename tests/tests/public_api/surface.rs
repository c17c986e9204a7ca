//! What of a crate its users can name, one line for each item.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::{Attribute, Fields, Item, TraitItem, Visibility};

use crate::names::{Found, ident};
use crate::source::{ROOT, Source, attributes, is_hiding, is_public};
use crate::text;

/// Attributes that change what users can do with an item.
const SHOWN: [&str; 4] = ["async_trait", "cfg", "deprecated", "non_exhaustive"];

/// The public side of a crate.
pub struct Surface<'a> {
    pub source: &'a Source,
    /// The public path of each item that has one.
    pub paths: BTreeMap<(usize, usize), String>,
    /// Sorted by path, so that everything of a type stands together, what it is before its traits.
    lines: BTreeSet<(Vec<String>, bool, String)>,
    /// The modules on the way to where the walk is: they may import each other.
    within: Vec<usize>,
}

/// The lines of a crate, sorted.
pub fn surface(source: &Source) -> String {
    let mut surface =
        Surface { source, paths: BTreeMap::new(), lines: BTreeSet::new(), within: Vec::new() };
    surface.module(ROOT, &source.name, &[]);
    for module in 0..source.modules.len() {
        for item in &source.modules[module].items {
            match item {
                Item::Impl(item) => surface.implementation(module, item, None),
                Item::Macro(item) => surface.macro_item(module, item),
                _ => {}
            }
        }
    }
    let lines = surface.lines.into_iter().map(|(.., line)| line);
    lines.collect::<Vec<_>>().join("\n")
}

impl Surface<'_> {
    /// Adds a line that belongs to a path.
    pub fn add(&mut self, path: &str, attributes: &[String], line: &str) {
        let attributes = attributes.iter().map(|attribute| format!("{attribute} "));
        let path = path.split("::").map(str::to_owned).collect();
        let is_impl = line.starts_with("impl");
        self.lines.insert((path, is_impl, attributes.collect::<String>() + line));
    }

    /// The attributes to show for an item of a module, each once.
    pub fn shown(&self, module: usize, more: &[String], own: &[Attribute]) -> Vec<String> {
        let mut shown = self.source.modules[module].conditions.clone();
        shown.extend_from_slice(more);
        shown.extend(text::shown_attributes(own, &SHOWN));
        shown.sort();
        shown.dedup();
        shown
    }

    /// The public names of a module, under a path; the shortest path of an item comes first.
    fn module(&mut self, module: usize, path: &str, conditions: &[String]) {
        if self.within.contains(&module) {
            return;
        }
        self.within.push(module);
        let source = self.source;
        let here = &source.modules[module];
        for (at, item) in here.items.iter().enumerate() {
            if let Some(ident) = ident(item) {
                self.export(module, at, &format!("{path}::{ident}"), conditions);
            }
        }
        for import in here.imports.iter().filter(|import| import.is_public) {
            let conditions = [conditions, &import.conditions].concat();
            let name = import.name.as_deref();
            let public = name.map_or_else(|| path.to_owned(), |name| format!("{path}::{name}"));
            for found in source.find(module, &import.path) {
                match found {
                    Found::Module(all) => self.module(all, &public, &conditions),
                    Found::Item(of, at) => self.export(of, at, &public, &conditions),
                    Found::Foreign(other) => {
                        let attributes = self.shown(module, &conditions, &[]);
                        let line = match name {
                            Some(_) => format!("use {other} as {public}"),
                            None => format!("use {other}::* in {public}"),
                        };
                        self.add(&public, &attributes, &line);
                    }
                }
            }
        }
        for (name, child) in here.children.iter().filter(|(_, child)| child.is_public) {
            self.module(child.module, &format!("{path}::{name}"), conditions);
        }
        self.within.pop();
    }

    fn export(&mut self, module: usize, at: usize, path: &str, conditions: &[String]) {
        let item = &self.source.modules[module].items[at];
        if !visibility(item).is_some_and(is_public) || attributes(item).iter().any(is_hiding) {
            return;
        }
        if let Some(first) = self.paths.get(&(module, at)) {
            let line = format!("use {first} as {path}");
            let attributes = self.shown(module, conditions, &[]);
            return self.add(path, &attributes, &line);
        }
        self.paths.insert((module, at), path.to_owned());
        let shown = self.shown(module, conditions, attributes(item));
        self.item(item, path, &shown);
        for derived in text::derives(attributes(item)) {
            let conditions = self.shown(module, conditions, &[]);
            let derived = self.derived(module, &derived);
            self.add(path, &conditions, &format!("impl {derived} for {path}"));
        }
    }

    fn item(&mut self, item: &Item, path: &str, shown: &[String]) {
        let name = ident(item).expect("an item with a name").to_string();
        let mut bare = item.clone();
        match &mut bare {
            Item::Const(item) => {
                self.add(path, shown, &text::value("const", path, &item.ty, &item.expr));
            }
            Item::Static(item) => {
                self.add(path, shown, &text::value("static", path, &item.ty, &item.expr));
            }
            Item::Fn(item) => self.add(path, shown, &text::function(&item.sig, path)),
            Item::Type(item) => {
                item.attrs.clear();
                self.add(path, shown, &text::with_path(bare, "type", &name, path));
            }
            Item::Struct(item) => {
                item.attrs.clear();
                let fields = std::mem::replace(&mut item.fields, Fields::Unit);
                let mut line = text::with_path(bare, "struct", &name, path);
                if !fields.iter().all(|field| is_public(&field.vis)) {
                    line.push_str(if matches!(fields, Fields::Named(_)) {
                        " { .. }"
                    } else {
                        "(..)"
                    });
                }
                self.add(path, shown, &line);
                self.fields(path, &fields);
            }
            Item::Enum(item) => {
                item.attrs.clear();
                let variants = std::mem::take(&mut item.variants);
                self.add(path, shown, &text::with_path(bare, "enum", &name, path));
                for variant in variants {
                    let attributes = text::shown_attributes(&variant.attrs, &SHOWN);
                    let path = format!("{path}::{}", variant.ident);
                    self.add(&path, &attributes, &(path.clone() + &text::variant(&variant.fields)));
                }
            }
            Item::Trait(item) => {
                item.attrs.clear();
                let items = std::mem::take(&mut item.items);
                self.add(path, shown, &text::with_path(bare, "trait", &name, path));
                self.trait_items(path, items);
            }
            _ => unreachable!("{name} is public"),
        }
    }

    fn trait_items(&mut self, path: &str, items: Vec<TraitItem>) {
        for item in items {
            let (path, line, has_default) = match item {
                TraitItem::Fn(item) => {
                    let path = format!("{path}::{}", item.sig.ident);
                    let line = text::function(&item.sig, &path);
                    (path, line, item.default.is_some())
                }
                TraitItem::Const(item) => {
                    let path = format!("{path}::{}", item.ident);
                    let line = format!("const {path}: {}", text::ty(&item.ty));
                    (path, line, item.default.is_some())
                }
                TraitItem::Type(item) => {
                    let path = format!("{path}::{}", item.ident);
                    let line = text::associated_type(&item, &path);
                    (path, line, item.default.is_some())
                }
                other => panic!("not known how to show {}", other.to_token_stream()),
            };
            self.add(&path, &[], &(line + if has_default { " { .. }" } else { "" }));
        }
    }

    fn fields(&mut self, path: &str, fields: &Fields) {
        for (at, field) in fields.iter().enumerate().filter(|(_, field)| is_public(&field.vis)) {
            let name = field.ident.as_ref().map_or_else(|| at.to_string(), ToString::to_string);
            let path = format!("{path}::{name}");
            let attributes = text::shown_attributes(&field.attrs, &SHOWN);
            self.add(&path, &attributes, &format!("{path}: {}", text::ty(&field.ty)));
        }
    }
}

fn visibility(item: &Item) -> Option<&Visibility> {
    match item {
        Item::Const(item) => Some(&item.vis),
        Item::Enum(item) => Some(&item.vis),
        Item::Fn(item) => Some(&item.vis),
        Item::Static(item) => Some(&item.vis),
        Item::Struct(item) => Some(&item.vis),
        Item::Trait(item) => Some(&item.vis),
        Item::Type(item) => Some(&item.vis),
        _ => None,
    }
}
