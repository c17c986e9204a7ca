//! Deprecated aliases that lead from names of earlier revisions to those of this one.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use spec::{EnumDef, Field, Spanned};

use super::Model;
use super::value_type::{is_list, value_type};

/// Aliases of a type.
pub fn types(name: &Ident, was: &[Spanned<String>]) -> TokenStream {
    let aliases = was.iter().map(|was| {
        let (attributes, was) = (attributes(name), format_ident!("{}", was.value));
        quote! { #attributes pub type #was = #name; }
    });
    quote! { #(#aliases)* }
}

/// Constants for variants, which patterns may use as well.
pub fn variants(name: &Ident, def: &EnumDef) -> Option<TokenStream> {
    let constants: Vec<_> = def
        .values
        .iter()
        .flat_map(|value| value.was.iter().map(move |was| (was, &value.name)))
        .map(|(was, variant)| {
            let (was, variant) =
                (format_ident!("{}", was.value), format_ident!("{}", variant.value));
            let attributes = attributes(&variant);
            quote! { #attributes pub const #was: Self = Self::#variant; }
        })
        .collect();
    (!constants.is_empty()).then(|| {
        quote! {
            // Called like the variants that they were.
            #[allow(non_upper_case_globals)]
            impl #name { #(#constants)* }
        }
    })
}

/// Accessors for fields. Rust has no alias for a field: the compiler tells who writes `.old` to call
/// the accessor, whose deprecation tells the new name.
pub fn accessors(model: &Model) -> Option<TokenStream> {
    let name = format_ident!("{}", model.name);
    let renamed =
        model.fields.iter().flat_map(|field| field.was.iter().map(move |was| (was, field)));
    let accessors: Vec<_> = renamed.map(|(was, field)| accessor(was, field)).collect();
    (!accessors.is_empty()).then(|| quote! { impl #name { #(#accessors)* } })
}

fn accessor(was: &Spanned<String>, field: &Field) -> TokenStream {
    let (was, name) = (format_ident!("{}", was.value), format_ident!("{}", field.name.value));
    let (attributes, ty) = (attributes(&name), value_type(field));
    if is_list(field) {
        quote! { #attributes pub fn #was(&self) -> &#ty { &self.#name } }
    } else {
        quote! { #attributes pub fn #was(&self) -> Option<&#ty> { self.#name.as_ref() } }
    }
}

/// Documentation and deprecation of what leads to `name`.
pub fn attributes(name: &Ident) -> TokenStream {
    let (docs, note) = (format!(" Earlier name of `{name}`."), format!("renamed to `{name}`"));
    quote! { #[doc = #docs] #[deprecated(note = #note)] }
}
