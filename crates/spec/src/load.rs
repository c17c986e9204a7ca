//! From nodes to a typed spec: one small function for each kind of thing.

mod constraint;
mod endpoint;
mod field;
mod head;
mod types;

use crate::model::{Encoding, EncodingStyle, Spanned, Spec, Text};
use crate::node::{Kind, Node};
use crate::object::{Object, text};
use crate::report::Report;

/// The whole file.
pub fn spec(root: &Node, report: &Report) -> Option<Spec> {
    Object::read(root, report, |file| {
        let protocol = file.required_text("protocol");
        let revision = file.required_text("revision");
        let title = file.required_object("title", title);
        let encoding = file.required_object("encoding", head::encoding);
        let envelope = file.required_object("envelope", types::envelope);
        let documents = file.list("documents", head::document);
        let contact = file.text("contact");
        let hosts = file.named("hosts", head::host);
        let history = file.list("history", head::revision);
        let decisions = file.named("decisions", head::decision);
        let rules = file.list("rules", head::rule);
        let newtypes = file.named("newtypes", types::newtype);
        let common_parameters = file.list("common_parameters", field::field);
        let printed_types =
            file.named("printed_types", |ty, node, report| Some((ty, text(node, report)?)));
        let parameter_types = file.named("parameter_types", |name, node, report| {
            field::field(node, report).map(|field| (name, field))
        });
        let enums = file.named("enums", types::enum_def);
        let types = file.named("types", types::type_def);
        let replies = file.named("replies", types::type_def);
        let endpoints = file.list("endpoints", endpoint::endpoint);
        let allow = file.list("allow", head::allow);
        Some(Spec {
            // What is missing is in the report: the rest is read for what is wrong with it.
            protocol: protocol.unwrap_or_default(),
            revision: revision.unwrap_or_default(),
            text: title.unwrap_or_default(),
            documents,
            contact,
            hosts,
            encoding: encoding.unwrap_or(Encoding {
                style: EncodingStyle::SignedForm,
                decisions: Vec::new(),
                span: file.span,
            }),
            history,
            decisions,
            rules,
            newtypes,
            enums,
            envelope: envelope?,
            common_parameters,
            printed_types,
            parameter_types,
            types,
            replies,
            endpoints,
            allow,
        })
    })
}

/// English and Chinese of the thing described by `object` itself.
fn title(object: &Object) -> Option<Text> {
    let (en, zh) = (object.required_text("en"), object.required_text("zh"));
    Some(Text { en: en?.value, zh: zh?.value })
}

/// Rust names of earlier revisions under `key`: one, or a list.
fn earlier_names(object: &Object, key: &'static str) -> Vec<Spanned<String>> {
    match object.node(key) {
        Some(Node { kind: Kind::List(names), .. }) => {
            names.iter().filter_map(|name| text(name, object.report)).collect()
        }
        Some(name) => text(name, object.report).into_iter().collect(),
        None => Vec::new(),
    }
}

fn decisions(object: &Object) -> Vec<Spanned<String>> {
    object.list("decisions", text)
}
