//! The fields of the replies: name, container, printed type and text; and the keys of the samples.

use std::collections::BTreeSet;

use spec::{Field, Spec, Type};
use wire::{FieldInfo, Kind, ModelInfo, Source};

use crate::document::{squeeze, walk};
use crate::wordings::further_words;
use crate::{info, is_stated, load, model_docs, printed_at, reply_def, table, type_def};

/// Container of what 307 prints as 同接口 306.
const UNITS: &str = "organunit_list";

/// The text of this row is the value `null`, its type a word (I20).
const EXISTING_UNIT: (&str, &str) = ("301", "organunit_result_info");

/// Fields that only real services send, all of them in units.
const OBSERVED: [&str; 6] =
    ["author_code", "author_key", "unittype_code", "unittypedisplay_code", "utcPlatform", "utcUrl"];

/// A field that the document prints for an endpoint.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    number: String,
    parent: String,
    name: String,
    printed_type: String,
    text: String,
}

impl Row {
    fn is(&self, (number, name): (&str, &str)) -> bool {
        self.number == number && self.name == name
    }
}

/// As printed: with the rows `(same as N)`, and with those of 301 that are in both its tables.
fn rows() -> Vec<Row> {
    let rows = table("outputs", ["number", "parent", "name", "type", "text"]).into_iter();
    rows.map(|[number, parent, name, printed_type, text]| {
        let text = squeeze(&text);
        Row { number, parent, name, printed_type, text }
    })
    .collect()
}

/// All fields of all replies, what is printed as 同接口 N put in.
fn printed() -> BTreeSet<Row> {
    let rows = rows();
    let mut printed = BTreeSet::new();
    for row in &rows {
        let Some(other) = row.name.strip_prefix("(same as ") else {
            printed.insert(row.clone());
            continue;
        };
        assert_eq!(Some(printed_at(&row.number)), other.strip_suffix(')'), "{row:?}");
        let others = rows.iter().filter(|row| row.number == printed_at(&other[..other.len() - 1]));
        for other in others {
            let is_result = ["result_code", "result_msg"].contains(&other.name.as_str());
            let parent = if row.number == "307" && !is_result { UNITS } else { &other.parent };
            let (number, parent) = (row.number.clone(), parent.to_owned());
            printed.insert(Row { number, parent, ..other.clone() });
        }
    }
    printed
}

/// The keys of the samples, those of 同接口 N put in.
fn sample_keys() -> BTreeSet<[String; 3]> {
    let rows = table("sample_keys", ["number", "parent", "name"]);
    let mut keys: BTreeSet<_> = rows.iter().cloned().collect();
    assert_eq!((rows.len(), keys.len()), (379, 379));
    for (number, other) in crate::SAME_AS {
        // 307 has a sample of its own.
        if rows.iter().all(|row| row[0] != number) {
            let others = rows.iter().filter(|row| row[0] == other);
            keys.extend(
                others.map(|[_, parent, name]| [number.to_owned(), parent.clone(), name.clone()]),
            );
        }
    }
    keys
}

/// A field of the spec, where a reply has it.
struct Specified<'a> {
    number: &'a str,
    parent: &'a str,
    field: &'a Field,
}

fn specified(spec: &Spec) -> Vec<Specified<'_>> {
    let mut found = Vec::new();
    for endpoint in &spec.endpoints {
        let number = endpoint.id.value.as_str();
        let fields = spec.fields_of(reply_def(spec, endpoint)).chain(&spec.envelope.fields);
        for field in fields.filter(|field| is_stated(field, number)) {
            found.push(Specified { number, parent: "", field });
            if let Type::List(name) | Type::Named(name) = &field.ty.ty
                && let Some(def) = type_def(spec, name)
            {
                let inner = spec.fields_of(def).filter(|field| is_stated(field, number));
                let parent = &field.wire.value;
                found.extend(inner.map(|field| Specified { number, parent, field }));
            }
        }
    }
    found
}

