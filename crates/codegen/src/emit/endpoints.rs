//! The ids of endpoints as constants.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use spec::{Endpoint, Spec};

use super::earlier;
use crate::docs;
use crate::file::Draft;

pub fn endpoints(spec: &Spec) -> Draft {
    let docs = docs::lines([format!("Ids of the endpoints of the {}.", docs::source(spec))]);
    let constants = spec.endpoints.iter().map(constants);
    let code = quote! { #(#![doc = #docs])* #(#constants)* };
    Draft { path: "endpoints.rs".to_owned(), code }
}

/// The constant of an endpoint, and deprecated ones under its earlier names.
fn constants(endpoint: &Endpoint) -> TokenStream {
    let (name, wire) = (id(&endpoint.name.value), &endpoint.id.value);
    let request = &endpoint.request.value;
    let (text, zh) = (docs::sentence(&endpoint.text.en), &endpoint.text.zh);
    let docs = docs::paragraphs([text, format!("{zh} (`{request}`).")]);
    let attributes = earlier::attributes(&name);
    let earlier = endpoint.was.iter().map(|was| id(&was.value));
    quote! {
        #docs
        pub const #name: &str = #wire;
        #(#attributes pub const #earlier: &str = #name;)*
    }
}

/// `LIST_DEVICES` for the endpoint `list_devices`.
pub fn id(name: &str) -> Ident {
    format_ident!("{}", name.to_ascii_uppercase())
}
