//! Parameters that go into the path or a header.

use super::examples::endpoint;
use super::{Context, Level, Rule};
use crate::model::{EncodingStyle, Endpoint, Field, Placement, Type};

pub const RULES: &[Rule] = &[
    Rule {
        id: "path-label",
        level: Level::Error,
        reason: "A label in a path is filled by a required parameter, or it would be sent as it is.",
        bad: concat!(
            "encoding: {style: json, common: body}\n",
            endpoint!("name: get_toy", "methods: [GET]", "path: \"/toys/{bh}\"")
        ),
        good: concat!(
            "encoding: {style: json, common: body}\n",
            endpoint!(
                "name: get_toy",
                "methods: [GET]",
                "path: \"/toys/{bh}\"",
                "parameters:",
                "  - {wire: bh, name: number, en: Number, zh: 编号, type: text, required: by_document, in: path}"
            )
        ),
        check: path_label,
    },
    Rule {
        id: "parameter-place",
        level: Level::Error,
        reason: "Path and headers take scalars, and clients of a JSON style put them there.",
        bad: concat!(
            "encoding: {style: json, common: body}\n",
            endpoint!(
                "name: list_toys",
                "methods: [GET]",
                "path: /toys",
                "parameters: [{wire: ys, name: colours, en: Colours, zh: 颜色, type: list<text>, in: header}]"
            )
        ),
        good: concat!(
            "encoding: {style: json, common: body}\n",
            endpoint!(
                "name: list_toys",
                "methods: [GET]",
                "path: /toys",
                "parameters: [{wire: X-Store, name: store, en: Store, zh: 商店, type: text, in: header}]"
            )
        ),
        check: parameter_place,
    },
];

/// The labels of a path in braces; nothing if a brace stands alone.
fn labels(path: &str) -> Option<Vec<&str>> {
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default();
    let labels: Option<Vec<_>> = parts
        .map(|part| {
            part.split_once('}').filter(|(label, rest)| {
                !label.is_empty() && !label.contains('/') && !rest.contains('}')
            })
        })
        .map(|part| part.map(|(label, _)| label))
        .collect();
    labels.filter(|_| !first.contains('}'))
}

fn in_path(endpoint: &Endpoint) -> impl Iterator<Item = &Field> {
    endpoint.parameters.iter().filter(|field| field.placement == Placement::Path)
}

fn path_label(ctx: &Context) {
    for endpoint in &ctx.spec.endpoints {
        let (id, path) = (&endpoint.id.value, &endpoint.path);
        let Some(labels) = labels(&path.value) else {
            ctx.add(id, path.span, "a brace of the path has no partner, or nothing in it");
            continue;
        };
        let is_apart = |part: &str| {
            !part.contains(['{', '}']) || (part.starts_with('{') && part.ends_with('}'))
        };
        if let Some(part) = path.value.split('/').find(|part| !is_apart(part)) {
            let message = format!("a label fills a part of the path alone, unlike in `{part}`");
            ctx.add(id, path.span, message);
        }
        for label in &labels {
            let is_filled =
                |field: &Field| field.wire.value == *label && field.required.is_required();
            if !in_path(endpoint).any(is_filled) {
                let help = "a parameter of this key needs `in: path` and `required: by_document`";
                let message = format!("no required parameter fills the label `{{{label}}}`");
                ctx.add_with_help(id, path.span, message, Some(help.to_owned()));
            }
        }
        for field in in_path(endpoint) {
            let times = labels.iter().filter(|label| **label == field.wire.value).count();
            if times != 1 {
                let key = &field.wire.value;
                let message = format!("the path has the label `{{{key}}}` {times} times, not once");
                ctx.add(format!("{id}.{}", field.name.value), field.wire.span, message);
            }
        }
    }
}

fn parameter_place(ctx: &Context) {
    let is_json = matches!(ctx.spec.encoding.style, EncodingStyle::Json { .. });
    for at in super::things::fields(ctx.spec) {
        let field = at.field;
        if field.placement == Placement::Parameters {
            continue;
        }
        let place = ctx.places.beside(field.wire.span, "in");
        let is_parameter = ctx.spec.endpoints.iter().any(|endpoint| endpoint.id.value == at.owner);
        let is_model = |name: &str| ctx.spec.types.iter().any(|def| def.name.value == name);
        let is_scalar = match &field.ty.ty {
            Type::File
            | Type::Json(_)
            | Type::ListText
            | Type::List(_)
            | Type::Scalars(_)
            | Type::Map(_) => false,
            Type::Named(name) => !is_model(name),
            _ => true,
        };
        let is_token = |c: u8| c.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&c);
        let is_header = field.wire.value.bytes().all(is_token);
        let message = if !is_parameter {
            "only a parameter of an endpoint has a place of its own"
        } else if !is_json {
            "`in` goes with `style: json`"
        } else if !is_scalar {
            "only a scalar goes into a path or a header"
        } else if field.placement == Placement::Header && !is_header {
            "a header has letters, digits and `-` in its name"
        } else {
            continue;
        };
        ctx.add(at.at(), place, message);
    }
}

#[cfg(test)]
mod tests {
    use super::labels;

    #[test]
    fn braces_come_in_pairs() {
        assert_eq!(labels("/a/{b}/c/{d}x"), Some(vec!["b", "d"]));
        assert_eq!(labels("/a"), Some(vec![]));
        for path in ["/{", "/}", "/{}", "/{a}}", "/}{", "/{{a}", "/{a/b}"] {
            assert_eq!(labels(path), None, "{path}");
        }
    }
}
