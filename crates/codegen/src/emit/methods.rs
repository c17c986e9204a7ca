//! The methods of a client: one for each endpoint.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::{Endpoint, Field, Required, Spec, Type};

use crate::docs;
use crate::file::Draft;

/// One file. The client's own `call`, `call_with_file` and `page` do the work.
pub fn methods(spec: &Spec) -> Draft {
    let protocol = &spec.protocol.value;
    let types = format_ident!("{protocol}_types");
    let methods = spec.endpoints.iter().map(|endpoint| method(spec, endpoint));
    let data: Vec<_> = spec.endpoints.iter().filter(|endpoint| !endpoint.is_page).collect();
    let names = data.iter().map(|endpoint| &endpoint.name.value);
    let requests = data.iter().map(|endpoint| format_ident!("{}", endpoint.request.value));
    let pages: Vec<_> = spec.endpoints.iter().filter(|endpoint| endpoint.is_page).collect();
    let page_names = pages.iter().map(|endpoint| &endpoint.name.value);
    let page_requests = pages.iter().map(|endpoint| format_ident!("{}", endpoint.request.value));
    let code = quote! {
        use #types::*;

        use crate::{Client, Error, FilePart, Page};

        impl Client {
            #(#methods)*

            /// Calls an endpoint by its name, with parameters and reply as JSON: for programs that
            /// choose endpoints at run time. `None` if no data endpoint has this name.
            pub async fn call_named(
                &self,
                name: &str,
                parameters: &serde_json::Value,
                file: Option<FilePart>,
            ) -> Option<Result<serde_json::Value, Error>> {
                let reply = match name {
                    #(#names => self.call_json::<#requests>(parameters, file).await,)*
                    _ => return None,
                };
                Some(reply)
            }

            /// A page by its name, with parameters as JSON. `None` if no page has this name.
            pub fn page_named(
                &self,
                name: &str,
                parameters: &serde_json::Value,
            ) -> Option<Result<Page, Error>> {
                let page = match name {
                    #(#page_names => self.page_json::<#page_requests>(parameters),)*
                    _ => return None,
                };
                Some(page)
            }
        }
    };
    Draft { path: "methods.rs".to_owned(), code }
}

fn method(spec: &Spec, endpoint: &Endpoint) -> TokenStream {
    let name = format_ident!("{}", endpoint.name.value);
    let request = format_ident!("{}", endpoint.request.value);
    let reply = format_ident!("{}", endpoint.reply.value);
    let docs = docs::request(spec, endpoint, &endpoint.decisions.iter().collect::<Vec<_>>());
    let is_file = |field: &&Field| field.ty.ty == Type::File;
    let file = endpoint.parameters.iter().find(is_file);
    let takes_parameters = endpoint.parameters.iter().any(|field| field.ty.ty != Type::File);
    if endpoint.is_page {
        return quote! {
            #docs
            pub fn #name(&self, request: &#request) -> Result<Page, Error> {
                self.page(request)
            }
        };
    }
    match file {
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
