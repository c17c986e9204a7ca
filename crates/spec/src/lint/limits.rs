//! What values must keep to.

use super::examples::{endpoint, toy};
use super::things::fields;
use super::{Context, Level, Rule};
use crate::model::{Limits, Type};

pub const RULES: &[Rule] = &[
    Rule {
        id: "limits-order",
        level: Level::Error,
        reason: "No value is above the largest and below the smallest.",
        bad: toy!("{wire: nl, name: age, en: Age, zh: 年龄, type: integer, min: 12, max: 3}"),
        good: toy!("{wire: nl, name: age, en: Age, zh: 年龄, type: integer, min: 3, max: 12}"),
        check: limits_order,
    },
    Rule {
        id: "limits-type",
        level: Level::Error,
        reason: "Numbers have a smallest and a largest value, texts a number of characters, files a number of bytes.",
        bad: toy!("{wire: mc, name: name, en: Name, zh: 名称, type: text, max: 64}"),
        good: toy!("{wire: mc, name: name, en: Name, zh: 名称, type: text, max_length: 64}"),
        check: limits_type,
    },
    Rule {
        id: "empty-limit",
        level: Level::Error,
        reason: "A text of 0 characters is not sent at all.",
        bad: toy!("{wire: mc, name: name, en: Name, zh: 名称, type: text, max_length: 0}"),
        good: toy!("{wire: mc, name: name, en: Name, zh: 名称, type: text, max_length: 64}"),
        check: empty_limit,
    },
    Rule {
        id: "file-format",
        level: Level::Error,
        reason: "A file is recognized by its first bytes, for the formats that are known.",
        bad: endpoint!(
            "name: add_picture",
            "methods: [POST]",
            "path: /toys",
            "parameters: [{wire: tp, name: picture, en: Picture, zh: 图片, type: file, formats: [tiff]}]"
        ),
        good: endpoint!(
            "name: add_picture",
            "methods: [POST]",
            "path: /toys",
            "parameters: [{wire: tp, name: picture, en: Picture, zh: 图片, type: file, formats: [png]}]"
        ),
        check: file_format,
    },
];

/// Formats that `wire::check_file` knows.
const FORMATS: &[&str] = &["bmp", "gif", "jpeg", "jpg", "png"];

fn file_format(ctx: &Context) {
    for at in fields(ctx.spec) {
        for format in &at.field.formats {
            if at.field.ty.ty != Type::File {
                ctx.add(at.at(), format.span, "only files have formats");
            } else if !FORMATS.contains(&format.value.as_str()) {
                let name = ("format", format.value.as_str(), format.span);
                ctx.unknown(at.at(), name, FORMATS.iter().copied());
            }
        }
    }
}

fn limits_order(ctx: &Context) {
    for at in fields(ctx.spec) {
        let Limits { min, max, min_length, max_length, .. } = at.field.limits;
        for (key, least, most) in [("min", min, max), ("min_length", min_length, max_length)] {
            if let (Some(least), Some(most)) = (least, most)
                && least > most
            {
                let place = ctx.places.beside(at.field.wire.span, key);
                ctx.add(at.at(), place, format!("{least} is more than {most}, the largest"));
            }
        }
    }
}

fn limits_type(ctx: &Context) {
    for at in fields(ctx.spec) {
        let Limits { min, max, min_length, max_length, max_bytes } = at.field.limits;
        let (is_number, is_text) = match &at.field.ty.ty {
            Type::Integer => (true, false),
            // Both are kept as text.
            Type::Count => (true, true),
            Type::Text | Type::Date | Type::JoinedText | Type::Joined(_) => (false, true),
            Type::Named(name) => (false, !ctx.spec.types.iter().any(|def| def.name.value == *name)),
            // Limits are not negative and have no decimals.
            Type::Signed
            | Type::Decimal
            | Type::Boolean
            | Type::File
            | Type::Json(_)
            | Type::ListText
            | Type::List(_)
            | Type::Scalars(_)
            | Type::Map(_) => (false, false),
        };
        let limits = [
            ("min", min, is_number),
            ("max", max, is_number),
            ("min_length", min_length, is_text),
            ("max_length", max_length, is_text),
            ("max_bytes", max_bytes, at.field.ty.ty == Type::File),
        ];
        for (key, _, _) in limits.iter().filter(|(_, limit, fits)| limit.is_some() && !fits) {
            let place = ctx.places.beside(at.field.wire.span, key);
            ctx.add(at.at(), place, format!("`{key}` does not go with this type"));
        }
    }
}

fn empty_limit(ctx: &Context) {
    for at in fields(ctx.spec).iter().filter(|at| at.field.limits.max_length == Some(0)) {
        let place = ctx.places.beside(at.field.wire.span, "max_length");
        ctx.add(at.at(), place, "a text of at most 0 characters says nothing");
    }
}
