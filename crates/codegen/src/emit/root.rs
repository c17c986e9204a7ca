//! The root of the generated modules.

use quote::{format_ident, quote};
use spec::Spec;

use super::all_models;
use crate::file::{Draft, module};

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
    let code = quote! {
        mod endpoints;
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

        pub use endpoints::*;
        #(pub use enums::#enum_files::#enum_names;)*
        #(pub use models::#files::#names;)*
        #use_newtypes
    };
    Draft { path: "mod.rs".to_owned(), code }
}
