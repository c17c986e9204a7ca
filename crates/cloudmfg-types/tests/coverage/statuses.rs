//! The statuses of the examples.

use std::collections::BTreeSet;

use cloudmfg_types::Status;
use spec::{Class, FieldSource};
use wire::OpenEnum;

use crate::{Part, docs, keys, load};

/// Every status of an example, with the class that it means.
fn printed() -> BTreeSet<(String, &'static str)> {
    let statuses = keys().into_iter().filter(|key| key.name == "status");
    statuses
        .map(|key| match key.part {
            Part::Success => (key.value, "success"),
            Part::Failure => (key.value, "failed"),
            Part::Request => panic!("{key:?}"),
        })
        .collect()
}

#[test]
fn the_statuses_of_the_spec_are_those_of_the_examples() {
    let spec = load();
    assert_eq!(spec.enums.len(), 1);
    let def = &spec.enums[0];
    let specified: BTreeSet<_> = def
        .values
        .iter()
        .map(|value| {
            assert_eq!(value.source, FieldSource::Sample, "{}", value.wire.value);
            let class = match value.class.expect("a class") {
                Class::Success => "success",
                Class::Failed => "failed",
                other => panic!("{other:?}"),
            };
            (value.wire.value.clone(), class)
        })
        .collect();
    assert_eq!(specified, printed());
    assert_eq!((def.values.len(), specified.len()), (2, 2));
    for endpoint in &spec.endpoints {
        assert!(endpoint.codes.iter().map(|code| code.value.as_str()).eq(["Status"]));
    }
}

#[test]
fn the_statuses_are_in_the_models_and_their_documentation() {
    let docs = docs("enums", "Status");
    let printed: Vec<_> = printed().into_iter().collect();
    assert_eq!(printed.len(), Status::INFO.values.len());
    for (status, class) in printed {
        let value = Status::INFO.values.iter().find(|value| value.wire == status).expect("listed");
        assert_eq!(value.zh, if class == "success" { "调用成功" } else { "调用失败" });
        let docs = &docs[value.name];
        assert!(docs.contains(&format!("{} (`{status}`).", value.zh)), "{docs}");
    }
}
