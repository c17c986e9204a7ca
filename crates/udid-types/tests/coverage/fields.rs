//! The fields of requests and replies in the specs: order, container and text.

use spec::{Field, FieldSource, Spec, Type};

use crate::document::squeeze;
use crate::printed::{Printed, description, printed_fields};
use crate::wordings::further_words;
use crate::{load, printings};

/// A field of the spec, where an endpoint has it.
pub struct Specified<'a> {
    pub id: &'a str,
    pub parent: &'a str,
    pub field: &'a Field,
}

impl Specified<'_> {
    fn key(&self) -> [&str; 3] {
        [self.id, self.parent, &self.field.wire.value]
    }
}

fn key(printed: &Printed) -> [&str; 3] {
    [&printed.id, &printed.parent, &printed.name]
}

/// The fields that the spec calls documented, in its order: those of all requests or replies.
pub fn specified<'a>(spec: &'a Spec, table: &str) -> Vec<Specified<'a>> {
    let mut found = Vec::new();
    for endpoint in &spec.endpoints {
        let id = endpoint.id.value.as_str();
        if table == "request_fields" {
            collect(spec, id, "", &endpoint.parameters, &mut found);
            continue;
        }
        let reply = spec.replies.iter().find(|def| def.name.value == endpoint.reply.value);
        collect(spec, id, "", &spec.envelope.fields, &mut found);
        collect(spec, id, "", &reply.expect("the reply").fields, &mut found);
    }
    found
}

fn collect<'a>(
    spec: &'a Spec,
    id: &'a str,
    parent: &'a str,
    fields: &'a [Field],
    found: &mut Vec<Specified<'a>>,
) {
    for field in fields.iter().filter(|field| field.source == FieldSource::Document) {
        // `endpoints` names the ones that print the field, when not all do that have its type.
        if !field.endpoints.is_empty() && field.endpoints.iter().all(|at| at.value != id) {
            continue;
        }
        found.push(Specified { id, parent, field });
        if let Type::List(name) | Type::Named(name) = &field.ty.ty
            && let Some(def) = spec.types.iter().find(|def| def.name.value == *name)
        {
            collect(spec, id, &field.wire.value, &def.fields, found);
        }
    }
}

/// `errorCode` and `errorMsg` come from the table of error codes; no sample prints them.
fn is_decided(field: &Specified) -> bool {
    ["errorCode", "errorMsg"].contains(&field.field.wire.value.as_str())
        && field.parent.is_empty()
        && field.field.decisions.iter().any(|decision| decision.value == "U5")
}

#[test]
fn the_fields_of_the_spec_are_those_of_the_document_in_its_order() {
    for (revision, spec) in printings() {
        for table in ["request_fields", "reply_fields"] {
            let printed = printed_fields(revision, table);
            let mut specified = specified(&spec, table);
            specified.retain(|field| !is_decided(field));
            let specified: Vec<_> = specified.iter().map(Specified::key).collect();
            assert_eq!(
                specified,
                printed.iter().map(key).collect::<Vec<_>>(),
                "{revision} {table}"
            );
        }
    }
}

#[test]
fn each_field_of_the_spec_has_the_text_of_the_document() {
    for (revision, spec) in printings() {
        for table in ["request_fields", "reply_fields"] {
            let specified = specified(&spec, table);
            for printed in printed_fields(revision, table) {
                let field = find(&specified, &printed);
                assert_text(&field.text.zh, field, &printed);
            }
        }
    }
}

pub fn find<'a>(specified: &[Specified<'a>], printed: &Printed) -> &'a Field {
    let is_same = |field: &&Specified| field.key() == key(printed);
    specified.iter().find(is_same).unwrap_or_else(|| panic!("{printed:?} is not specified")).field
}

/// Objects and lists are printed without a text.
#[track_caller]
pub fn assert_text(chinese: &str, specified: &Field, printed: &Printed) {
    if printed.chinese.is_empty() {
        let is_nested = matches!(specified.ty.ty, Type::List(_) | Type::Named(_));
        return assert!(is_nested, "{printed:?} has no text");
    }
    let expected = description(&printed.chinese);
    let further = further_words(specified.notes.as_deref(), &printed.id);
    let is_said = squeeze(chinese) == expected || further.contains(&expected);
    assert!(is_said, "{printed:?} has {chinese:?} and {further:?}");
}

#[test]
fn the_document_has_so_many_fields() {
    for (revision, replies, in_device) in [("2.0", 224, 45), ("2.0.1", 225, 46)] {
        let spec = load(revision);
        assert_eq!(printed_fields(revision, "request_fields").len(), 13, "{revision}");
        assert_eq!(specified(&spec, "request_fields").len(), 13, "{revision}");
        assert_eq!(printed_fields(revision, "reply_fields").len(), replies, "{revision}");
        // `errorCode` and `errorMsg` at each of the five endpoints.
        assert_eq!(specified(&spec, "reply_fields").len(), replies + 10, "{revision}");

        for (name, count) in [
            ("Device", in_device),
            ("Contact", 3),
            ("Package", 5),
            ("StorageCondition", 5),
            ("ClinicalSize", 4),
            ("DataSet", 4),
            ("RecordKey", 1),
        ] {
            // 2.0.1 joins the rows of D002 by a key of its own.
            let joins_by_two_keys = revision == "2.0.1"
                && ["Package", "StorageCondition", "ClinicalSize"].contains(&name);
            let fields = &spec.types.iter().find(|def| def.name.value == name).unwrap().fields;
            let documented = fields.iter().filter(|field| field.source == FieldSource::Document);
            let expected = count + usize::from(joins_by_two_keys);
            assert_eq!(documented.count(), expected, "{revision} {name}");
        }
    }
}
