//! All models, to run a test for each; the list is compared with what the endpoints lead to.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use udid_types::ENDPOINTS;
use wire::{FieldInfo, Kind, ModelInfo};

/// Calls a function for every model as its type parameter, and gives the names of the models.
macro_rules! for_every_model {
    ($run:ident) => {
        crate::every_model::for_every_model!(
            $run: ClinicalSize ConnectionReply ConnectionTest Contact DataSet Device
            DeviceDetailRequest DeviceHistoryRequest DeviceListRequest DevicePage Package RecordKey
            StorageCondition TokenReply TokenRequest
        )
    };
    ($run:ident: $($model:ident)*) => {
        [$({
            $run::<udid_types::$model>();
            <udid_types::$model as wire::Model>::INFO.name
        }),*]
    };
}
pub(crate) use for_every_model;

/// A value for a field, its keys and those of the objects in it changed by `change`.
pub fn value(field: &FieldInfo, change: &dyn Fn(&str) -> String) -> Value {
    match field.kind {
        Kind::Text | Kind::File => json!("文字 x"),
        Kind::Count => json!("7"),
        Kind::Date => json!("2019-09-12"),
        Kind::Integer => json!(7),
        Kind::Enum(list) => json!(list.values[1].wire),
        Kind::JoinedText => json!("a,b"),
        Kind::JoinedEnum(list) => json!(format!("{},9", list.values[0].wire)),
        Kind::Model(model) | Kind::Json(model) => full(model, change),
        Kind::ListText => json!(["a", "b"]),
        Kind::List(model) => json!([full(model, change), full(model, change)]),
    }
}

/// An object with every field of a model.
pub fn full(model: &ModelInfo, change: &dyn Fn(&str) -> String) -> Value {
    let fields = model.fields.iter().map(|field| (change(field.wire), value(field, change)));
    Value::Object(fields.collect::<Map<_, _>>())
}

#[test]
fn the_list_of_models_is_complete() {
    fn collect(model: &'static ModelInfo, into: &mut BTreeSet<&'static str>) {
        into.insert(model.name);
        for field in model.fields {
            if let Kind::Model(inner) | Kind::List(inner) = field.kind {
                collect(inner, into);
            }
        }
    }
    fn nothing<M>() {}
    let mut reached = BTreeSet::new();
    for endpoint in &ENDPOINTS {
        collect(endpoint.request, &mut reached);
        collect(endpoint.reply, &mut reached);
    }
    assert_eq!(BTreeSet::from(for_every_model!(nothing)), reached);
    assert_eq!(reached.len(), 15);
}
