//! Open enums and tables of codes.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use spec::{Class, EnumDef, Spec};

use super::earlier;
use crate::docs;
use crate::file::{Draft, module};

pub fn enums(spec: &Spec) -> Vec<Draft> {
    spec.enums
        .iter()
        .map(|def| Draft {
            path: format!("enums/{}.rs", module(&def.name.value)),
            code: definition(spec, def),
        })
        .collect()
}

fn definition(spec: &Spec, def: &EnumDef) -> TokenStream {
    let name = format_ident!("{}", def.name.value);
    let decisions: Vec<_> = def.decisions.iter().collect();
    let docs = docs::model(spec, &def.name.value, &def.text, &decisions);
    let variants: Vec<_> =
        def.values.iter().map(|value| format_ident!("{}", value.name.value)).collect();
    let wires: Vec<_> = def.values.iter().map(|value| &value.wire.value).collect();
    let variant_docs = def.values.iter().map(|value| {
        docs::paragraphs([format!(
            "{} {} (`{}`).",
            docs::sentence(&value.text.en),
            value.text.zh,
            value.wire.value
        )])
    });
    let spellings = def.values.iter().map(|value| {
        let (wire, others) = (&value.wire.value, def.other_spellings(value));
        quote! { #wire #(| #others)* }
    });
    let index = index(&variants);
    let info = info(def);
    let is_number = def.send_as_number;
    let constants = earlier::variants(&name, def);
    let aliases = earlier::types(&name, &def.was);
    let code = def.is_code_table().then(|| code(def));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #variants,)*
            /// A value that the document does not list.
            Unknown(wire::UnknownValue),
        }

        impl wire::OpenEnum for #name {
            const INFO: &'static wire::EnumInfo = &#info;
            const IS_NUMBER: bool = #is_number;

            fn from_wire(value: std::borrow::Cow<'_, str>) -> Self {
                match &*value {
                    #(#spellings => Self::#variants,)*
                    _ => Self::Unknown(wire::UnknownValue::new(value)),
                }
            }

            fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #wires,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }

            #index
        }

        wire::impl_open_enum!(#name);

        #code
        #constants
        #aliases
    }
}

/// Positions by name: a new or a removed value changes no other line.
fn index(variants: &[Ident]) -> TokenStream {
    if variants.is_empty() {
        return quote! { fn index(&self) -> Option<usize> { None } };
    }
    quote! {
        fn index(&self) -> Option<usize> {
            enum Index { #(#variants,)* }
            let index = match self {
                #(Self::#variants => Index::#variants,)*
                Self::Unknown(_) => return None,
            };
            Some(index as usize)
        }
    }
}

fn info(def: &EnumDef) -> TokenStream {
    let (name, en, zh) = (&def.name.value, &def.text.en, &def.text.zh);
    let values = def.values.iter().map(|value| {
        let (wire, name) = (&value.wire.value, &value.name.value);
        let (en, zh) = (&value.text.en, &value.text.zh);
        let aliases = def.other_spellings(value);
        quote! {
            wire::EnumValue { wire: #wire, name: #name, aliases: &[#(#aliases),*], en: #en, zh: #zh }
        }
    });
    quote! { wire::EnumInfo { name: #name, en: #en, zh: #zh, values: &[#(#values),*] } }
}

fn code(def: &EnumDef) -> TokenStream {
    let name = format_ident!("{}", def.name.value);
    let variants = def.values.iter().map(|value| format_ident!("{}", value.name.value));
    let classes = def.values.iter().map(|value| class(value.class));
    quote! {
        impl wire::Code for #name {
            fn class(&self) -> wire::Class {
                match self {
                    #(Self::#variants => #classes,)*
                    Self::Unknown(_) => wire::Class::Failed,
                }
            }
        }
    }
}

fn class(class: Option<Class>) -> TokenStream {
    let name = match class {
        Some(Class::Success) => "Success",
        Some(Class::RetryLater) => "RetryLater",
        Some(Class::LogInAgain) => "LogInAgain",
        Some(Class::QuotaUsedUp) => "QuotaUsedUp",
        Some(Class::NotAllowed) => "NotAllowed",
        Some(Class::NotFound) => "NotFound",
        Some(Class::AlreadyExists) => "AlreadyExists",
        Some(Class::BadRequest) => "BadRequest",
        Some(Class::Failed) | None => "Failed",
    };
    let name = format_ident!("{name}");
    quote! { wire::Class::#name }
}
