//! What we refuse to send: the rules of the documents, checked before a request leaves.

use std::fmt;

use crate::{Endpoint, EnumInfo, FieldInfo, FieldRef, Kind, Model};

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

/// A rule that a parameter breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// It must be there and not be empty.
    Required,
    /// It must be one of the listed values.
    Listed(&'static EnumInfo),
    /// It must be a whole number.
    WholeNumber,
    /// It must be at least this.
    AtLeast(u64),
    /// It must look like this.
    Format(&'static str),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: parameter {} ", self.endpoint, self.parameter)?;
        match &self.rule {
            Rule::Required => f.write_str("is required and must not be empty"),
            Rule::Listed(values) => {
                write!(f, "must be one of")?;
                values
                    .values
                    .iter()
                    .try_for_each(|value| write!(f, " {} ({})", value.wire, value.zh))
            }
            Rule::WholeNumber => f.write_str("must be a whole number"),
            Rule::AtLeast(least) => write!(f, "must be at least {least}"),
            Rule::Format(format) => write!(f, "must have the form {format}"),
        }
    }
}

impl std::error::Error for Refusal {}

/// Checks a request against the rules of its document.
pub fn check<E: Endpoint>(request: &E) -> Result<(), Refusal> {
    for (index, field) in E::INFO.fields.iter().enumerate() {
        let rule = match <E as Model>::get(request, index) {
            FieldRef::Absent => broken_by_absence(field),
            FieldRef::Text(text) => check_value(field, &text).err(),
            FieldRef::Nested(_) => None,
        };
        if let Some(rule) = rule {
            return Err(Refusal { endpoint: E::ENDPOINT.id, parameter: field.wire, rule });
        }
    }
    Ok(())
}

fn broken_by_absence(field: &FieldInfo) -> Option<Rule> {
    field.required.then_some(Rule::Required)
}

fn is_listed(list: &EnumInfo, text: &str) -> bool {
    list.values.iter().any(|value| value.wire == text)
}

/// Checks one parameter's text.
pub fn check_value(field: &FieldInfo, text: &str) -> Result<(), Rule> {
    if text.trim().is_empty() {
        return broken_by_absence(field).map_or(Ok(()), Err);
    }
    match field.kind {
        Kind::Enum(list) if is_listed(list, text) => Ok(()),
        Kind::JoinedEnum(list) if text.split(',').all(|part| is_listed(list, part)) => Ok(()),
        Kind::Enum(list) | Kind::JoinedEnum(list) => Err(Rule::Listed(list)),
        Kind::Integer | Kind::Count => {
            let number: u64 = text.parse().map_err(|_| Rule::WholeNumber)?;
            match field.min {
                Some(least) if number < least => Err(Rule::AtLeast(least)),
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}
