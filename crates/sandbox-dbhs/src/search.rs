//! Which registrations a search finds.

use udid_synthetic::register::{self, Registration};

/// What is searched for; all of it must fit.
#[derive(Clone, Copy, Default)]
pub struct Wanted<'a> {
    pub id: Option<&'a str>,
    pub number: Option<&'a str>,
    /// A part of the name.
    pub manufacturer: Option<&'a str>,
    /// A part of the name.
    pub product_name: Option<&'a str>,
    /// A part of the name on the certificate, which is the product's.
    pub registered_name: Option<&'a str>,
}

/// The registrations that fit. Those of years to come are found by number or id only.
pub fn registrations<'a>(
    seed: u64,
    this_year: i16,
    wanted: &Wanted<'a>,
) -> Box<dyn Iterator<Item = Registration> + 'a> {
    let wanted = *wanted;
    let candidates: Box<dyn Iterator<Item = Registration>> = match (wanted.id, wanted.number) {
        (Some(id), _) => Box::new(with_id(seed, id).into_iter()),
        (None, Some(number)) => Box::new(register::numbered(seed, number)),
        (None, None) => {
            let years = *register::years().start()..=this_year.min(*register::years().end());
            Box::new(register::registrations(seed, years))
        }
    };
    Box::new(candidates.filter(move |registration| fits(registration, &wanted)))
}

fn fits(registration: &Registration, wanted: &Wanted) -> bool {
    let contains = |name: &str, part: Option<&str>| part.is_none_or(|part| name.contains(part));
    let product = registration.product.name;
    contains(registration.registrant.company.name, wanted.manufacturer)
        && contains(product, wanted.product_name)
        && contains(product, wanted.registered_name)
        && wanted.number.is_none_or(|number| registration.number() == number)
}

/// The id of a registration: year, registrant and product, each in its digits.
pub fn id(registration: &Registration) -> String {
    let Registration { registrant, product_index, year, .. } = registration;
    format!("{year}{:03}{:02}", registrant.index, product_index)
}

fn with_id(seed: u64, wanted: &str) -> Option<Registration> {
    let year = wanted.get(..4)?.parse().ok().filter(|year| register::years().contains(year))?;
    register::registrations(seed, year..=year).find(|registration| id(registration) == wanted)
}