fn find<'a>(specified: &'a [Specified<'a>], row: &Row) -> &'a Field {
    let is_same = |at: &&Specified| {
        (at.number, at.parent, at.field.wire.value.as_str())
            == (&row.number, &row.parent, &row.name)
    };
    specified.iter().find(is_same).unwrap_or_else(|| panic!("{row:?} is not specified")).field
}

#[test]
fn the_document_has_so_many_output_fields() {
    let rows = rows();
    let same = rows.iter().filter(|row| row.name.starts_with('(')).count();
    assert_eq!((rows.len(), same), (336, 6));
    // Three rows of 301 are in both its tables; 306 has 34, 403 19, 409 20 and 5011 3.
    assert_eq!(printed().len(), 336 - 6 - 3 + 34 + 19 + 20 + 3 * 3);
}

#[test]
fn each_output_field_of_the_document_is_in_the_spec() {
    let spec = load();
    let specified = specified(&spec);
    for row in printed() {
        let field = find(&specified, &row);
        // 同接口 N is worded as there.
        let further = further_words(field.notes.as_deref(), printed_at(&row.number));
        let printed_type = field.printed_type.as_deref().unwrap_or_default();
        let is_typed = printed_type == row.printed_type || further.contains(&row.printed_type);
        assert!(is_typed, "{row:?} is {printed_type} {further:?}");
        if row.is(EXISTING_UNIT) {
            assert_eq!(
                (row.text.as_str(), field.text.zh.as_str()),
                ("null", "已存在的单位信息实体")
            );
            continue;
        }
        let is_said = squeeze(&field.text.zh) == row.text || further.contains(&row.text);
        assert!(is_said, "{row:?} has {:?} and {further:?}", field.text.zh);
    }
}

#[test]
fn the_other_words_of_a_field_are_printed_for_the_endpoints_that_it_names() {
    let spec = load();
    let printed = printed();
    let mut count = 0;
    for Specified { number, parent, field } in specified(&spec) {
        for words in further_words(field.notes.as_deref(), number) {
            count += 1;
            let is_printed = printed.iter().any(|row| {
                row.number == number
                    && row.parent == parent
                    && row.name == field.wire.value
                    && (row.text == words || row.printed_type == words)
            });
            assert!(is_printed, "{number} {}: {words}", field.wire.value);
        }
    }
    assert_eq!(count, 18);
}

#[test]
fn the_spec_calls_no_output_field_documented_that_is_not() {
    let spec = load();
    let printed = printed();
    let keys = sample_keys();
    let mut containers = 0;
    for Specified { number, parent, field } in specified(&spec) {
        let name = &field.wire.value;
        let is_row = printed
            .iter()
            .any(|row| row.number == number && row.parent == parent && row.name == *name);
        if is_row {
            continue;
        }
        if is_other_batch(number, parent) {
            continue;
        }
        // The tables are flat (I6): containers occur in the samples only.
        containers += 1;
        assert!(matches!(field.ty.ty, Type::List(_) | Type::Named(_)), "{number} {name}");
        let key = [number.to_owned(), parent.to_owned(), name.clone()];
        let is_key = keys.contains(&key);
        assert!(is_key, "{number} {parent} {name} is neither a row nor a container of a sample");
    }
    // 101 to 105, 201 to 204, 307, 402 to 404, 409, 410, 5011 to 5014, and two in 502 and 503.
    assert_eq!(containers, 9 + 1 + 5 + 4 + 4);
}

/// One of the two containers is `null` in the sample of 502, the other in that of 503 (I71).
fn is_other_batch(number: &str, parent: &str) -> bool {
    [("502", "code_record_tab"), ("503", "code_record_list")].contains(&(number, parent))
}

#[test]
fn each_key_of_the_samples_is_known() {
    let spec = load();
    let specified = specified(&spec);
    for [number, parent, name] in sample_keys() {
        let is_known = specified.iter().any(|at| {
            let aliases = at.field.aliases.iter().map(|alias| &alias.value);
            at.number == number
                && at.parent == parent
                && [&at.field.wire.value].into_iter().chain(aliases).any(|key| *key == name)
        });
        assert!(is_known, "{number} {parent} {name} is not specified");
        let model = find_model(info(&number).reply, &parent).expect("the container");
        assert!(model.fields.iter().any(|field| field.is_named(&name)), "{number} {parent} {name}");
    }
}

/// The model below the key `parent`; `root` itself for no key.
fn find_model(root: &'static ModelInfo, parent: &str) -> Option<&'static ModelInfo> {
    if parent.is_empty() {
        return Some(root);
    }
    root.fields.iter().find_map(|field| match field.kind {
        Kind::Model(model) | Kind::List(model) if field.wire == parent => Some(model),
        _ => None,
    })
}

#[test]
fn each_output_field_of_the_document_is_in_the_models() {
    let spec = load();
    let specified = specified(&spec);
    for row in printed() {
        let model = find_model(info(&row.number).reply, &row.parent).expect("the container");
        let field = model.fields.iter().find(|field| field.wire == row.name);
        let field: &FieldInfo = field.unwrap_or_else(|| panic!("{row:?} is not in {}", model.name));
        assert_eq!(field.zh, find(&specified, &row).text.zh, "{row:?}");
        assert_eq!(field.source, Source::Document, "{row:?}");
        let docs = model_docs(model.name);
        let docs = docs.get(field.name).unwrap_or_else(|| panic!("{row:?} has no docs"));
        assert!(docs.contains(&format!("(`{}`", row.name)), "{row:?}: {docs}");
        let text = if row.is(EXISTING_UNIT) { field.zh.to_owned() } else { row.text.clone() };
        assert!(squeeze(docs).contains(&squeeze(&text)), "{row:?}: {docs}");
    }
}

#[test]
fn the_models_call_no_output_field_documented_that_is_not() {
    let printed = printed();
    let keys = sample_keys();
    let mut observed = BTreeSet::new();
    for endpoint in &idcode_types::ENDPOINTS {
        walk(endpoint.reply, "", &mut |parent, field| {
            if field.source == Source::Observed {
                observed.insert(field.wire);
                return;
            }
            // 403 has the type of 409, which has one field more.
            if ["403", "404"].contains(&endpoint.id) && field.wire == "regist_type" {
                return;
            }
            let is_here = |number: &str, at: &str, name: &str| {
                (number, at, name) == (endpoint.id, parent, field.wire)
            };
            let is_row = printed.iter().any(|row| is_here(&row.number, &row.parent, &row.name));
            let is_key = keys.iter().any(|[number, parent, name]| is_here(number, parent, name));
            let is_other_batch = is_other_batch(endpoint.id, parent);
            assert!(is_row || is_key || is_other_batch, "{} {parent} {}", endpoint.id, field.wire);
        });
    }
    assert_eq!(observed, BTreeSet::from(OBSERVED));
}
