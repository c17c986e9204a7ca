//! Generates Rust models and client methods from a spec.
//!
//! [`generate`] returns the files of a `*-types` crate's `src/generated/` folder: for each model one
//! with its fields and documentation and one with its serialization, one for each enum, one for the
//! endpoints, one for their ids, one for the decisions. [`generate_items`] returns the same as code
//! without files. This crate reads and writes no files.
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
mod links;
mod nest;

pub use file::File;

use proc_macro2::TokenStream;
use spec::{EncodingStyle, Spec};

/// The generated files of a spec, which was read from `path` and has the content `text`.
pub fn generate(spec: &Spec, path: &str, text: &str) -> Vec<File> {
    let drafts = models(spec).into_iter();
    drafts.map(|draft| finish(spec, draft, path, text)).collect()
}

/// The root file re-exports and has the hash of the spec.
fn finish(spec: &Spec, mut draft: file::Draft, path: &str, text: &str) -> File {
    if draft.path != file::ROOT {
        return draft.finish(&file::header(path));
    }
    draft.code.extend(emit::reexports(spec));
    draft.finish(&file::root_header(path, text))
}

/// The same as items of one module, for macros. Users of macros depend on `wire`: it is not re-exported.
pub fn generate_items(spec: &Spec) -> TokenStream {
    nest::nest(models(spec))
}

fn models(spec: &Spec) -> Vec<file::Draft> {
    let mut files = emit::models(spec);
    files.extend(emit::enums(spec));
    files.extend(emit::newtypes(spec));
    files.push(emit::decisions(spec));
    files.push(emit::endpoints(spec));
    files.push(emit::service(spec));
    files.push(emit::schema(spec));
    files.push(emit::root(spec));
    files
}

/// The generated files of a client's `src/generated/` folder: a method for each endpoint. Where the
/// parameters are JSON in a form field, the client writes its few methods by hand: they carry a token.
pub fn generate_client(spec: &Spec, path: &str) -> Vec<File> {
    let files = has_methods(spec).then(|| emit::methods(spec).finish(&file::header(path)));
    files.into_iter().collect()
}

/// The same as an `impl Client`, for macros; none where there are no methods.
pub fn generate_client_items(spec: &Spec) -> Option<TokenStream> {
    has_methods(spec).then(|| links::to("decisions", emit::client(spec)))
}

fn has_methods(spec: &Spec) -> bool {
    !matches!(spec.encoding.style, EncodingStyle::JsonInForm { .. })
}
