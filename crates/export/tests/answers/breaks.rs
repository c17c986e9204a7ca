//! What is not as documented is noticed, wherever it stands in an answer.

use serde_json::{Value, json};

use crate::udid::{Checked, LIST};

/// Every place in a value, as JSON pointers.
fn places(value: &Value, at: &str, into: &mut Vec<String>) {
    let mut enter = |key: &str, value: &Value| {
        let place = format!("{at}/{key}");
        places(value, &place, into);
        into.push(place);
    };
    match value {
        Value::Object(object) => object.iter().for_each(|(key, value)| enter(key, value)),
        // The first stands for the others.
        Value::Array(list) => list.iter().take(1).for_each(|value| enter("0", value)),
        _ => {}
    }
}

#[tokio::test]
async fn a_wrong_type_is_noticed_wherever_it_is() {
    let world = Checked::new(|_| {}).await;
    let page = world.post(LIST, &world.day().await).await;
    let broken = |answer: &Value| world.documented.broken("POST", "/api/v2/sharing/get", answer);
    assert_eq!(broken(&page), Vec::<String>::new());
    let mut all = Vec::new();
    places(&page, "", &mut all);
    assert!(all.len() > 60, "a page has more than 60 keys: {}", all.len());
    for place in all {
        let wrong = match page.pointer(&place).unwrap() {
            Value::Object(_) => vec![json!([]), json!("{}"), json!(1)],
            Value::Array(_) => vec![json!({}), json!("[]"), json!(1)],
            _ => vec![json!({}), json!([]), json!(true)],
        };
        for wrong in wrong {
            let mut changed = page.clone();
            *changed.pointer_mut(&place).unwrap() = wrong;
            let found = broken(&changed);
            let both = ["OpenAPI", "JSON Schema"];
            let by = both.map(|name| found.iter().any(|error| error.starts_with(name)));
            assert_eq!(by, [true, true], "{place}: {found:?}");
        }
    }
}

#[tokio::test]
async fn an_answer_without_a_code_and_an_unknown_key_are_noticed() {
    let world = Checked::new(|_| {}).await;
    let page = world.post(LIST, &world.day().await).await;
    let broken = |answer: &Value| world.documented.broken("POST", "/api/v2/sharing/get", answer);
    let mut without = page.clone();
    without.as_object_mut().unwrap().remove("returnCode");
    assert!(broken(&without)[0].contains("\"returnCode\" is a required property"));
    for place in ["", "/dataSet", "/dataSet/deviceInfo/0"] {
        let mut with = page.clone();
        with.pointer_mut(place).unwrap()["kein"] = json!("1");
        assert_eq!(broken(&with).len(), 2, "{place}: {:?}", broken(&with));
    }
}
