//! Rules between parameters of an endpoint.

use super::Spanned;
use crate::source::Span;

/// A rule between parameters.
#[derive(Clone, Debug)]
pub struct Constraint {
    /// What must hold.
    pub kind: ConstraintKind,
    /// The document's words, where it states the rule.
    pub zh: Option<String>,
    /// Decisions that apply.
    pub decisions: Vec<Spanned<String>>,
    /// Where it is.
    pub span: Span,
}

/// What must hold between parameters, which are named by their keys on the wire.
#[derive(Clone, Debug)]
pub enum ConstraintKind {
    /// At least one is sent.
    AnyOf(Vec<Spanned<String>>),
    /// All are sent or none.
    Together(Vec<Spanned<String>>),
    /// These are sent if the condition holds.
    Requires(Condition, Vec<Spanned<String>>),
    /// A parameter has one of these values if the condition holds.
    Allows(Condition, Spanned<String>, Vec<Spanned<String>>),
    /// The first number is not above the second.
    Ascending(Spanned<String>, Spanned<String>),
    /// The first has at most as many characters as the second says.
    Digits(Spanned<String>, Spanned<String>),
}

/// Holds if a parameter has one of these values.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Key of the parameter.
    pub parameter: Spanned<String>,
    /// The values.
    pub values: Vec<Spanned<String>>,
}

impl Constraint {
    /// The rule for people: the document's words, if it has any, the meaning, and the decisions.
    pub fn text(&self) -> String {
        let meaning = self.kind.meaning();
        let text = match &self.zh {
            Some(zh) => format!("{zh} ({meaning})"),
            None => meaning,
        };
        match self.decisions.as_slice() {
            [] => text,
            cited => format!("{text}, see {}", listed(cited)),
        }
    }
}

impl ConstraintKind {
    /// The rule in English.
    pub fn meaning(&self) -> String {
        match self {
            Self::AnyOf(names) => format!("at least one of {}", listed(names)),
            Self::Together(names) => format!("all or none of {}", listed(names)),
            Self::Requires(when, names) => format!("{} needs {}", when.meaning(), listed(names)),
            Self::Allows(when, name, values) => {
                format!("{} needs {} {}", when.meaning(), name.value, alternatives(values))
            }
            Self::Ascending(low, high) => format!("{} is at most {}", low.value, high.value),
            Self::Digits(of, most) => {
                format!("{} has at most as many digits as {} says", of.value, most.value)
            }
        }
    }

    /// The parameters that it names.
    pub fn parameters(&self) -> Vec<&Spanned<String>> {
        match self {
            Self::AnyOf(names) | Self::Together(names) => names.iter().collect(),
            Self::Requires(when, names) => [&when.parameter].into_iter().chain(names).collect(),
            Self::Allows(when, name, _) => vec![&when.parameter, name],
            Self::Ascending(one, other) | Self::Digits(one, other) => vec![one, other],
        }
    }

    /// Parameters with values that it names.
    pub fn values(&self) -> Vec<(&Spanned<String>, &[Spanned<String>])> {
        match self {
            Self::Requires(when, _) => vec![(&when.parameter, &when.values)],
            Self::Allows(when, name, values) => {
                vec![(&when.parameter, &when.values), (name, values)]
            }
            _ => Vec::new(),
        }
    }
}

impl Condition {
    fn meaning(&self) -> String {
        format!("{} {}", self.parameter.value, alternatives(&self.values))
    }
}

fn listed(names: &[Spanned<String>]) -> String {
    names.iter().map(|name| name.value.as_str()).collect::<Vec<_>>().join(", ")
}

fn alternatives(values: &[Spanned<String>]) -> String {
    values.iter().map(|value| value.value.as_str()).collect::<Vec<_>>().join(" or ")
}
