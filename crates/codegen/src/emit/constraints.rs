//! Rules between parameters as data.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Condition, Constraint, ConstraintKind, Spanned};

pub fn constraint(constraint: &Constraint) -> TokenStream {
    let text = constraint.text();
    let kind = kind(&constraint.kind);
    quote! { wire::Constraint { text: #text, kind: wire::ConstraintKind::#kind } }
}

fn kind(kind: &ConstraintKind) -> TokenStream {
    match kind {
        ConstraintKind::AnyOf(names) => call("AnyOf", &[list(names)]),
        ConstraintKind::Together(names) => call("Together", &[list(names)]),
        ConstraintKind::Requires(when, names) => call("Requires", &[condition(when), list(names)]),
        ConstraintKind::Allows(when, name, values) => {
            call("Allows", &[condition(when), text(name), list(values)])
        }
        ConstraintKind::Ascending(low, high) => call("Ascending", &[text(low), text(high)]),
        ConstraintKind::Digits(of, most) => call("Digits", &[text(of), text(most)]),
    }
}

fn call(name: &str, arguments: &[TokenStream]) -> TokenStream {
    let name = quote::format_ident!("{name}");
    quote! { #name(#(#arguments),*) }
}

fn condition(condition: &Condition) -> TokenStream {
    let (parameter, values) = (text(&condition.parameter), list(&condition.values));
    quote! { wire::Condition { parameter: #parameter, values: #values } }
}

fn list(names: &[Spanned<String>]) -> TokenStream {
    let names = names.iter().map(text);
    quote! { &[#(#names),*] }
}

fn text(name: &Spanned<String>) -> TokenStream {
    let name = &name.value;
    quote! { #name }
}
