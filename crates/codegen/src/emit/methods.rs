//! The methods of a client: one for each endpoint.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use spec::{Endpoint, Field, Required, Spec, Type};

use super::earlier;
use crate::docs;
use crate::file::Draft;
use crate::links;

/// One file. The client's own `call`, `call_with_file` and `page` do the work.
pub fn methods(spec: &Spec) -> Draft {
    let types = format_ident!("{}_types", spec.protocol.value);
    let use_file = has_files(spec).then(|| quote! { FilePart, });
    let use_page = has_pages(spec).then(|| quote! { Page, });
    let client = links::to(&format!("{types}::decisions"), client(spec));
    let code = quote! {
        use #types::*;

        use crate::{Client, Error, #use_file #use_page};

        #client
    };
    Draft { path: "methods.rs".to_owned(), code }
}

/// The methods alone, for where their types are in scope.
pub fn client(spec: &Spec) -> TokenStream {
    let methods = spec.endpoints.iter().map(|endpoint| named_methods(spec, endpoint));
    let call_named = call_named(spec, has_files(spec));
    let page_named = has_pages(spec).then(|| page_named(spec));
    quote! {
        impl Client {
            #(#methods)*

            #call_named

            #page_named
        }
    }
}

fn has_files(spec: &Spec) -> bool {
    spec.endpoints.iter().any(|endpoint| file(endpoint).is_some())
}

fn has_pages(spec: &Spec) -> bool {
    spec.endpoints.iter().any(|endpoint| endpoint.is_page)
}

fn call_named(spec: &Spec, has_files: bool) -> TokenStream {
    let (names, requests) = named(spec, false);
    let (parameter, argument) = if has_files {
        (quote! { file: Option<FilePart>, }, quote! { , file })
    } else {
        Default::default()
    };
    quote! {
        /// Calls an endpoint by its name, with parameters and reply as JSON: for programs that
        /// choose endpoints at run time. `None` if no data endpoint has this name.
        pub async fn call_named(
            &self,
            name: &str,
            parameters: &serde_json::Value,
            #parameter
        ) -> Option<Result<serde_json::Value, Error>> {
            let reply = match name {
                #(#names => self.call_json::<#requests>(parameters #argument).await,)*
                _ => return None,
            };
            Some(reply)
        }
    }
}

fn page_named(spec: &Spec) -> TokenStream {
    let (names, requests) = named(spec, true);
    quote! {
        /// A page by its name, with parameters as JSON. `None` if no page has this name.
        pub fn page_named(
            &self,
            name: &str,
            parameters: &serde_json::Value,
        ) -> Option<Result<Page, Error>> {
            let page = match name {
                #(#names => self.page_json::<#requests>(parameters),)*
                _ => return None,
            };
            Some(page)
        }
    }
}

/// Names, earlier ones included, and requests of the pages, or of the others.
fn named(spec: &Spec, pages: bool) -> (Vec<TokenStream>, Vec<Ident>) {
    let endpoints = spec.endpoints.iter().filter(|endpoint| endpoint.is_page == pages);
    let named = |endpoint: &'_ Endpoint| {
        let (name, request) = (&endpoint.name.value, &endpoint.request.value);
        let was = endpoint.was.iter().map(|was| &was.value);
        (quote! { #name #(| #was)* }, format_ident!("{request}"))
    };
    endpoints.map(named).unzip()
}

fn file(endpoint: &Endpoint) -> Option<&Field> {
    endpoint.parameters.iter().find(|field| field.ty.ty == Type::File)
}

/// The method of an endpoint, and deprecated ones under its earlier names.
fn named_methods(spec: &Spec, endpoint: &Endpoint) -> TokenStream {
    let name = format_ident!("{}", endpoint.name.value);
    let docs = docs::request(spec, endpoint, &endpoint.decisions.iter().collect::<Vec<_>>());
    let attributes = earlier::attributes(&name);
    let earlier = endpoint.was.iter().map(|was| format_ident!("{}", was.value));
    let earlier = earlier.map(|was| method(endpoint, &was, &attributes));
    let method = method(endpoint, &name, &docs);
    quote! { #method #(#earlier)* }
}

fn method(endpoint: &Endpoint, name: &Ident, docs: &TokenStream) -> TokenStream {
    let request = format_ident!("{}", endpoint.request.value);
    let reply = format_ident!("{}", endpoint.reply.value);
    let takes_parameters = endpoint.takes_unlisted
        || endpoint.parameters.iter().any(|field| field.ty.ty != Type::File);
    if endpoint.is_page {
        return quote! {
            #docs
            pub fn #name(&self, request: &#request) -> Result<Page, Error> {
                self.page(request)
            }
        };
    }
    match file(endpoint) {
        Some(file) if file.required == Required::ByDocument => quote! {
            #docs
            pub async fn #name(
                &self,
                request: &#request,
                file: impl Into<FilePart>,
            ) -> Result<#reply, Error> {
                self.call_with_file(request, Some(file.into())).await
            }
        },
        Some(_) => quote! {
            #docs
            pub async fn #name(
                &self,
                request: &#request,
                file: Option<FilePart>,
            ) -> Result<#reply, Error> {
                self.call_with_file(request, file).await
            }
        },
        None if takes_parameters => quote! {
            #docs
            pub async fn #name(&self, request: &#request) -> Result<#reply, Error> {
                self.call(request).await
            }
        },
        None => quote! {
            #docs
            pub async fn #name(&self) -> Result<#reply, Error> {
                self.call(&#request::new()).await
            }
        },
    }
}
