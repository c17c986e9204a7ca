//! Macros that users can call, with what they add; and what calls of macros add to public types.

use proc_macro2::{Group, TokenStream, TokenTree};
use syn::{Item, ItemMacro, Path};

use crate::impls::Name;
use crate::source::{ROOT, is_hiding};
use crate::surface::Surface;
use crate::text;

impl Surface<'_> {
    /// An exported macro, or a call of a macro.
    pub fn macro_item(&mut self, module: usize, item: &ItemMacro) {
        let shown = self.shown(module, &[], &item.attrs);
        let Some(name) = &item.ident else { return self.macro_call(module, item, &shown) };
        let mut attributes = item.attrs.iter();
        let is_exported = attributes.any(|attribute| attribute.path().is_ident("macro_export"));
        if !is_exported || item.attrs.iter().any(is_hiding) {
            return;
        }
        let path = format!("{}::{name}!", self.source.name);
        for (pattern, body) in arms(item.mac.tokens.clone()) {
            self.add(&path, &shown, &format!("macro {path}({pattern})"));
            let added =
                syn::parse2::<syn::File>(body).map_or_else(|_| Vec::new(), |file| file.items);
            for item in added {
                if let Item::Impl(item) = item {
                    self.implementation(ROOT, &item, Some(&path));
                }
            }
        }
    }

    /// A call for one public type stands under this type, as the macro says what it adds; any other
    /// call under the macro's name, as nobody knows.
    fn macro_call(&mut self, module: usize, item: &ItemMacro, shown: &[String]) {
        let of = text::path(&item.mac.path);
        let tokens = &item.mac.tokens;
        let subject = syn::parse2::<Path>(tokens.clone()).map(|path| self.named(module, &path));
        match subject {
            Ok(Name::Public(path)) => self.add(&path, shown, &format!("{of}!({path})")),
            Ok(Name::Private) => {}
            _ if of == "thread_local" => {}
            _ => self.add(
                &format!("{}::{of}!", self.source.name),
                shown,
                &format!("{of}!({tokens})"),
            ),
        }
    }
}

/// Pattern and body of each arm; the body without `$`, so that it can be read as Rust.
fn arms(tokens: TokenStream) -> Vec<(String, TokenStream)> {
    let groups = tokens.into_iter().filter_map(|token| match token {
        TokenTree::Group(group) => Some(group.stream()),
        _ => None,
    });
    let groups: Vec<_> = groups.collect();
    let arm = |arm: &[TokenStream]| {
        let pattern = arm[0].to_string().replace("$ ", "$").replace(" : ", ":");
        (pattern.replace(" ,", ","), without_dollars(arm[1].clone()))
    };
    groups.chunks_exact(2).map(arm).collect()
}

fn without_dollars(tokens: TokenStream) -> TokenStream {
    let tokens = tokens.into_iter().filter_map(|token| match token {
        TokenTree::Punct(punct) if punct.as_char() == '$' => None,
        TokenTree::Group(group) => {
            let inner = without_dollars(group.stream());
            Some(TokenTree::Group(Group::new(group.delimiter(), inner)))
        }
        token => Some(token),
    });
    tokens.collect()
}
