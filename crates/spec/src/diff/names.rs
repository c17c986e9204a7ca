//! Types under their names of both revisions.

use std::collections::HashMap;

use super::matching::{Named, Pair, pairs};
use super::usage::{Direction, directions};
use crate::model::{Spec, Type};

/// How names of types of the old revision relate to the new one.
pub struct TypeNames<'a> {
    new_of_old: HashMap<&'a str, &'a str>,
    old: HashMap<&'a str, Direction>,
    new: HashMap<&'a str, Direction>,
}

impl<'a> TypeNames<'a> {
    pub fn of(old: &'a Spec, new: &'a Spec) -> Self {
        let mut new_of_old = HashMap::new();
        rename(&old.newtypes, &new.newtypes, &mut new_of_old);
        rename(&old.enums, &new.enums, &mut new_of_old);
        rename(&old.types, &new.types, &mut new_of_old);
        rename(&old.replies, &new.replies, &mut new_of_old);
        Self { new_of_old, old: directions(old), new: directions(new) }
    }

    /// Whether a name of the old revision and one of the new one mean the same type.
    pub fn is_same(&self, old: &str, new: &str) -> bool {
        self.new_of_old.get(old).copied() == Some(new)
    }

    /// Whether two fields hold the same type.
    pub fn is_same_type(&self, old: &Type, new: &Type) -> bool {
        match (old, new) {
            (Type::Named(old), Type::Named(new))
            | (Type::Json(old), Type::Json(new))
            | (Type::Joined(old), Type::Joined(new))
            | (Type::List(old), Type::List(new)) => self.is_same(old, new),
            (old, new) => old == new,
        }
    }

    /// Where a type is used, in either revision.
    pub fn direction(&self, old: Option<&str>, new: Option<&str>) -> Direction {
        let in_old = old.and_then(|name| self.old.get(name)).copied().unwrap_or_default();
        let in_new = new.and_then(|name| self.new.get(name)).copied().unwrap_or_default();
        in_old.or(in_new)
    }
}

fn rename<'a, T: Named>(old: &'a [T], new: &'a [T], into: &mut HashMap<&'a str, &'a str>) {
    let (old, new): (Vec<_>, Vec<_>) = (old.iter().collect(), new.iter().collect());
    for pair in pairs(&old, &new) {
        if let Pair::Both(old, new) = pair {
            into.insert(&old.name().value, &new.name().value);
        }
    }
}
