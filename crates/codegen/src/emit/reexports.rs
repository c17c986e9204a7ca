//! What a crate of models re-exports, so that its users need no other.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::{Spanned, Spec};

use super::all_models;

/// What signatures of generated items name, and what decodes and checks them: whoever uses the models
/// need not depend on `wire`.
const FROM_WIRE: &[&str] = &[
    "Class",
    "Code",
    "Condition",
    "Constraint",
    "ConstraintKind",
    "Count",
    "DateText",
    "DecodeError",
    "Effect",
    "Endpoint",
    "EndpointInfo",
    "EnumInfo",
    "EnumValue",
    "Environment",
    "FieldInfo",
    "FieldRef",
    "Joined",
    "JsonText",
    "Kind",
    "Limits",
    "Model",
    "ModelInfo",
    "OpenEnum",
    "Part",
    "Parts",
    "Refusal",
    "Reply",
    "Rule",
    "Source",
    "UnknownFields",
    "UnknownValue",
    "Unlisted",
    "UnlistedValue",
    "check",
    "from_slice",
    "value_from_slice",
];

/// Re-exports of all names that the spec does not use itself.
pub fn reexports(spec: &Spec) -> TokenStream {
    let models = all_models(spec);
    let of_models = models.iter().flat_map(|model| names(model.name, model.was));
    let of_enums = spec.enums.iter().flat_map(|def| names(&def.name.value, &def.was));
    let of_newtypes = spec.newtypes.iter().flat_map(|def| names(&def.name.value, &def.was));
    let own: HashSet<_> = of_models.chain(of_enums).chain(of_newtypes).collect();
    let others = FROM_WIRE.iter().filter(|name| !own.contains(**name));
    let others = others.map(|name| format_ident!("{name}"));
    quote! { pub use wire::{#(#others),*}; }
}

fn names<'a>(name: &'a str, was: &'a [Spanned<String>]) -> impl Iterator<Item = &'a str> {
    std::iter::once(name).chain(was.iter().map(|was| was.value.as_str()))
}
