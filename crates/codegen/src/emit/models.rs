//! The structs: fields and documentation, as people read them.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::{Field, Spec, Type};

use super::value_type::{is_list, item_type, value_type};
use super::{Model, all_models, earlier, wire_impl};
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
        let docs = docs::field(field);
        let name = format_ident!("{}", field.name.value);
        let ty = field_type(field);
        quote! { #docs pub #name: #ty, }
    });
    let is_sent = model.endpoint.is_some() || required(model).next().is_some();
    let constructor = is_sent.then(|| constructor(spec, model));
    let imports = imports(model);
    let with_fields = with_fields(model);
    let aliases = earlier::types(&name, model.was);
    let accessors = earlier::accessors(model);
    quote! {
        #imports
        #docs
        #[derive(Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            /// Fields that the document does not name; kept and written back.
            pub unknown_fields: wire::UnknownFields,
        }
        #constructor
        #with_fields
        #accessors
        #aliases
    }
}

/// The generated types that the fields hold; all are re-exported two levels up.
fn imports(model: &Model) -> TokenStream {
    let names: BTreeSet<_> = model.fields.iter().filter_map(|field| field.ty.ty.name()).collect();
    if names.is_empty() {
        return TokenStream::new();
    }
    let names = names.into_iter().map(|name| format_ident!("{name}"));
    quote! { use super::super::{#(#names),*}; }
}

/// What a caller must not forget.
fn required<'a>(model: &Model<'a>) -> impl Iterator<Item = &'a Field> {
    let fields = model.fields.clone().into_iter();
    fields.filter(|field| field.required.is_required() && !field.filled_by_client)
}

/// Most arguments of a constructor: more of one type are easily confused.
const MOST_ARGUMENTS: usize = 3;

/// A constructor that takes what is required, or says what to set.
fn constructor(spec: &Spec, model: &Model) -> TokenStream {
    let name = format_ident!("{}", model.name);
    let object = if model.endpoint.is_some() { "request" } else { "object" };
    if required(model).count() > MOST_ARGUMENTS {
        let names: Vec<_> = required(model)
            .map(|field| format!("[`with_{0}`](Self::with_{0})", field.name.value))
            .collect();
        let docs = format!(
            " Creates an empty {object}. Required, and checked before it is sent: {}.",
            names.join(", ")
        );
        return quote! {
            impl #name {
                #[doc = #docs]
                pub fn new() -> Self {
                    Self::default()
                }
            }
        };
    }
    let is_newtype = |name: &str| spec.newtypes.iter().any(|def| def.name.value == name);
    let (arguments, values): (Vec<_>, Vec<_>) = required(model)
        .map(|field| {
            let name = format_ident!("{}", field.name.value);
            let ty = value_type(field);
            match &field.ty.ty {
                Type::List(_) | Type::ListText | Type::Scalars(_) => {
                    (quote! { #name: #ty }, quote! { #name })
                }
                Type::Named(named) if !is_newtype(named) => {
                    (quote! { #name: #ty }, quote! { #name: Some(#name) })
                }
                Type::Text | Type::Named(_) | Type::Json(_) => {
                    (quote! { #name: impl Into<#ty> }, quote! { #name: Some(#name.into()) })
                }
                _ => (quote! { #name: #ty }, quote! { #name: Some(#name) }),
            }
        })
        .unzip();
    let docs = match model.endpoint {
        Some(_) => " Creates a request with its required parameters.",
        None => " Creates an object with its required fields.",
    };
    quote! {
        impl #name {
            #[doc = #docs]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values,)* ..Self::default() }
            }
        }
    }
}

/// A method for each field that sets it.
fn with_fields(model: &Model) -> Option<TokenStream> {
    let name = format_ident!("{}", model.name);
    let methods = model.fields.iter().map(|field| {
        let (name, ty) = (format_ident!("{}", field.name.value), value_type(field));
        let with = format_ident!("with_{}", field.name.value);
        match &field.ty.ty {
            ty if is_list(field) => {
                let item = item_type(ty);
                quote! { wire::with_list!(#with, #name: #item); }
            }
            Type::Integer => quote! { wire::with_number!(#with, #name); },
            _ => quote! { wire::with_value!(#with, #name: #ty); },
        }
    });
    (!model.fields.is_empty()).then(|| quote! { impl #name { #(#methods)* } })
}

fn field_type(field: &Field) -> TokenStream {
    let value = value_type(field);
    if is_list(field) {
        value
    } else {
        quote! { Option<#value> }
    }
}
