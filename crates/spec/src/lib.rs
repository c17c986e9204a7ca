//! The specs of the protocols: YAML files that say what a vendor's document says.
//!
//! [`load`] reads one, typed and with positions; [`check`] holds it to all rules of [`lint`].
//! Whatever is found is collected in a [`Report`] that names file, line and column, shows the line
//! and suggests a name where one is near; nothing a file can hold makes it panic.
//!
//! ```
//! let text = "protocol: udid\nrevison: \"2.0\"\n";
//! let report = spec::load("udid/2.0.yaml", text).unwrap_err();
//! let shown = report.to_string();
//! assert!(shown.contains("udid/2.0.yaml:2:1"), "{shown}");
//! assert!(shown.contains("did you mean `revision`?"), "{shown}");
//! ```

pub mod diff;
mod level;
pub mod lint;
mod load;
mod model;
mod node;
mod object;
mod report;
mod shared_fields;
mod source;
mod suggest;
mod yaml_cause;

pub use diff::{Diff, Verdict};
pub use model::{
    Class, Condition, Constraint, ConstraintKind, Decision, Document, Effect, Encoding,
    EncodingStyle, Endpoint, EnumDef, EnumValue, Envelope, Field, Host, Limits, Newtype, Paging,
    Place, Placement, Required, Revision, Rule, Source as FieldSource, Spanned, Spec, Text, Type,
    TypeDef, TypeUse,
};
pub use report::{Finding, Report};
pub use source::{Position, Span};

/// Reads a spec. `path` is what findings call the file.
///
/// # Errors
/// All errors in it at once, without the warnings.
pub fn load(path: &str, text: &str) -> Result<Spec, Report> {
    let report = Report::new(path, text);
    match read(text, &report) {
        Some((spec, _)) if report.is_empty() => Ok(spec),
        _ => Err(report),
    }
}

/// Holds a spec to all rules: the report has its errors, and the warnings that it does not allow if
/// it could be read at all. `path` is what findings call the file.
pub fn check(path: &str, text: &str) -> Report {
    check_with(path, text, None)
}

/// Holds a spec to all rules, those on its place among the `earlier` revisions of its protocol
/// included: `path` ends in a folder named after the protocol and a file named after the revision.
pub fn check_among(path: &str, text: &str, earlier: &[Spec]) -> Report {
    let place = std::path::Path::new(path);
    let name = |part: Option<&std::ffi::OsStr>| {
        part.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    };
    let stem = name(place.file_stem());
    let folder = name(place.parent().and_then(std::path::Path::file_name));
    check_with(path, text, Some(&lint::Siblings { stem: &stem, folder: &folder, earlier }))
}

fn check_with(path: &str, text: &str, siblings: Option<&lint::Siblings>) -> Report {
    let report = Report::new(path, text);
    if let Some((spec, tree)) = read(text, &report) {
        let subjects = lint::Subjects { spec: &spec, tree: &tree, siblings };
        lint::run(subjects, level::Level::Warning, &report);
        lint::drop_allowed(&spec, &report);
    }
    report
}

/// Reads a spec without holding it to the rules: a revision of the past was written under others.
///
/// # Errors
/// What is no spec at all.
pub fn load_as_is(path: &str, text: &str) -> Result<Spec, Report> {
    let report = Report::new(path, text);
    let spec = shared_fields::parse(text, &report).and_then(|tree| load::spec(&tree, &report));
    match spec {
        Some(spec) if report.is_empty() => Ok(spec),
        _ => Err(report),
    }
}

/// Reads a spec and finds its errors.
fn read(text: &str, report: &Report) -> Option<(Spec, node::Node)> {
    let tree = shared_fields::parse(text, report)?;
    let spec = load::spec(&tree, report)?;
    let subjects = lint::Subjects { spec: &spec, tree: &tree, siblings: None };
    if report.is_empty() {
        lint::run(subjects, level::Level::Error, report);
        return Some((spec, tree));
    }
    lint::run_in_part(subjects, report);
    None
}
