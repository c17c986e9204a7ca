//! The root of the generated modules.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::{Spanned, Spec};

use super::all_models;
use crate::file::{Draft, ROOT, module};

pub fn root(spec: &Spec) -> Draft {
    let models = all_models(spec);
    let (files, names): (Vec<_>, Vec<_>) = models
        .iter()
        .map(|model| (format_ident!("{}", module(model.name)), format_ident!("{}", model.name)))
        .unzip();
    let (enum_files, enum_names): (Vec<_>, Vec<_>) = spec
        .enums
        .iter()
        .map(|def| &def.name.value)
        .map(|name| (format_ident!("{}", module(name)), format_ident!("{name}")))
        .unzip();
    let (newtypes, use_newtypes) = if spec.newtypes.is_empty() {
        Default::default()
    } else {
        (quote! { mod newtypes; }, quote! { pub use newtypes::*; })
    };
    let model_aliases = models.iter().map(|model| aliases(&quote!(models), model.name, model.was));
    let enum_aliases =
        spec.enums.iter().map(|def| aliases(&quote!(enums), &def.name.value, &def.was));
    let code = quote! {
        pub mod decisions;
        pub mod endpoints;
        mod enums {
            #(pub(super) mod #enum_files;)*
        }
        mod models {
            #(pub(super) mod #files;)*
        }
        #newtypes
        #[cfg(feature = "schemars")]
        mod schema;
        mod impls {
            #(mod #files;)*
        }
        mod service;

        pub use service::*;
        #(pub use enums::#enum_files::#enum_names;)*
        #(pub use models::#files::#names;)*
        #use_newtypes
        #(#enum_aliases)*
        #(#model_aliases)*
    };
    Draft { path: ROOT.to_owned(), code }
}

/// Names of earlier revisions, which are deprecated.
fn aliases(folder: &TokenStream, name: &str, was: &[Spanned<String>]) -> TokenStream {
    let file = format_ident!("{}", module(name));
    let names = was.iter().map(|was| format_ident!("{}", was.value));
    quote! { #(#[allow(deprecated)] pub use #folder::#file::#names;)* }
}
