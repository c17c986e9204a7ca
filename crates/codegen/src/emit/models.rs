//! The structs: fields and documentation, as people read them.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use spec::{Field, Required, Spec, Type};

use super::{Model, all_models, wire_impl};
use crate::docs;
use crate::file::{Draft, module};

/// Two files for each model: `models/` for readers, `impls/` for the wire.
pub fn models(spec: &Spec) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for model in all_models(spec) {
        let file = module(model.name);
        drafts.push(Draft { path: format!("models/{file}.rs"), code: definition(spec, &model) });
        drafts
            .push(Draft { path: format!("impls/{file}.rs"), code: wire_impl::model(spec, &model) });
    }
    drafts
}

fn definition(spec: &Spec, model: &Model) -> TokenStream {
    let name = format_ident!("{}", model.name);
    let docs = match model.endpoint {
        Some(endpoint) => docs::request(spec, endpoint, &model.decisions),
        None => docs::model(spec, model.name, model.text, &model.decisions),
    };
    let fields = model.fields.iter().map(|field| {
        let docs = docs::field(spec, field);
        let name = format_ident!("{}", field.name.value);
        let ty = field_type(field);
        quote! { #docs pub #name: #ty, }
    });
    let constructor = model.endpoint.map(|_| constructor(model));
    let imports = imports(model);
    quote! {
        #imports
        #docs
        #[derive(Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            /// Fields that the document does not name, kept and written back.
            pub unknown_fields: wire::UnknownFields,
        }
        #constructor
    }
}

/// The generated types that the fields hold; all are re-exported two levels up.
fn imports(model: &Model) -> TokenStream {
    let names: BTreeSet<_> = model
        .fields
        .iter()
        .filter_map(|field| match &field.ty.ty {
            Type::Joined(name) | Type::Named(name) | Type::List(name) => Some(name),
            _ => None,
        })
        .collect();
    if names.is_empty() {
        return TokenStream::new();
    }
    let names = names.into_iter().map(|name| format_ident!("{name}"));
    quote! { use super::super::{#(#names),*}; }
}

/// A constructor that takes what a caller must not forget.
fn constructor(model: &Model) -> TokenStream {
    let name = format_ident!("{}", model.name);
    let required: Vec<_> = model
        .fields
        .iter()
        .filter(|field| field.required != Required::No && !field.filled_by_client)
        .collect();
    let arguments = required.iter().map(|field| {
        let name = format_ident!("{}", field.name.value);
        let ty = match &field.ty.ty {
            Type::Text => quote! { impl Into<String> },
            _ => value_type(field),
        };
        quote! { #name: #ty }
    });
    let values = required.iter().map(|field| {
        let name = format_ident!("{}", field.name.value);
        match &field.ty.ty {
            Type::Text => quote! { #name: Some(#name.into()) },
            Type::List(_) => quote! { #name },
            _ => quote! { #name: Some(#name) },
        }
    });
    quote! {
        impl #name {
            /// The request with all that is required of a caller.
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values,)* ..Self::default() }
            }
        }
    }
}

fn field_type(field: &Field) -> TokenStream {
    let value = value_type(field);
    if matches!(field.ty.ty, Type::List(_)) {
        value
    } else {
        quote! { Option<#value> }
    }
}

/// The type of a value that is there.
fn value_type(field: &Field) -> TokenStream {
    let named = |name: &str| format_ident!("{name}");
    match &field.ty.ty {
        Type::Text => quote! { String },
        Type::Count => quote! { wire::Count },
        Type::Date => quote! { wire::DateText },
        Type::Integer => quote! { u64 },
        Type::JoinedText => quote! { wire::Joined<String> },
        Type::Joined(name) => {
            let name = named(name);
            quote! { wire::Joined<#name> }
        }
        Type::Named(name) => named(name).into_token_stream(),
        Type::List(name) => {
            let name = named(name);
            quote! { Vec<#name> }
        }
    }
}
