//! Which thing of the old revision is which thing of the new one.

use crate::model::{
    Decision, Endpoint, EnumDef, EnumValue, Field, Host, Newtype, Rule, Spanned, TypeDef,
};

/// A thing that can be found again in another revision.
pub trait Named {
    /// Its name.
    fn name(&self) -> &Spanned<String>;

    /// Its names in earlier revisions.
    fn was(&self) -> &[Spanned<String>] {
        &[]
    }

    /// What the document calls it, if that tells it from its neighbours.
    fn printed(&self) -> Option<&str> {
        None
    }
}

macro_rules! named {
    ($($ty:ident: $name:ident $(, was $was:ident)? $(, printed $printed:ident)?;)*) => {
        $(impl Named for $ty {
            fn name(&self) -> &Spanned<String> {
                &self.$name
            }

            $(fn was(&self) -> &[Spanned<String>] {
                &self.$was
            })?

            $(fn printed(&self) -> Option<&str> {
                Some(&self.$printed.value)
            })?
        })*
    };
}

named! {
    Host: name;
    Decision: id;
    Rule: id;
    Newtype: name, was was;
    EnumDef: name, was was;
    EnumValue: name, was was, printed wire;
    TypeDef: name, was was;
    Field: name, was was, printed wire;
    Endpoint: name, was was, printed id;
}

/// A code and its text at an endpoint.
pub type CodeText = (Spanned<String>, Spanned<String>);

impl Named for CodeText {
    fn name(&self) -> &Spanned<String> {
        &self.0
    }
}

/// The request of an endpoint.
pub struct Request<'a> {
    name: &'a Spanned<String>,
    was: &'a [Spanned<String>],
}

impl<'a> Request<'a> {
    pub fn of(endpoint: &'a Endpoint) -> Self {
        Self { name: &endpoint.request, was: &endpoint.request_was }
    }
}

impl Named for Request<'_> {
    fn name(&self) -> &Spanned<String> {
        self.name
    }

    fn was(&self) -> &[Spanned<String>] {
        self.was
    }
}

/// A thing in both revisions, or in one.
pub enum Pair<'a, T> {
    Both(&'a T, &'a T),
    Old(&'a T),
    New(&'a T),
}

// A derive would ask the same of `T`.
impl<T> Clone for Pair<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Pair<'_, T> {}

/// Whether two things are the same one; it does not depend on the direction.
type Relation<'r, T> = &'r dyn Fn(&T, &T) -> bool;

/// Pairs by name first, then by earlier name, then by what the document calls them. Each relation
/// is the same in both directions, so that a comparison the other way round finds the same pairs.
/// Pairs stand in the order of the new revision, what is gone behind them.
pub fn pairs<'a, T: Named>(old: &[&'a T], new: &[&'a T]) -> Vec<Pair<'a, T>> {
    let same_name = |a: &T, b: &T| a.name().value == b.name().value;
    let was = |a: &T, b: &T| b.was().iter().any(|name| name.value == a.name().value);
    let renamed = |a: &T, b: &T| was(a, b) || was(b, a);
    let same_print = |a: &T, b: &T| a.printed().is_some() && a.printed() == b.printed();
    let relations: [Relation<T>; 3] = [&same_name, &renamed, &same_print];

    let mut partner_of_new: Vec<Option<usize>> = vec![None; new.len()];
    let mut is_paired = vec![false; old.len()];
    for relation in relations {
        for (at_old, at_new) in candidates(old, new, relation) {
            if !is_paired[at_old] && partner_of_new[at_new].is_none() {
                is_paired[at_old] = true;
                partner_of_new[at_new] = Some(at_old);
            }
        }
    }
    let stays = new.iter().zip(partner_of_new).map(|(new, partner)| match partner {
        Some(at) => Pair::Both(old[at], *new),
        None => Pair::New(*new),
    });
    let gone = old.iter().zip(is_paired).filter(|(_, is_paired)| !is_paired);
    stays.chain(gone.map(|(old, _)| Pair::Old(*old))).collect()
}

/// The places of what is related, in an order that does not depend on the direction.
fn candidates<T: Named>(old: &[&T], new: &[&T], relation: Relation<T>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at_old, a) in old.iter().enumerate() {
        let related = new.iter().enumerate().filter(|(_, b)| relation(a, b));
        found.extend(related.map(|(at_new, _)| (at_old, at_new)));
    }
    found.sort_by_key(|(a, b)| {
        let (a, b) = (&old[*a].name().value, &new[*b].name().value);
        if a < b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) }
    });
    found
}

/// Whether what stands in both revisions stands in another order.
pub fn is_reordered<T>(pairs: &[Pair<T>], old: &[&T]) -> bool {
    let place = |thing: &T| old.iter().position(|other| std::ptr::eq(*other, thing));
    let places = pairs.iter().filter_map(|pair| match pair {
        Pair::Both(old, _) => place(old),
        Pair::Old(_) | Pair::New(_) => None,
    });
    !places.is_sorted()
}
