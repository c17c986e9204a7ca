//! Answers, with their return codes.

use serde_json::{Value, json};
use spec::{Class, Endpoint, EnumValue, Spec};

use super::{schema, values};
use crate::json::Object;
use crate::samples::Samples;
use crate::words::paragraphs;

/// What comes back: JSON with a return code, or the page of an outage.
pub fn responses(spec: &Spec, endpoint: &Endpoint, samples: &Samples) -> Object {
    let reference = || Object::new().with("schema", schema::reference(&endpoint.reply.value));
    let examples = samples.replies(&endpoint.id.value, |value: &Value| Some(value.clone()));
    let json = reference().with_some("examples", examples.filled());
    let html = || json!({ "schema": { "type": "string" } });
    let mut content = Object::new().with("application/json", json);
    if endpoint.is_page {
        content.push("text/html", html());
    }
    let page = if endpoint.is_page {
        "A page to open in a browser; once it is filled in, the browser goes to the call-back \
         address with the results as parameters. A call that is refused is answered in JSON."
    } else {
        "The reply."
    };
    let is_status = spec.envelope.status_codes.is_some();
    let codes = if is_status { "HTTP statuses" } else { "Return codes" };
    let codes = format!("{codes}:\n\n{}", code_table(spec, endpoint));
    let answered = Object::new()
        .with("description", paragraphs([page.to_owned(), codes]))
        .with("content", content);
    let other = Object::new().with("application/json", reference()).with("text/html", html());
    let outage = Object::new()
        .with("description", "The same reply with another HTTP status, or the page of an outage.")
        .with("content", other);
    if is_status {
        return by_status(spec, endpoint, &answered, outage);
    }
    Object::new().with("200", answered).with("default", outage)
}

/// A response for each status that an endpoint answers with; 200, unless it lists another success.
fn by_status(spec: &Spec, endpoint: &Endpoint, answered: &Object, other: Object) -> Object {
    let listed = codes(spec, endpoint);
    let is_success = |code: &EnumValue| code.class == Some(Class::Success);
    let mut responses = Object::new();
    if !listed.iter().any(|(_, code, _)| is_success(code)) {
        responses.push("200", answered.clone());
    }
    for (_, code, text) in listed {
        let response = if is_success(code) {
            answered.clone()
        } else {
            let reference = Object::new().with("schema", schema::reference(&endpoint.reply.value));
            Object::new()
                .with("description", format!("{} {text}", code.text.en))
                .with("content", Object::new().with("application/json", reference))
        };
        responses.push(&code.wire.value, response);
    }
    responses.with("default", other)
}

/// The codes of an endpoint as a Markdown table.
fn code_table(spec: &Spec, endpoint: &Endpoint) -> String {
    let rows = codes(spec, endpoint).into_iter().map(|(table, code, text)| {
        let class = code.class.map_or("", values::class);
        format!("| {} | {table} | {class} | {} | {text} |", code.wire.value, code.text.en)
    });
    let head = "| code | table | class | meaning | 中文 |\n|---|---|---|---|---|";
    [head.to_owned()].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

/// The codes that an endpoint answers with: table, code, text.
pub fn codes<'a>(spec: &'a Spec, endpoint: &'a Endpoint) -> Vec<(&'a str, &'a EnumValue, &'a str)> {
    let is_listed = |code: &EnumValue| {
        let values = &endpoint.code_values;
        values.is_empty() || values.iter().any(|value| value.value == code.wire.value)
    };
    let text = |code: &'a EnumValue| {
        let own = endpoint.code_texts.iter().find(|(number, _)| number.value == code.wire.value);
        own.map_or(code.text.zh.as_str(), |(_, text)| text.value.as_str())
    };
    let names = endpoint.codes.iter();
    let tables = names.filter_map(|name| values::find_enum(spec, &name.value));
    tables
        .flat_map(|table| {
            let listed = table.values.iter().filter(|code| is_listed(code));
            listed.map(|code| (table.name.value.as_str(), code, text(code)))
        })
        .collect()
}
