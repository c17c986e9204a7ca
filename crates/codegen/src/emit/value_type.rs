//! The Rust types of fields.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use spec::{Field, Type};

/// Whether an empty value stands for none.
pub fn is_list(field: &Field) -> bool {
    matches!(field.ty.ty, Type::List(_) | Type::ListText | Type::Scalars(_))
}

/// The type of a value that is there.
pub fn value_type(field: &Field) -> TokenStream {
    of(&field.ty.ty)
}

/// The type of an element of a list.
pub fn item_type(ty: &Type) -> Option<TokenStream> {
    match ty {
        Type::List(name) => Some(format_ident!("{name}").into_token_stream()),
        Type::ListText => Some(quote! { String }),
        Type::Scalars(item) => Some(of(item)),
        _ => None,
    }
}

fn of(ty: &Type) -> TokenStream {
    let named = |name: &str| format_ident!("{name}");
    match ty {
        // Files go beside the parameters and are no field.
        Type::Text | Type::File => quote! { String },
        Type::ListText => quote! { Vec<String> },
        Type::Count => quote! { wire::Count },
        Type::Date => quote! { wire::DateText },
        Type::Integer => quote! { u64 },
        Type::Signed => quote! { i64 },
        Type::Decimal => quote! { wire::Decimal },
        Type::Boolean => quote! { bool },
        Type::Scalars(item) => {
            let item = of(item);
            quote! { Vec<#item> }
        }
        Type::Map(value) => {
            let value = of(value);
            quote! { std::collections::BTreeMap<String, #value> }
        }
        Type::JoinedText => quote! { wire::Joined<String> },
        Type::Joined(name) => {
            let name = named(name);
            quote! { wire::Joined<#name> }
        }
        Type::Named(name) => named(name).into_token_stream(),
        Type::Json(name) => {
            let name = named(name);
            quote! { wire::JsonText<#name> }
        }
        Type::List(name) => {
            let name = named(name);
            quote! { Vec<#name> }
        }
    }
}
