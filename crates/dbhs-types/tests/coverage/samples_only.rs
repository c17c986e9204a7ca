//! What only the samples show: in the spec and in the models, and marked as such.

use std::collections::BTreeSet;

use spec::FieldSource;
use wire::Source;

use crate::document::walk;
use crate::fields::{NOT_DESCRIBED, specified};
use crate::{docs, info, is_decided, load, table};

/// The keys of the samples: endpoint, container and name.
fn sample_keys() -> Vec<[String; 3]> {
    table("sample_keys", ["id", "parent", "name"])
}

/// The keys of the tables, and of the envelope around them at each endpoint.
fn table_keys() -> BTreeSet<[String; 3]> {
    let columns = ["id", "parent", "name", "chinese", "type", "length"];
    let rows = table("reply_fields", columns).into_iter();
    let mut keys: BTreeSet<_> = rows.map(|[id, parent, name, ..]| [id, parent, name]).collect();
    let ids: BTreeSet<_> = keys.iter().map(|[id, ..]| id.clone()).collect();
    for [name, _] in table("envelope", ["name", "text"]) {
        keys.extend(ids.iter().map(|id| [id.clone(), String::new(), name.clone()]));
    }
    keys
}

/// The keys that occur in the samples and in no table.
pub fn sample_only() -> Vec<[String; 3]> {
    let tables = table_keys();
    sample_keys().into_iter().filter(|key| !tables.contains(key)).collect()
}

#[test]
fn each_key_of_the_tables_is_in_a_sample() {
    let keys = sample_keys();
    let samples: BTreeSet<_> = keys.iter().cloned().collect();
    assert_eq!((keys.len(), samples.len()), (107, 107));
    let tables = table_keys();
    assert!(tables.is_subset(&samples), "{:?}", tables.difference(&samples));
    assert_eq!(sample_only().len(), samples.len() - tables.len());
}

#[test]
fn the_spec_marks_what_only_the_samples_show() {
    let spec = load();
    let marked: BTreeSet<_> = specified(&spec, FieldSource::Sample)
        .into_iter()
        .map(|(id, parent, field)| {
            let name = &field.wire.value;
            let decision = if id == "product/detail" { "D16" } else { "D7" };
            assert!(is_decided(&field.decisions, decision), "{name}");
            assert!(field.text.zh.starts_with(NOT_DESCRIBED), "{name}: {}", field.text.zh);
            assert_eq!((&field.printed_type, field.limits.max_length), (&None, None), "{name}");
            [id.to_owned(), parent.to_owned(), name.clone()]
        })
        .collect();
    assert_eq!(marked, BTreeSet::from_iter(sample_only()));
    assert_eq!(marked.len(), 5 + 3);
    for source in [FieldSource::Observed, FieldSource::Assumed] {
        assert_eq!(specified(&spec, source).len(), 0, "{source:?}");
    }
}

#[test]
fn the_documentation_marks_what_only_the_samples_show() {
    for [id, parent, name] in sample_only() {
        assert_eq!(parent, "data", "{name}");
        let mut seen = 0;
        let reply = info(&id).reply;
        let data = reply.fields.iter().find(|field| field.wire == parent).expect("the data");
        let wire::Kind::Model(model) = data.kind else { panic!("{:?}", data.kind) };
        walk(reply, "", &mut |at, field| {
            if (at, field.wire) == (parent.as_str(), name.as_str()) {
                assert_eq!(field.source, Source::Sample, "{name}");
                let docs = &docs("models", model.name)[field.name];
                let expected = format!("(`{name}`). In the document's sample only.");
                assert!(docs.contains(&expected), "{docs}");
                seen += 1;
            }
        });
        assert_eq!(seen, 1, "{name}");
    }
}
