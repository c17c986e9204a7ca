//! Interfaces.

use super::{constraint, decisions, earlier_names, field, head, title};
use crate::model::{Effect, Endpoint, Paging};
use crate::node::Node;
use crate::object::{Object, text};
use crate::report::Report;

pub fn endpoint(node: &Node, report: &Report) -> Option<Endpoint> {
    Object::read(node, report, |object| {
        let (id, name) = (object.required_text("id"), object.required_text("name"));
        let was = earlier_names(object, "was");
        let description = title(object);
        let purpose = object.required_object("purpose", title);
        let (methods, path) = (object.list("methods", text), object.required_text("path"));
        let preferred_method = object.text("preferred_method");
        let is_page = object.choice("kind", &[("data", false), ("page", true)]);
        let is_restricted = object.flag("restricted");
        let takes_unlisted = object.flag("takes_unlisted");
        let effect = object.choice("effect", &[("write", Effect::Write), ("read", Effect::Read)]);
        let urls = object.named("urls", head::host);
        let paging = object.node("paging").and_then(|node| Object::read(node, report, paging));
        let (request, reply) = (object.required_text("request"), object.required_text("reply"));
        let request_was = earlier_names(object, "request_was");
        let fields_of = object.text("fields_of");
        let parameters = object.list("parameters", field::field);
        let constraints = object.list("constraints", constraint::constraint);
        let common = object.node("common").map(|_| object.list("common", text));
        let unmarked = object.list("unmarked", text);
        let codes = object.list("codes", text);
        let code_values = object.list("code_values", text);
        let code_texts =
            object.named("code_texts", |code, node, report| Some((code, text(node, report)?)));
        let decisions = decisions(object);
        let notes = object.text("notes").map(|notes| notes.value);
        Some(Endpoint {
            id: id?,
            name: name?,
            was,
            text: description?,
            purpose: purpose?,
            methods,
            preferred_method,
            is_page: is_page.unwrap_or_default(),
            is_restricted,
            takes_unlisted,
            effect: effect.unwrap_or_default(),
            path: path?,
            urls,
            paging,
            request: request?,
            request_was,
            fields_of,
            parameters,
            constraints,
            common,
            unmarked,
            reply: reply?,
            codes,
            code_values,
            code_texts,
            decisions,
            notes,
        })
    })
}

fn paging(object: &Object) -> Option<Paging> {
    let size = object.number("size");
    let order = object.text("order").map(|order| order.value);
    if object.node("size").is_none() {
        object.report.add("missing-key", object.span, "`size` is missing: a whole number");
    }
    Some(Paging { size: size?, order })
}
