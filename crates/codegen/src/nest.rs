//! The files of a folder as one piece of code, for where there are no files.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Item, ItemMod};

use crate::file::{Draft, ROOT};
use crate::links;

/// The root file, with every other file inside of the `mod` that names it.
pub fn nest(drafts: Vec<Draft>) -> TokenStream {
    let mut files: HashMap<_, _> =
        drafts.into_iter().map(|draft| (draft.path, draft.code)).collect();
    let root = files.remove(ROOT).unwrap_or_default();
    match syn::parse2::<syn::File>(root.clone()) {
        Ok(root) => items(root.items, "", &mut files),
        // A fault of this crate; the compiler shows where.
        Err(_) => root,
    }
}

fn items(items: Vec<Item>, folder: &str, files: &mut HashMap<String, TokenStream>) -> TokenStream {
    let nested = items.into_iter().map(|item| match item {
        Item::Mod(module) => self::module(module, folder, files),
        other => quote! { #other },
    });
    nested.collect()
}

fn module(module: ItemMod, folder: &str, files: &mut HashMap<String, TokenStream>) -> TokenStream {
    let (attributes, visibility, name) = (module.attrs, module.vis, module.ident);
    let content = match module.content {
        Some((_, inner)) => items(inner, &format!("{folder}{name}/"), files),
        None => file(files.remove(&format!("{folder}{name}.rs")).unwrap_or_default(), folder),
    };
    quote! { #(#attributes)* #visibility mod #name { #content } }
}

/// The content of a file in `folder`: the decisions are beside it or further up.
fn file(code: TokenStream, folder: &str) -> TokenStream {
    let above = folder.matches('/').count() + 1;
    links::to(&format!("{}decisions", "super::".repeat(above)), code)
}
