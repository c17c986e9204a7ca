//! The documents' own samples, from `tests/data`. They are printed with placeholders, which is why
//! an example need not have the types of its schema.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use serde_json::{Value, json};

use crate::json::Object;

/// Samples by the name of their file, without its extension.
#[derive(Default)]
pub struct Samples(BTreeMap<String, Value>);

impl Samples {
    /// Reads all in a folder; there may be none. What is no JSON, as one document prints it, is left
    /// out.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut samples = BTreeMap::new();
        if folder.is_dir() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                if path.extension().is_some_and(|extension| extension == "json") {
                    samples.insert(name, serde_json::from_str(&fs::read_to_string(&path)?)?);
                }
            }
        }
        Ok(Self(samples))
    }

    /// The requests of an endpoint as Example Objects, each put where it belongs.
    pub fn requests(&self, id: &str, place: impl Fn(&Value) -> Option<Value>) -> Object {
        self.examples(id, true, place)
    }

    /// The replies of an endpoint as Example Objects.
    pub fn replies(&self, id: &str, place: impl Fn(&Value) -> Option<Value>) -> Object {
        self.examples(id, false, place)
    }

    fn examples(
        &self,
        id: &str,
        of_request: bool,
        place: impl Fn(&Value) -> Option<Value>,
    ) -> Object {
        let own = self
            .0
            .iter()
            .filter(|(name, _)| is_of(name, id) && name.ends_with("request") == of_request);
        let examples = own.filter_map(|(name, value)| {
            let value = place(value)?;
            let example = json!({ "summary": "As the document prints it", "value": value });
            Some((name.clone(), example.into()))
        });
        examples.collect()
    }
}

/// `D001-success` is of D001, `A.2.4.1-request` of A.2.4, `product-list` of product/list and
/// `5011-1.0` of 5011.
fn is_of(name: &str, id: &str) -> bool {
    let rest = name.strip_prefix(&id.replace('/', "-"));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '.']))
}

#[cfg(test)]
mod tests {
    use super::is_of;

    #[test]
    fn names_of_files_begin_with_the_id_of_their_endpoint() {
        for (name, id) in [
            ("101", "101"),
            ("D001-success", "D001"),
            ("A.2.4.1-request", "A.2.4"),
            ("product-list", "product/list"),
            ("5011-1.0", "5011"),
        ] {
            assert!(is_of(name, id), "{name} {id}");
        }
        for (name, id) in [("5011-1.0", "501"), ("A.2.3-failure", "A.2.4"), ("101", "1010")] {
            assert!(!is_of(name, id), "{name} {id}");
        }
    }
}
