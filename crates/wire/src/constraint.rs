//! Rules between parameters, as data.

use std::borrow::Cow;

/// A rule between parameters of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// What must hold.
    pub kind: ConstraintKind,
    /// The rule for people, in the document's words where it has any.
    pub text: &'static str,
}

/// What must hold between parameters, which are named by their keys on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConstraintKind {
    /// At least one is sent.
    AnyOf(&'static [&'static str]),
    /// All are sent or none.
    Together(&'static [&'static str]),
    /// These are sent if the condition holds.
    Requires(Condition, &'static [&'static str]),
    /// A parameter has one of these values if the condition holds.
    Allows(Condition, &'static str, &'static [&'static str]),
    /// The first number is not above the second.
    Ascending(&'static str, &'static str),
    /// The first has at most as many characters as the second says.
    Digits(&'static str, &'static str),
}

/// Holds if a parameter has one of these values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Key of the parameter.
    pub parameter: &'static str,
    /// The values.
    pub values: &'static [&'static str],
}

impl Constraint {
    /// The parameter that breaks the rule. `get` returns the value of a parameter by its key.
    pub fn broken_by<'a>(
        &self,
        get: impl Fn(&str) -> Option<Cow<'a, str>>,
    ) -> Option<&'static str> {
        let get = |name: &str| get(name).filter(|value| !value.trim().is_empty());
        let number = |name: &str| get(name)?.parse::<u64>().ok();
        let holds = |condition: Condition| is_among(get, condition.parameter, condition.values);
        let missing =
            |names: &[&'static str]| names.iter().copied().find(|name| get(name).is_none());
        match self.kind {
            ConstraintKind::AnyOf(names) => {
                names.first().copied().filter(|_| names.iter().all(|name| get(name).is_none()))
            }
            ConstraintKind::Together(names) => {
                missing(names).filter(|_| names.iter().any(|name| get(name).is_some()))
            }
            ConstraintKind::Requires(when, names) => missing(names).filter(|_| holds(when)),
            ConstraintKind::Allows(when, name, values) => {
                Some(name).filter(|_| holds(when) && !is_among(get, name, values))
            }
            ConstraintKind::Ascending(low, high) => {
                Some(low).filter(|_| number(high).is_some_and(|most| number(low) > Some(most)))
            }
            ConstraintKind::Digits(of, at_most) => {
                let digits = get(of).map(|value| value.chars().count() as u64);
                Some(at_most).filter(|_| number(at_most).is_some_and(|most| digits > Some(most)))
            }
        }
    }
}

fn is_among<'a>(get: impl Fn(&str) -> Option<Cow<'a, str>>, name: &str, values: &[&str]) -> bool {
    get(name).is_some_and(|value| values.contains(&&*value))
}
