//! From the argument of a macro to its expansion.

use std::path::Path;
use std::{env, fs};

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use spec::{Report, Spec};
use syn::LitStr;

/// The code in place of the spec, or a compile error for each reason why there is none.
type Outcome<T> = Result<T, Vec<String>>;

/// What `generate` makes of the spec that `input` names.
pub fn expand(
    input: TokenStream,
    shown: fn(&Report) -> Vec<String>,
    generate: impl FnOnce(&Spec) -> Outcome<TokenStream>,
) -> TokenStream {
    let path = match syn::parse2::<LitStr>(input) {
        Ok(path) => path,
        Err(error) => return errors(error.span(), &[NO_PATH.to_owned()]),
    };
    let file = File::named(&path.value());
    let code = file.and_then(|file| {
        let (code, tracked) = (generate(&file.read(shown)?)?, file.tracked());
        Ok(quote! { #code #tracked })
    });
    code.unwrap_or_else(|messages| errors(path.span(), &messages))
}

/// Each finding, with the lines that are meant.
pub fn in_full(report: &Report) -> Vec<String> {
    report.findings().iter().map(|finding| report.render(finding)).collect()
}

/// That there are findings: `protocol!` lists them.
pub fn in_short(report: &Report) -> Vec<String> {
    vec![format!("{}: no methods, see the errors of `protocol!`", report.path())]
}

const NO_PATH: &str = "a path in quotes belongs here and nothing else, like `\"specs/toy.yaml\"`";

/// The models, in a module of their own so that the names of its modules do not clash with those of the
/// caller's.
pub fn models(spec: &Spec) -> TokenStream {
    let items = codegen::generate_items(spec);
    let module = format_ident!("{}_models", spec.protocol.value);
    quote! {
        // A program need not use all that a document has, nor have a feature `schemars`; the rest
        // as in the crates that hold these models as files.
        #[allow(dead_code, unexpected_cfgs, unused_imports)]
        #[allow(clippy::match_same_arms, clippy::match_single_binding, clippy::wildcard_imports)]
        mod #module { #items }

        #[allow(unused_imports)]
        pub use #module::*;
    }
}

/// The methods of a client.
pub fn methods(spec: &Spec) -> Outcome<TokenStream> {
    let methods = codegen::generate_client_items(spec).ok_or_else(|| {
        vec!["the parameters are JSON in a form field: write the methods by hand".to_owned()]
    })?;
    Ok(quote! {
        #[allow(dead_code)]
        #methods
    })
}

/// A file of the crate that is compiled.
struct File {
    /// As it was named: the same on every machine.
    name: String,
    absolute: String,
}

impl File {
    fn named(name: &str) -> Outcome<Self> {
        let root = env::var("CARGO_MANIFEST_DIR")
            .map_err(|error| vec![format!("CARGO_MANIFEST_DIR: {error}")])?;
        let absolute = Path::new(&root).join(name).to_string_lossy().into_owned();
        Ok(Self { name: name.to_owned(), absolute })
    }

    fn read(&self, shown: fn(&Report) -> Vec<String>) -> Outcome<Spec> {
        let text = fs::read_to_string(&self.absolute).map_err(|error| {
            vec![format!("{}, below the folder of Cargo.toml: {error}", self.name)]
        })?;
        spec::load(&self.name, &text).map_err(|report| shown(&report))
    }

    /// Makes the compiler read the file, so that Cargo builds again when it changes.
    fn tracked(&self) -> TokenStream {
        let absolute = &self.absolute;
        quote! { const _: &[u8] = ::core::include_bytes!(#absolute); }
    }
}

fn errors(span: Span, messages: &[String]) -> TokenStream {
    quote_spanned! { span => #(::core::compile_error! { #messages })* }
}
