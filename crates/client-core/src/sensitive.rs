//! What a request sends in the parameters that its document makes sensitive.

use serde_json::Value;
use wire::{Endpoint, FieldInfo, FieldRef, Kind, ModelInfo};

/// What a request holds in sensitive parameters, in whatever is nested in it as well.
pub fn sensitive_texts<E: Endpoint>(request: &E) -> Vec<String> {
    let mut found = Vec::new();
    for (index, field) in E::INFO.fields.iter().enumerate() {
        match request.get(index) {
            FieldRef::Text(text) if field.sensitive => found.push(text.into_owned()),
            FieldRef::Absent | FieldRef::Text(_) => {}
            FieldRef::Nested(nested) => in_json(field, &nested.to_json(), &mut found),
        }
    }
    found
}

fn in_json(field: &FieldInfo, json: &str, found: &mut Vec<String>) {
    if let Ok(value) = serde_json::from_str(json) {
        in_value(field, &value, found);
    }
}

fn in_value(field: &FieldInfo, value: &Value, found: &mut Vec<String>) {
    match (value, field.kind) {
        (Value::Array(values), _) => values.iter().for_each(|value| in_value(field, value, found)),
        (Value::Object(values), _) if field.sensitive => {
            let inner = FieldInfo { kind: Kind::Text, ..*field };
            values.values().for_each(|value| in_value(&inner, value, found));
        }
        (Value::Object(_), Kind::Model(info) | Kind::Json(info) | Kind::List(info)) => {
            in_object(info, value, found);
        }
        (Value::String(json), Kind::Json(_)) => in_json(field, json, found),
        (Value::String(text), _) if field.sensitive => found.push(text.clone()),
        (Value::Number(number), _) if field.sensitive => found.push(number.to_string()),
        _ => {}
    }
}

fn in_object(info: &ModelInfo, object: &Value, found: &mut Vec<String>) {
    for field in info.fields {
        if let Some(value) = object.get(field.wire) {
            in_value(field, value, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use idcode_types::{
        BatchRegistration, RegisterCategoriesRequest, RegisterUnitWithPictureRequest, Unit,
    };
    use serde_json::json;
    use wire::{FieldInfo, Kind, Model};

    use super::{in_value, sensitive_texts};

    #[test]
    fn sensitive_parameters_are_found_and_no_others() {
        let mut request = RegisterUnitWithPictureRequest::new()
            .with_login_name("login")
            .with_unit_name("name")
            .with_unit_type(1)
            .with_province_id(2)
            .with_city_id(3)
            .with_area_id(4);
        assert!(sensitive_texts(&request).is_empty());
        request.contact_phone = Some("13800000000".to_owned());
        request.contact_name = Some("某某".to_owned());
        let mut found = sensitive_texts(&request);
        found.sort_unstable();
        assert_eq!(found, ["13800000000", "某某"]);
    }

    #[test]
    fn json_text_is_looked_into() {
        let mut batch = BatchRegistration::new("i.86.1.2", Vec::new());
        batch.access_token = Some("a key".to_owned());
        assert_eq!(sensitive_texts(&RegisterCategoriesRequest::new(batch)), ["a key"]);
    }

    #[test]
    fn lists_objects_and_numbers_are_looked_into() {
        let find = |field: &FieldInfo, value| {
            let mut found = Vec::new();
            in_value(field, &value, &mut found);
            found
        };
        let units = FieldInfo::new("units", "units", Kind::List(Unit::INFO));
        let list = json!([{"linkphone": "1"}, {"linkphone": 2, "organunit_name": "name"}]);
        assert_eq!(find(&units, list.clone()), ["1", "2"]);
        let embedded = FieldInfo::new("unit", "unit", Kind::Json(Unit::INFO));
        assert_eq!(find(&embedded, json!(list[0].to_string())), ["1"]);
        let all = FieldInfo { sensitive: true, ..units };
        let mut found = find(&all, list);
        found.sort_unstable();
        assert_eq!(found, ["1", "2", "name"]);
    }
}
