//! What types can do: their methods and traits.

use syn::{ImplItem, Item, ItemImpl, Path, Type};

use crate::names::Found;
use crate::source::{is_hiding, is_public};
use crate::surface::Surface;
use crate::text;

/// What a path of the source names.
pub enum Name {
    /// An item with a public path.
    Public(String),
    /// An item that users cannot name.
    Private,
    /// Something of another crate.
    Foreign(String),
    /// A type that is not a path, or the parameter of a macro.
    AsWritten,
}

impl Surface<'_> {
    /// A block of `impl`, if users can see it. In a macro, whose path is then the owner, a parameter
    /// stands for the type.
    pub fn implementation(&mut self, module: usize, item: &ItemImpl, owner: Option<&str>) {
        let subject = match &*item.self_ty {
            Type::Path(path) if owner.is_none() => self.named(module, &path.path),
            _ => Name::AsWritten,
        };
        let of = item.trait_.as_ref().map(|(path, _)| self.named(module, path));
        let names = [Some(&subject), of.as_ref()];
        if names.iter().any(|name| matches!(name, Some(Name::Private))) {
            return;
        }
        let mut public = names.iter().filter_map(|name| match name {
            Some(Name::Public(path)) => Some(path.as_str()),
            _ => None,
        });
        let Some(path) = owner.or_else(|| public.next()) else { return };
        match &of {
            None => self.methods(module, item, path),
            Some(of) => {
                let line = trait_implementation(item, [&subject, of]);
                let line = if owner.is_some() { format!("{path}: {line}") } else { line };
                let conditions = text::shown_attributes(&item.attrs, &["cfg"]);
                let shown = self.shown(module, &conditions, &[]);
                self.add(path, &shown, &line);
            }
        }
    }

    fn methods(&mut self, module: usize, item: &ItemImpl, path: &str) {
        let within = if item.generics.params.is_empty() {
            String::new()
        } else {
            format!(" in {}", text::one_line(Item::Impl(bare(item))))
        };
        let conditions = text::shown_attributes(&item.attrs, &["cfg"]);
        for part in &item.items {
            let (visibility, attributes, path, line) = match part {
                ImplItem::Fn(part) => {
                    let path = format!("{path}::{}", part.sig.ident);
                    let line = text::function(&part.sig, &path);
                    (&part.vis, &part.attrs, path, line)
                }
                ImplItem::Const(part) => {
                    let path = format!("{path}::{}", part.ident);
                    let line = text::value("const", &path, &part.ty, &part.expr);
                    (&part.vis, &part.attrs, path, line)
                }
                _ => continue,
            };
            if is_public(visibility) && !attributes.iter().any(is_hiding) {
                let shown = self.shown(module, &conditions, attributes);
                self.add(&path, &shown, &(line + &within));
            }
        }
    }

    /// The path of a trait that is derived, as it would be written for an `impl`.
    pub fn derived(&self, module: usize, path: &Path) -> String {
        match self.named(module, path) {
            Name::Foreign(path) if path == "Debug" => "std::fmt::Debug".to_owned(),
            Name::Foreign(path) if path == "Hash" => "std::hash::Hash".to_owned(),
            Name::Foreign(path) => path,
            _ => text::path(path),
        }
    }

    /// What a path names in a module.
    pub fn named(&self, module: usize, path: &Path) -> Name {
        let segments = path.segments.iter().map(|segment| segment.ident.to_string());
        let mut found = self.source.find(module, &segments.collect::<Vec<_>>()).into_iter();
        let named = found.find_map(|found| match found {
            Found::Item(of, at) => {
                Some(self.paths.get(&(of, at)).cloned().map_or(Name::Private, Name::Public))
            }
            Found::Foreign(path) => Some(Name::Foreign(path)),
            Found::Module(_) => None,
        });
        named.unwrap_or(Name::Private)
    }
}

impl Name {
    /// Puts the full path in the place of the one that was written.
    fn put_into(&self, path: &mut Path) {
        let (Self::Public(full) | Self::Foreign(full)) = self else { return };
        let last = path.segments.pop().expect("a name");
        *path = syn::parse_str(full).expect("a path");
        path.segments.last_mut().expect("a name").arguments = last.arguments;
    }
}

/// The head of a block, and the types that it names.
fn trait_implementation(item: &ItemImpl, [subject, of]: [&Name; 2]) -> String {
    let types = item.items.iter().filter_map(|part| match part {
        ImplItem::Type(part) => Some(format!("type {} = {}", part.ident, text::ty(&part.ty))),
        _ => None,
    });
    let types = types.collect::<Vec<_>>().join(", ");
    let mut block = bare(item);
    if let Type::Path(path) = &mut *block.self_ty {
        subject.put_into(&mut path.path);
    }
    if let Some((path, _)) = &mut block.trait_ {
        of.put_into(path);
    }
    let line = text::one_line(Item::Impl(block));
    if types.is_empty() { line } else { format!("{line} {{ {types} }}") }
}

/// The head of a block.
fn bare(item: &ItemImpl) -> ItemImpl {
    let mut bare = item.clone();
    bare.attrs.clear();
    bare.items.clear();
    bare
}
