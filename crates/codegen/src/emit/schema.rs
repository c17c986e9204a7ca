//! JSON Schema of every type, from the descriptions that are there anyway.

use quote::{format_ident, quote};
use spec::Spec;

use super::all_models;
use crate::file::Draft;

pub fn schema(spec: &Spec) -> Draft {
    let models = all_models(spec).into_iter().map(|model| format_ident!("{}", model.name));
    let enums = spec.enums.iter().map(|def| format_ident!("{}", def.name.value));
    let code = quote! {
        use super::*;

        #(wire::impl_model_schema!(#models);)*
        #(wire::impl_enum_schema!(#enums);)*
    };
    Draft { path: "schema.rs".to_owned(), code }
}
