//! The lines of YAML that a spec needs to know about a drift.

use serde_json::Value;

use super::{Change, Drift, Shape};

impl Drift {
    /// Lines to add to the spec, below a comment that says where. Meanings are left to be filled in,
    /// and so is the decision that each needs.
    pub fn yaml(&self) -> String {
        match &self.change {
            Change::UnknownField { model, key, found } => {
                format!("# fields of {model}\n{}", field(key, *found))
            }
            Change::UnlistedValue { list, value } => {
                let name = name_in_code(value, "");
                let name = if name.starts_with(char::is_alphabetic) {
                    name
                } else {
                    format!("Value{name}")
                };
                let value = Value::from(value.as_str());
                format!(
                    "# values of {list}\n- wire: {value}\n  name: {name}\n  en: \"…\"\n  zh: \"…\"\n  \
                     source: observed\n"
                )
            }
            Change::ChangedType { model, expected, found } => {
                let field = self.path.rsplit('.').next().unwrap_or_default();
                let ty = ty(field, *found);
                format!("# {field:?} in {model}: {expected} so far\n  type: {ty}\n")
            }
            Change::MissingCode { model, key } => {
                format!("# {model}: a response without {key}\n")
            }
        }
    }
}

fn field(key: &str, found: Shape) -> String {
    let wire = Value::from(key);
    let name = name_in_code(key, "_").to_lowercase();
    let name = if name.starts_with(char::is_alphabetic) { name } else { format!("field_{name}") };
    let ty = ty(key, found);
    format!(
        "- wire: {wire}\n  name: {name}\n  en: \"…\"\n  zh: \"…\"\n  type: {ty}\n  source: observed\n"
    )
}

fn ty(key: &str, found: Shape) -> String {
    let model = || {
        let words = name_in_code(key, "_");
        let words = words.split('_').map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            first.to_uppercase() + rest
        });
        words.collect::<String>()
    };
    match found {
        Shape::Null | Shape::Truth | Shape::Text => "text".to_owned(),
        Shape::Number => "count".to_owned(),
        Shape::List => "list<text>".to_owned(),
        Shape::Object => model(),
        Shape::ObjectList => format!("list<{}>", model()),
    }
}

/// `newField` as `new<joint>Field`, without what no name has.
fn name_in_code(key: &str, joint: &str) -> String {
    let mut name = String::new();
    let mut ends_word = false;
    for c in key.chars() {
        if !c.is_ascii_alphanumeric() {
            ends_word = !name.is_empty();
            continue;
        }
        if ends_word || (c.is_ascii_uppercase() && name.ends_with(|c: char| c.is_ascii_lowercase()))
        {
            name.push_str(joint);
        }
        ends_word = false;
        name.push(c);
    }
    name
}
