//! The page that is decoded: 20 records of the sandbox in which no field is left out.

use jiff::civil::Date;
use sandbox::udid::{Catalog, RecordId};
use serde_json::{Value, json};
use udid_types::{DataSet, DevicePage};
use wire::{Kind, Model, ModelInfo};

const DAY: Date = jiff::civil::date(2024, 5, 6);
const RECORDS: u32 = 20;

/// The page as JSON, its keys in the order and the case of the document.
pub fn documented() -> String {
    let mut page = DevicePage::default();
    page.data_set = Some(data_set());
    let mut json = serde_json::to_value(page).expect("a page is JSON");
    fill(&mut json, DevicePage::INFO);
    // An object of `serde_json` sorts its keys, a model writes them as its document does.
    let page: DevicePage = serde_json::from_value(json).expect("a page with all fields");
    serde_json::to_string(&page).expect("a page is JSON")
}

/// The same JSON with all keys in lower case.
pub fn in_lower_case(json: &str) -> String {
    lower_keys(json.to_owned(), DevicePage::INFO)
}

/// How many values there are, objects, lists and `null` not counted.
pub fn leaves(json: &Value) -> usize {
    match json {
        Value::Null => 0,
        Value::Array(list) => list.iter().map(leaves).sum(),
        Value::Object(fields) => fields.values().map(leaves).sum(),
        _ => 1,
    }
}

fn data_set() -> DataSet {
    let catalog = Catalog::new(1);
    let mut data_set = DataSet::default();
    for index in 0..RECORDS {
        let record = catalog.record(RecordId { day: DAY, index });
        data_set.devices.push(record.device);
        data_set.packages.extend(record.packages);
        data_set.storage_conditions.extend(record.storage_conditions);
        data_set.clinical_sizes.extend(record.clinical_sizes);
    }
    data_set
}

/// Gives every documented field that is absent a value, all the way down.
fn fill(json: &mut Value, info: &ModelInfo) {
    for field in info.fields {
        let value = &mut json[field.wire];
        if value.is_null() {
            *value = placeholder(field.kind);
        }
        match field.kind {
            Kind::Model(model) => fill(value, model),
            Kind::List(model) => {
                value.as_array_mut().into_iter().flatten().for_each(|row| fill(row, model));
            }
            _ => {}
        }
    }
}

fn placeholder(kind: Kind) -> Value {
    match kind {
        Kind::Count | Kind::Integer => json!("3"),
        Kind::Date => json!("2024-05-06"),
        Kind::Enum(list) => json!(list.values[0].wire),
        Kind::JoinedEnum(list) => json!(format!("{},{}", list.values[0].wire, list.values[1].wire)),
        Kind::Model(_) => json!({}),
        Kind::List(_) => json!([{}]),
        _ => json!("详见产品说明书"),
    }
}

fn lower_keys(mut json: String, info: &ModelInfo) -> String {
    for field in info.fields {
        // Inside of a string the quotes would be escaped.
        let key = format!("\"{}\":", field.wire);
        json = json.replace(&key, &key.to_ascii_lowercase());
        if let Kind::Model(model) | Kind::List(model) = field.kind {
            json = lower_keys(json, model);
        }
    }
    json
}
