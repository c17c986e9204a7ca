//! The specs of the protocols: YAML files that say what a vendor's document says.
//!
//! [`load`] reads one, typed and with positions. Whatever is wrong is collected in a [`Report`]
//! that names file, line and column, shows the line and suggests a name where one is near;
//! nothing a file can hold makes it panic.
//!
//! ```
//! let text = "protocol: udid\nrevison: \"2.0\"\n";
//! let report = spec::load("udid/2.0.yaml", text).unwrap_err();
//! let shown = report.to_string();
//! assert!(shown.contains("udid/2.0.yaml:2:1"), "{shown}");
//! assert!(shown.contains("did you mean `revision`?"), "{shown}");
//! ```

mod load;
mod model;
mod names;
mod node;
mod object;
mod report;
mod resolve;
mod source;
mod suggest;

pub use model::{
    Class, Decision, Document, Encoding, EncodingStyle, Endpoint, EnumDef, EnumValue, Envelope,
    Field, Host, Limits, Newtype, Paging, Required, Revision, Rule, Source as FieldSource, Spanned,
    Spec, Text, Type, TypeDef, TypeUse,
};
pub use report::{Finding, Report};
pub use source::{Position, Span};

/// Reads a spec. `path` is what findings call the file.
///
/// # Errors
/// Everything that is wrong with it, at once.
pub fn load(path: &str, text: &str) -> Result<Spec, Report> {
    let report = Report::new(path, text);
    let spec = node::parse(text, &report).and_then(|root| load::spec(&root, &report));
    // A part that could not be read would leave names that only seem to lead nowhere.
    if let (Some(spec), true) = (&spec, report.is_empty()) {
        resolve::check(spec, &report);
    }
    match spec {
        Some(spec) if report.is_empty() => Ok(spec),
        _ => Err(report),
    }
}
