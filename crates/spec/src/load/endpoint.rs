//! Interfaces.

use super::{decisions, field, head, title};
use crate::model::{Endpoint, Paging};
use crate::node::Node;
use crate::object::{Object, text};
use crate::report::Report;

pub fn endpoint(node: &Node, report: &Report) -> Option<Endpoint> {
    Object::read(node, report, |object| {
        let (id, name) = (object.required_text("id"), object.required_text("name"));
        let description = title(object);
        let purpose = object.required_object("purpose", title);
        let (method, path) = (object.required_text("method"), object.required_text("path"));
        let urls = object.named("urls", head::host);
        let paging = object.node("paging").and_then(|node| Object::read(node, report, paging));
        let (request, reply) = (object.required_text("request"), object.required_text("reply"));
        let parameters = object.list("parameters", field::field);
        let codes = object.list("codes", text);
        let decisions = decisions(object);
        let notes = object.text("notes").map(|notes| notes.value);
        Some(Endpoint {
            id: id?,
            name: name?,
            text: description?,
            purpose: purpose?,
            method: method?,
            path: path?,
            urls,
            paging,
            request: request?,
            parameters,
            reply: reply?,
            codes,
            decisions,
            notes,
        })
    })
}

fn paging(object: &Object) -> Option<Paging> {
    let size = object.number("size");
    let order = object.text("order").map(|order| order.value);
    if size.is_none() {
        object.report.add("missing-key", object.span, "`size` is missing: a whole number");
    }
    Some(Paging { size: size?, order })
}
