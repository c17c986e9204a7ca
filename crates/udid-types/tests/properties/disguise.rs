//! The same page as another service would send it: keys in another case and order, numbers for
//! texts, `null` and its kin for nothing, JSON inside of strings.

use serde::de::IgnoredAny;
use serde_json::{Map, Value};
use udid_types::DevicePage;
use wire::{EnumInfo, FieldInfo, Kind, Model, ModelInfo};

/// Decides between alternatives; a choice of 0 is always the plain form.
pub struct Choices {
    tape: Vec<u8>,
    at: usize,
}

impl Choices {
    pub fn new(tape: Vec<u8>) -> Self {
        Self { tape, at: 0 }
    }

    fn below(&mut self, end: usize) -> usize {
        self.at += 1;
        // The round is mixed in, so that a short tape does not repeat itself.
        let round = self.at / self.tape.len();
        match self.tape[self.at % self.tape.len()] {
            0 => 0,
            byte => (usize::from(byte) + round * 7) % end,
        }
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 1
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            let other = at - self.below(at + 1);
            list.swap(at, other);
        }
    }
}

/// The body of an answer with this page.
pub fn disguise(page: &DevicePage, choices: &mut Choices) -> String {
    let json = serde_json::to_value(page).expect("a model is JSON");
    let body = object(&json, <DevicePage as Model>::INFO, choices);
    match choices.below(4) {
        1 => format!("\u{feff}{body}"),
        2 => quoted(&body),
        3 => format!("\n {}\n", quoted(&format!(" {body}"))),
        _ => body,
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn object(json: &Value, model: &ModelInfo, choices: &mut Choices) -> String {
    let nothing = Map::new();
    let fields = json.as_object().unwrap_or(&nothing);
    let mut entries = Vec::new();
    for field in model.fields {
        let value = match fields.get(field.wire) {
            Some(json) => value(json, field, choices),
            None if choices.one_in(4) => absent(field, choices),
            None => continue,
        };
        entries.push(format!("{}:{value}", quoted(&key(field, choices))));
    }
    let is_unknown = |key: &&String| model.fields.iter().all(|field| field.wire != key.as_str());
    let unknown = fields.keys().filter(is_unknown);
    entries.extend(unknown.map(|key| format!("{}:{}", quoted(key), fields[key])));
    choices.shuffle(&mut entries);
    format!("{{{}}}", entries.join(","))
}

fn key(field: &FieldInfo, choices: &mut Choices) -> String {
    let names: Vec<_> = [field.wire].iter().chain(field.aliases).copied().collect();
    let name = names[choices.below(names.len())];
    match choices.below(4) {
        1 => name.to_lowercase(),
        2 => name.to_uppercase(),
        3 => {
            let swap = |letter: char| {
                let upper = choices.one_in(2);
                if upper { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() }
            };
            name.chars().map(swap).collect()
        }
        _ => name.to_owned(),
    }
}

/// Nothing. An empty text is a text where a text belongs, and nothing elsewhere.
fn absent(field: &FieldInfo, choices: &mut Choices) -> String {
    let forms: &[&str] = match field.kind {
        Kind::Enum(_) => &["null", "\"\""],
        Kind::Model(_) | Kind::List(_) => &["null", "\"\"", "[]", "\"[]\"", "\" []\""],
        _ => &["null"],
    };
    forms[choices.below(forms.len())].to_owned()
}

fn value(json: &Value, field: &FieldInfo, choices: &mut Choices) -> String {
    let (text, is_nested) = match field.kind {
        Kind::Model(model) => (object(json, model, choices), true),
        Kind::List(model) => (list(json, model, choices), true),
        Kind::Enum(list) => (scalar(other_spelling(json, list, choices), choices), false),
        _ => (scalar(json, choices), false),
    };
    // An empty object as text is read as none.
    if is_nested && text != "{}" && choices.one_in(6) { quoted(&text) } else { text }
}

fn list(json: &Value, model: &ModelInfo, choices: &mut Choices) -> String {
    let elements = json.as_array().expect("a list");
    let mut elements: Vec<_> = elements.iter().map(|it| object(it, model, choices)).collect();
    // An empty object in place of a list is read as an empty list.
    if let [only] = elements.as_slice()
        && only != "{}"
        && choices.one_in(3)
    {
        return only.clone();
    }
    if choices.one_in(4) {
        elements.insert(choices.below(elements.len() + 1), "null".to_owned());
    }
    format!("[{}]", elements.join(","))
}

/// `是` for `1`.
fn other_spelling(json: &Value, list: &EnumInfo, choices: &mut Choices) -> Value {
    let listed = list.values.iter().find(|value| json == value.wire);
    match listed.map(|value| value.aliases).unwrap_or_default() {
        [] => json.clone(),
        aliases if choices.one_in(3) => Value::from(aliases[choices.below(aliases.len())]),
        _ => json.clone(),
    }
}

/// A text that reads like a number may come as one.
fn scalar(json: impl std::borrow::Borrow<Value>, choices: &mut Choices) -> String {
    let json = json.borrow();
    match json.as_str() {
        Some(text) if is_number(text) && choices.one_in(2) => text.to_owned(),
        _ => json.to_string(),
    }
}

fn is_number(text: &str) -> bool {
    text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
        && text.ends_with(|last: char| last.is_ascii_digit())
        && serde_json::from_str::<IgnoredAny>(text).is_ok()
}
