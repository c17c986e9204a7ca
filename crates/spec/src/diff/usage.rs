//! Which types go out with requests, and which come in with replies.

use std::collections::HashMap;

use crate::model::{Field, Spec, Type};

/// Whether something goes out with requests or comes in with replies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// It is part of neither.
    #[default]
    Neither,
    /// It goes out.
    Request,
    /// It comes in.
    Reply,
    /// It does both.
    Both,
}

impl Direction {
    /// Whether it goes out.
    pub fn is_sent(self) -> bool {
        matches!(self, Self::Request | Self::Both)
    }

    /// The name; empty if it does neither.
    pub fn name(self) -> &'static str {
        match self {
            Self::Neither => "",
            Self::Request => "request",
            Self::Reply => "reply",
            Self::Both => "request and reply",
        }
    }

    /// Both taken together.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Neither, one) | (one, Self::Neither) => one,
            (one, other) if one == other => one,
            _ => Self::Both,
        }
    }
}

/// The name of the type of a field, if it has one.
pub fn named(ty: &Type) -> Option<&str> {
    ty.name()
}

/// The direction of every named type of one revision.
pub fn directions(spec: &Spec) -> HashMap<&str, Direction> {
    let mut found = HashMap::new();
    for endpoint in &spec.endpoints {
        mark(spec, endpoint.request.value.as_str(), &[], Direction::Request, &mut found);
        mark_fields(spec, &endpoint.parameters, Direction::Request, &mut found);
    }
    mark_fields(spec, &spec.common_parameters, Direction::Request, &mut found);
    mark_fields(spec, &spec.envelope.fields, Direction::Reply, &mut found);
    if let Some(table) = &spec.envelope.status_codes {
        mark(spec, &table.value, &[], Direction::Reply, &mut found);
    }
    for reply in &spec.replies {
        let fields: Vec<_> = spec.fields_of(reply).collect();
        mark(spec, &reply.name.value, &fields, Direction::Reply, &mut found);
    }
    found
}

fn mark_fields<'a>(
    spec: &'a Spec,
    fields: &'a [Field],
    direction: Direction,
    found: &mut HashMap<&'a str, Direction>,
) {
    for name in fields.iter().filter_map(|field| named(&field.ty.ty)) {
        let def = spec.types.iter().find(|def| def.name.value == name);
        let fields: Vec<_> = def.into_iter().flat_map(|def| spec.fields_of(def)).collect();
        mark(spec, name, &fields, direction, found);
    }
}

fn mark<'a>(
    spec: &'a Spec,
    name: &'a str,
    fields: &[&'a Field],
    direction: Direction,
    found: &mut HashMap<&'a str, Direction>,
) {
    let entry = found.entry(name).or_default();
    if entry.or(direction) == *entry {
        return;
    }
    *entry = entry.or(direction);
    for field in fields {
        mark_fields(spec, std::slice::from_ref(*field), direction, found);
    }
}
