//! Registrants and product registrations behind the records, found by their identifiers.
//!
//! Each registrant has one registration for each of its products and years, about 25,000 in all;
//! they are computed, not stored.

use std::ops::RangeInclusive;

use random::{Rng, hash};

use super::check_digit::iso_7064_mod_11_10;
use super::companies::{COMPANIES, Company};
use super::credit_code;
use super::identity::{FIRST_DAY, LAST_DAY};
use super::outline::Outline;
use super::pattern::fill_pattern;
use super::products::Product;
use super::registration_number;
use super::stream::Group;

/// A registrant with its place in the list of all.
#[derive(Debug, Clone, Copy)]
pub struct Registrant {
    /// Position in the list of all registrants.
    pub index: u64,
    /// The enterprise.
    pub company: &'static Company,
}

/// The registration or filing of a product in a year.
#[derive(Debug, Clone, Copy)]
pub struct Registration {
    /// Seed of the catalog.
    pub seed: u64,
    /// Holder of the registration.
    pub registrant: Registrant,
    /// Position of the product in the registrant's line.
    pub product_index: u64,
    /// The registered product.
    pub product: &'static Product,
    /// Year of the registration.
    pub year: i16,
}

/// The registrants, the same for all seeds.
pub fn registrants() -> impl Iterator<Item = Registrant> {
    (0..).zip(COMPANIES.iter()).map(|(index, company)| Registrant { index, company })
}

/// All years that a record can have a registration of.
pub fn years() -> RangeInclusive<i16> {
    let earliest = i16::try_from(registration_number::YEARS - 1).unwrap_or(0);
    FIRST_DAY.year() - earliest..=LAST_DAY.year()
}

/// All registrations of some years, registrant by registrant.
pub fn registrations(seed: u64, years: RangeInclusive<i16>) -> impl Iterator<Item = Registration> {
    registrants().flat_map(move |registrant| {
        let years = years.clone();
        (0..).zip(registrant.company.line.products()).flat_map(move |(product_index, product)| {
            years.clone().map(move |year| Registration {
                seed,
                registrant,
                product_index,
                product,
                year,
            })
        })
    })
}

/// The registrations with a number: rarely more than one, as serial numbers are drawn.
pub fn numbered(seed: u64, number: &str) -> impl Iterator<Item = Registration> {
    // All numbers have their year first among their digits.
    let digits = number.trim_start_matches(|character: char| !character.is_ascii_digit());
    let year = digits.get(..4).and_then(|year| year.parse().ok());
    let year = year.filter(|year| years().contains(year));
    let same_year = year.into_iter().flat_map(move |year| registrations(seed, year..=year));
    same_year.filter(move |registration| registration.number() == number)
}

impl Registrant {
    pub(crate) fn of(outline: &Outline) -> Self {
        Self { index: outline.subject[0], company: outline.company }
    }

    /// Its credit code or, for one abroad, that of its agent in China.
    pub fn credit_code(self) -> String {
        credit_code::invented("91", self.company.place.division, self.drawn())
    }

    /// Its business registration number (工商注册号) or, for one abroad, that of its agent: the
    /// division, a serial number and a check digit (GS 15).
    pub fn business_number(self) -> String {
        let number = format!("{}{:08}", self.company.place.division, self.drawn() % 40_000_000);
        format!("{number}{}", iso_7064_mod_11_10(&number))
    }

    /// Its domain, below one of those that are reserved for examples.
    pub fn domain(self) -> String {
        let reserved = match self.index % 3 {
            0 => "example.com",
            1 => "example.net",
            _ => "example.org",
        };
        format!("{}.{reserved}", self.company.label)
    }

    /// Registrants are the same for all seeds, and so are their codes.
    fn drawn(self) -> u64 {
        hash(0, Group::Organization, &[self.index])
    }
}

impl Registration {
    pub(crate) fn of(outline: &Outline, year: i16) -> Self {
        let [_, product_index] = outline.subject;
        let registrant = Registrant::of(outline);
        Self { seed: outline.seed, registrant, product_index, product: outline.product, year }
    }

    /// The number of its certificate (注册证编号 or 备案号).
    pub fn number(&self) -> String {
        let drawn = self.hash(Group::Registration);
        registration_number::format(self.registrant.company, self.product, self.year, drawn)
    }

    /// The models that it comprises, one of each pattern.
    pub fn models(&self) -> String {
        let mut rng = self.rng(Group::Text);
        let models = self.product.models.iter().map(|pattern| fill_pattern(pattern, &mut rng));
        models.collect::<Vec<_>>().join("、")
    }

    /// Its pseudo-random stream for a purpose.
    pub fn rng(&self, stream: impl Into<u64>) -> Rng {
        Rng::new(self.seed, stream, &self.keys())
    }

    pub(crate) fn hash(&self, group: Group) -> u64 {
        hash(self.seed, group, &self.keys())
    }

    fn keys(&self) -> [u64; 3] {
        [self.registrant.index, self.product_index, u64::from(self.year.unsigned_abs())]
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use jiff::civil::date;

    use super::super::{Catalog, RecordId};
    use super::*;

    #[test]
    fn every_number_of_a_record_is_found_with_its_product() {
        let days = [date(2019, 10, 1), date(2026, 8, 3), date(2059, 12, 31)];
        let ids =
            days.into_iter().flat_map(|day| (0..300).map(move |index| RecordId { day, index }));
        for device in ids.map(|id| Catalog::new(5).record(id).device) {
            let expected = (
                device.product_name.unwrap(),
                device.registrant_name.unwrap(),
                device.credit_code.unwrap(),
            );
            for number in &device.registration_numbers.unwrap() {
                let names =
                    numbered(5, &number).map(|Registration { registrant, product, .. }| {
                        let company = registrant.company.name.to_owned();
                        (product.name.to_owned(), company, registrant.credit_code())
                    });
                assert!(names.into_iter().any(|names| names == expected), "{number}");
            }
        }
    }

    #[test]
    fn other_numbers_are_not_found() {
        let known = registrations(5, 2024..=2024).next().unwrap().number();
        assert_eq!(numbered(5, &known).count(), 1);
        for number in
            ["", "国械注准", "国械注准1999", "2024", "国械注准20243", "国械注准20243140001 "]
        {
            assert_eq!(numbered(5, number).count(), 0, "{number}");
        }
    }

    #[test]
    fn few_registrations_share_a_number() {
        let numbers: Vec<String> = registrations(5, years()).map(|one| one.number()).collect();
        let distinct: HashSet<&String> = numbers.iter().collect();
        assert!(numbers.len() > 20_000, "{}", numbers.len());
        assert!(numbers.len() - distinct.len() < numbers.len() / 50, "{}", distinct.len());
    }

    #[test]
    fn codes_of_registrants_differ_and_have_their_check_digit() {
        let codes: HashSet<String> = registrants().map(Registrant::credit_code).collect();
        let numbers: HashSet<String> = registrants().map(Registrant::business_number).collect();
        assert_eq!((codes.len(), numbers.len()), (COMPANIES.len(), COMPANIES.len()));
        for number in numbers {
            let (body, check) = number.split_at(14);
            assert!(check.starts_with(iso_7064_mod_11_10(body)), "{number}");
        }
    }
}
