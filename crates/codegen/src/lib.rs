//! From a spec to Rust models.
//!
//! [`generate`] gives the files of a `*-types` crate's `src/generated/` folder: one for each
//! model with its fields and documentation, beside it one with what goes on the wire, one for each
//! enum, one for the endpoints; [`generate_items`] gives the same as code without files. Nothing is
//! read or written here.
//!
//! ```
//! let text = include_str!("../../spec/tests/small.yaml");
//! let spec = spec::load("toy/1.yaml", text).unwrap();
//! let files = codegen::generate(&spec, "toy/1.yaml", text);
//! let toy = files.iter().find(|file| file.path == "models/toy.rs").unwrap();
//! assert!(toy.text.contains("pub colours: Option<wire::Joined<Colour>>"));
//! ```

mod docs;
mod emit;
mod file;
mod nest;

pub use file::File;

use proc_macro2::TokenStream;
use spec::{EncodingStyle, Spec};

/// The generated files of a spec, which was read from `path` and has the content `text`.
pub fn generate(spec: &Spec, path: &str, text: &str) -> Vec<File> {
    let header = file::header(path, text);
    models(spec).into_iter().map(|draft| draft.finish(&header)).collect()
}

/// The same as items of one module, for macros.
pub fn generate_items(spec: &Spec) -> TokenStream {
    nest::nest(models(spec))
}

fn models(spec: &Spec) -> Vec<file::Draft> {
    let mut files = emit::models(spec);
    files.extend(emit::enums(spec));
    files.extend(emit::newtypes(spec));
    files.push(emit::endpoints(spec));
    files.push(emit::schema(spec));
    files.push(emit::root(spec));
    files
}

/// The generated files of a client's `src/generated/` folder: a method for each endpoint. Where the
/// parameters are JSON in a form field, the client writes its few methods by hand: they carry a token.
pub fn generate_client(spec: &Spec, path: &str, text: &str) -> Vec<File> {
    let header = file::header(path, text);
    has_methods(spec).then(|| emit::methods(spec).finish(&header)).into_iter().collect()
}

/// The same as an `impl Client`, for macros; none where there are no methods.
pub fn generate_client_items(spec: &Spec) -> Option<TokenStream> {
    has_methods(spec).then(|| emit::client(spec))
}

fn has_methods(spec: &Spec) -> bool {
    !matches!(spec.encoding.style, EncodingStyle::JsonInForm { .. })
}
