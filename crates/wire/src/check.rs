//! What we refuse to send: the rules of the documents, checked before a request leaves.

use std::fmt;

use crate::{Endpoint, FieldInfo, FieldRef, Kind, Model, Place, Rule};

/// Why a request is not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Id of the endpoint in its document.
    pub endpoint: &'static str,
    /// Key of the parameter on the wire.
    pub parameter: &'static str,
    /// The rule it breaks.
    pub rule: Rule,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: parameter {} {}", self.endpoint, self.parameter, self.rule)
    }
}

impl std::error::Error for Refusal {}

/// Checks a request against the rules of its document, whatever is nested in it included. What the
/// client fills in may still be missing.
pub fn check<E: Endpoint>(request: &E) -> Result<(), Refusal> {
    let broken = broken_rule(request).map(|(field, rule)| (field.wire, rule));
    broken.or_else(|| broken_constraint(request)).map_or(Ok(()), |(parameter, rule)| {
        Err(Refusal { endpoint: E::ENDPOINT.id, parameter, rule })
    })
}

fn broken_constraint<E: Endpoint>(request: &E) -> Option<(&'static str, Rule)> {
    let (parameter, constraint) = E::ENDPOINT.broken_constraint(|name| {
        let index = E::INFO.fields.iter().position(|field| field.wire == name)?;
        match request.get(index) {
            FieldRef::Absent => None,
            FieldRef::Text(text) => Some(text),
            FieldRef::Nested(nested) => Some(nested.to_json().into()),
        }
    })?;
    Some((parameter, Rule::Constraint(constraint.text)))
}

/// The first field of a model that breaks a rule.
pub fn broken_rule<M: Model>(model: &M) -> Option<(&'static FieldInfo, Rule)> {
    M::INFO.fields.iter().enumerate().find_map(|(index, field)| {
        let rule = match model.get(index) {
            FieldRef::Absent if field.filled_by_client => None,
            FieldRef::Absent => broken_by_absence(field),
            FieldRef::Text(text) => check_value(field, &text).err(),
            FieldRef::Nested(nested) => return nested.broken_rule(),
        };
        rule.map(|rule| (field, rule))
    })
}

fn broken_by_absence(field: &FieldInfo) -> Option<Rule> {
    field.required.then_some(Rule::Required)
}

/// Checks one parameter's text.
pub fn check_value(field: &FieldInfo, text: &str) -> Result<(), Rule> {
    if text.trim().is_empty() {
        return broken_by_absence(field).map_or(Ok(()), Err);
    }
    // Whatever takes the path apart would drop these segments.
    if field.place == Place::Path && matches!(text, "." | "..") {
        return Err(Rule::Kind("a name, not `.` or `..`"));
    }
    match field.kind {
        Kind::Enum(list) if list.lists(text) => Ok(()),
        Kind::JoinedEnum(list) if text.split(',').all(|part| list.lists(part)) => Ok(()),
        Kind::Enum(list) | Kind::JoinedEnum(list) => Err(Rule::Listed(list)),
        Kind::Integer | Kind::Count => {
            let number = text.parse().map_err(|_| Rule::WholeNumber)?;
            let (least, most) = (field.limits.min, field.limits.max);
            within(number, least, most, Rule::AtLeast, Rule::AtMost)
        }
        Kind::Signed | Kind::Decimal | Kind::Boolean if !field.kind.takes(text) => {
            Err(Rule::Kind(field.kind.expected().unwrap_or("a number")))
        }
        _ => {
            let length = text.chars().count() as u64;
            let (least, most) = (field.limits.min_length, field.limits.max_length);
            within(length, least, most, Rule::AtLeastCharacters, Rule::AtMostCharacters)
        }
    }
}

fn within(
    number: u64,
    least: Option<u64>,
    most: Option<u64>,
    too_small: fn(u64) -> Rule,
    too_large: fn(u64) -> Rule,
) -> Result<(), Rule> {
    match (least, most) {
        (Some(least), _) if number < least => Err(too_small(least)),
        (_, Some(most)) if number > most => Err(too_large(most)),
        _ => Ok(()),
    }
}
