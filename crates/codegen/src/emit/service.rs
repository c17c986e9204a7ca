//! The service as data: hosts, form field and endpoints, and which reply belongs to which request.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use spec::{Effect, EncodingStyle, Endpoint, Field, Required, Spanned, Spec, Type};

use super::constraints;
use super::endpoints::id;
use super::wire_impl;
use crate::docs;
use crate::file::Draft;

pub fn service(spec: &Spec) -> Draft {
    let infos = spec.endpoints.iter().map(|endpoint| info(spec, endpoint));
    let requests: Vec<_> =
        spec.endpoints.iter().map(|endpoint| format_ident!("{}", endpoint.request.value)).collect();
    let hosts = spec.hosts.iter().map(|host| {
        let name = format_ident!("HOST_{}", host.name.value.to_ascii_uppercase());
        let url = &host.url.value;
        let docs = docs::paragraphs([format!("Base URL of the {} environment.", host.name.value)]);
        quote! { #docs pub const #name: &str = #url; }
    });
    let form_field = form_field(spec);
    let common = spec.common_parameters.iter().map(|field| wire_impl::field_info(spec, field));
    let count = spec.endpoints.len();
    let docs = docs::paragraphs([format!("All endpoints of the {}.", docs::source(spec))]);
    let ids = spec.endpoints.iter().map(|endpoint| id(&endpoint.name.value));
    let count = Literal::usize_unsuffixed(count);
    let replies = spec.endpoints.iter().map(|endpoint| format_ident!("{}", endpoint.reply.value));
    let code = quote! {
        use super::*;

        #(#hosts)*

        #form_field

        /// Parameters of every request, filled in by the client.
        const COMMON: &[wire::FieldInfo] = &[#(#common),*];

        #docs
        pub static ENDPOINTS: [wire::EndpointInfo; #count] = [#(#infos),*];

        #(
            impl wire::Endpoint for #requests {
                type Reply = #replies;

                const ENDPOINT: &'static wire::EndpointInfo =
                    wire::endpoint(&ENDPOINTS, endpoints::#ids);
            }
        )*
    };
    Draft { path: "service.rs".to_owned(), code }
}

fn form_field(spec: &Spec) -> TokenStream {
    let EncodingStyle::JsonInForm { field } = &spec.encoding.style else {
        return TokenStream::new();
    };
    let docs = docs::paragraphs_and_links(
        ["Form field that holds the parameters as JSON text.".to_owned()],
        &spec.encoding.decisions.iter().collect::<Vec<_>>(),
    );
    quote! { #docs pub const FORM_FIELD: &str = #field; }
}

fn info(spec: &Spec, endpoint: &Endpoint) -> TokenStream {
    let (id, name) = (id(&endpoint.name.value), &endpoint.name.value);
    let path = &endpoint.path.value;
    let methods = endpoint.methods.iter().map(|method| &method.value);
    let (is_page, is_restricted) = (endpoint.is_page, endpoint.is_restricted);
    let takes_unlisted = endpoint.takes_unlisted;
    let preferred = endpoint.preferred_method.as_ref().or(endpoint.methods.first());
    let preferred = preferred.map_or("POST", |method| method.value.as_str());
    let constraints = endpoint.constraints.iter().map(constraints::constraint);
    let effect = match endpoint.effect {
        Effect::Read => quote! { wire::Effect::Read },
        Effect::Write => quote! { wire::Effect::Write },
    };
    let (en, zh) = (&endpoint.text.en, &endpoint.text.zh);
    let page_size = if let Some(paging) = &endpoint.paging {
        let size = Literal::u64_unsuffixed(paging.size);
        quote! { Some(#size) }
    } else {
        quote! { None }
    };
    let common = common(spec, endpoint);
    let files = endpoint.parameters.iter().filter(|field| field.ty.ty == Type::File);
    let files = files.map(|field| wire_impl::field_info(spec, field));
    let codes = endpoint.code_values.iter().map(|code| &code.value);
    let request = format_ident!("{}", endpoint.request.value);
    let reply = format_ident!("{}", endpoint.reply.value);
    quote! {
        wire::EndpointInfo {
            id: endpoints::#id,
            name: #name,
            methods: &[#(#methods),*],
            preferred_method: #preferred,
            is_page: #is_page,
            is_restricted: #is_restricted,
            takes_unlisted: #takes_unlisted,
            effect: #effect,
            path: #path,
            en: #en,
            zh: #zh,
            page_size: #page_size,
            common: #common,
            files: &[#(#files),*],
            request: <#request as wire::Model>::INFO,
            reply: <#reply as wire::Model>::INFO,
            constraints: &[#(#constraints),*],
            codes: &[#(#codes),*],
        }
    }
}

/// The common parameters, as this endpoint takes and marks them.
fn common(spec: &Spec, endpoint: &Endpoint) -> TokenStream {
    if endpoint.common.is_none() && endpoint.unmarked.is_empty() {
        return quote! { COMMON };
    }
    let is_among = |list: &[Spanned<String>], field: &Field| {
        list.iter().any(|wire| wire.value == field.wire.value)
    };
    let is_taken =
        |field: &&Field| endpoint.common.as_ref().is_none_or(|list| is_among(list, field));
    let fields = spec.common_parameters.iter().filter(is_taken).map(|field| {
        let is_unmarked = is_among(&endpoint.unmarked, field);
        let required = if is_unmarked { Required::Unstated } else { field.required };
        wire_impl::field_info(spec, &Field { required, ..field.clone() })
    });
    quote! { &[#(#fields),*] }
}
