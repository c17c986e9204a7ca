//! From a spec to Rust models.
//!
//! [`generate`] gives the files of a `*-types` crate's `src/generated/` folder: one for each
//! model with its fields and documentation, beside it one with what goes on the wire, one for each
//! enum, one for the endpoints. Nothing is read or written here.
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

pub use file::File;

use spec::{EncodingStyle, Spec};

/// The generated files of a spec, which was read from `path` and has the content `text`.
pub fn generate(spec: &Spec, path: &str, text: &str) -> Vec<File> {
    let header = file::header(path, text);
    let mut files = emit::models(spec);
    files.extend(emit::enums(spec));
    files.extend(emit::newtypes(spec));
    files.push(emit::endpoints(spec));
    files.push(emit::schema(spec));
    files.push(emit::root(spec));
    files.into_iter().map(|draft| draft.finish(&header)).collect()
}

/// The generated files of a client's `src/generated/` folder: a method for each endpoint. Where the
/// parameters are JSON in a form field, the client writes its few methods by hand: they carry a token.
pub fn generate_client(spec: &Spec, path: &str, text: &str) -> Vec<File> {
    match spec.encoding.style {
        EncodingStyle::JsonInForm { .. } => Vec::new(),
        EncodingStyle::SignedForm | EncodingStyle::Json { .. } => {
            vec![emit::methods(spec).finish(&file::header(path, text))]
        }
    }
}
