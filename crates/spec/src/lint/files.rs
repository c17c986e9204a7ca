//! Files go beside the parameters of a POST request, one at a time.

use super::examples::{endpoint, toy};
use super::things::{fields, parameters};
use super::{Context, Level, Rule};
use crate::model::{Endpoint, Field, Type};

pub const RULES: &[Rule] = &[
    Rule {
        id: "file-not-parameter",
        level: Level::Error,
        reason: "Only a request of one endpoint carries a file: replies and objects are JSON.",
        bad: toy!("{wire: tp, name: picture, en: Picture, zh: 图片, type: file}"),
        good: endpoint!(
            "name: add_toy",
            "methods: [POST]",
            "path: /toys",
            "parameters: [{wire: tp, name: picture, en: Picture, zh: 图片, type: file}]"
        ),
        check: file_not_parameter,
    },
    Rule {
        id: "two-files",
        level: Level::Error,
        reason: "The methods of a client take one file.",
        bad: endpoint!(
            "name: add_toy",
            "methods: [POST]",
            "path: /toys",
            "parameters:",
            "  - {wire: tp, name: picture, en: Picture, zh: 图片, type: file}",
            "  - {wire: sm, name: manual, en: Manual, zh: 说明书, type: file}"
        ),
        good: endpoint!(
            "name: add_toy",
            "methods: [POST]",
            "path: /toys",
            "parameters:",
            "  - {wire: tp, name: picture, en: Picture, zh: 图片, type: file}",
            "  - {wire: sm, name: manual, en: Manual, zh: 说明书, type: text}"
        ),
        check: two_files,
    },
    Rule {
        id: "file-without-post",
        level: Level::Error,
        reason: "A file is part of a body, which GET does not have.",
        bad: endpoint!(
            "name: add_toy",
            "methods: [GET]",
            "path: /toys",
            "parameters: [{wire: tp, name: picture, en: Picture, zh: 图片, type: file}]"
        ),
        good: endpoint!(
            "name: add_toy",
            "methods: [POST]",
            "path: /toys",
            "parameters: [{wire: tp, name: picture, en: Picture, zh: 图片, type: file}]"
        ),
        check: file_without_post,
    },
    Rule {
        id: "file-on-page",
        level: Level::Error,
        reason: "A page is opened in a browser by its address, which holds no file.",
        bad: endpoint!(
            "name: add_toy",
            "kind: page",
            "methods: [POST]",
            "path: /toys",
            "parameters: [{wire: tp, name: picture, en: Picture, zh: 图片, type: file}]"
        ),
        good: endpoint!(
            "name: add_toy",
            "kind: page",
            "methods: [POST]",
            "path: /toys",
            "parameters: [{wire: tp, name: picture, en: Picture, zh: 图片, type: text}]"
        ),
        check: file_on_page,
    },
];

fn file_not_parameter(ctx: &Context) {
    let is_parameter = |field: &Field| {
        ctx.spec.endpoints.iter().flat_map(parameters).any(|at| std::ptr::eq(at.field, field))
    };
    let files = fields(ctx.spec).into_iter().filter(|at| at.field.ty.ty == Type::File);
    for at in files.filter(|at| !is_parameter(at.field)) {
        ctx.add(at.at(), at.field.ty.span, "a file is a parameter of an endpoint");
    }
}

fn files(endpoint: &Endpoint) -> impl Iterator<Item = &Field> {
    endpoint.parameters.iter().filter(|field| field.ty.ty == Type::File)
}

fn two_files(ctx: &Context) {
    for endpoint in &ctx.spec.endpoints {
        if let Some(second) = files(endpoint).nth(1) {
            ctx.add(&endpoint.id.value, second.ty.span, "a second file cannot be sent");
        }
    }
}

fn file_without_post(ctx: &Context) {
    for endpoint in &ctx.spec.endpoints {
        let has_post = endpoint.methods.iter().any(|method| method.value == "POST");
        if let (Some(file), false) = (files(endpoint).next(), has_post) {
            ctx.add(&endpoint.id.value, file.ty.span, "a file is sent with POST only");
        }
    }
}

fn file_on_page(ctx: &Context) {
    for endpoint in ctx.spec.endpoints.iter().filter(|endpoint| endpoint.is_page) {
        if let Some(file) = files(endpoint).next() {
            ctx.add(&endpoint.id.value, file.ty.span, "a page takes no file");
        }
    }
}
