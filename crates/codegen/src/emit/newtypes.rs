//! Identifiers: texts and whole numbers with types of their own.

use quote::{format_ident, quote};
use spec::Spec;

use super::earlier;
use crate::docs;
use crate::file::Draft;

/// One file for all of them; none when there are none.
pub fn newtypes(spec: &Spec) -> Option<Draft> {
    let newtypes = spec.newtypes.iter().map(|def| {
        let name = format_ident!("{}", def.name.value);
        let aliases = earlier::types(&name, &def.was);
        let docs = docs::model(spec, &def.name.value, &def.text, &[]);
        let form = format_ident!("{}", if def.is_number { "number_value" } else { "text_value" });
        quote! {
            #docs
            #[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
            pub struct #name(String);

            wire::#form!(#name);

            #aliases
        }
    });
    let code = quote! { #(#newtypes)* };
    (!spec.newtypes.is_empty()).then(|| Draft { path: "newtypes.rs".to_owned(), code })
}
