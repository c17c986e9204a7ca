//! An interface: address, parameters, reply, codes.

use spec::{Effect, Endpoint, Spec};

use super::html::{details, element, escaped, link, paragraph, table};
use super::types::{self, fields, type_link};
use super::{chinese, code, title};
use crate::openapi::{class, codes, common};

/// An interface, closed until it is clicked on.
pub fn endpoint(spec: &Spec, endpoint: &Endpoint) -> String {
    let methods = endpoint.methods.iter().map(|method| method.value.as_str());
    let methods = methods.collect::<Vec<_>>().join(" ");
    let summary = format!(
        "<b>{}</b> {} {} {}",
        escaped(&endpoint.id.value),
        element("kbd", &escaped(&methods)),
        code(&endpoint.path.value),
        title(&endpoint.text)
    );
    let common = common(spec, endpoint);
    let parameters = fields(spec, endpoint.parameters.iter().chain(common));
    let reply = type_link(spec, &endpoint.reply.value);
    let content = [
        paragraph(&escaped(&endpoint.purpose.en)),
        paragraph(&chinese(&endpoint.purpose.zh)),
        paragraph(&remarks(endpoint)),
        paragraph(&endpoint.notes.as_deref().map(chinese).unwrap_or_default()),
        headed("Parameters 参数", &parameters),
        headed("Reply 返回", &paragraph(&reply)),
        headed("Codes 状态码", &code_table(spec, endpoint)),
        paragraph(&types::decision_links(spec, &endpoint.decisions)),
    ];
    let id = format!("{}-{}", spec.protocol.value, endpoint.id.value);
    details(&id, "item", &summary, &content.concat())
}

fn headed(head: &str, content: &str) -> String {
    if content.is_empty() { String::new() } else { format!("<h4>{head}</h4>\n{content}") }
}

/// What sets this endpoint apart.
fn remarks(endpoint: &Endpoint) -> String {
    let paging = endpoint.paging.as_ref().map(|paging| {
        let order = paging.order.as_deref().map(chinese).unwrap_or_default();
        format!("Comes in pages of {}. {order}", paging.size)
    });
    let preferred = endpoint.preferred_method.as_ref();
    let preferred = preferred.map(|method| format!("Clients use {}.", code(&method.value)));
    let rules = endpoint.constraints.iter().map(|rule| format!("Rule: {}.", chinese(&rule.text())));
    let remarks = [
        Some(format!("In Rust: {}", code(&endpoint.name.value))),
        (endpoint.effect == Effect::Read).then(|| "May be called again without harm.".to_owned()),
        endpoint.is_page.then(|| "A page to open in a browser.".to_owned()),
        endpoint.is_restricted.then(|| "Open to some users only.".to_owned()),
        endpoint.takes_unlisted.then(|| "Takes parameters that no document lists.".to_owned()),
        paging,
        preferred,
    ];
    remarks.into_iter().flatten().chain(rules).collect::<Vec<_>>().join("<br>")
}

fn code_table(spec: &Spec, endpoint: &Endpoint) -> String {
    let rows = codes(spec, endpoint).into_iter().map(|(table, value, text)| {
        let anchor = format!("#{}-{table}", spec.protocol.value);
        [
            code(&value.wire.value),
            link(&anchor, table),
            escaped(value.class.map_or("", class)),
            escaped(&value.text.en),
            chinese(text),
        ]
    });
    table(["code", "table", "class", "meaning", "原文"], rows)
}
