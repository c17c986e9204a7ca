//! What a record is about, before any of its fields: registrant, product, coding system.
//!
//! The registrant follows from the digits of the identifier that the issuing agency would have
//! assigned to it, so that all identifiers with one prefix belong to one enterprise.

use random::{Rng, hash};
use udid_types::IssuingSystem;

use super::companies::{COMPANIES, Company};
use super::identity::RecordId;
use super::products::Product;
use super::stream::Group;
use super::{ahm, gtin, ma};

/// Numbers that share a prefix, as those of one enterprise do.
const ITEMS_A_PREFIX: u64 = 100_000;
/// What all items of the prefixes 690 to 699 (GS1 China) are at least.
const GS1_CHINA: u64 = 690_000_000_000;

/// A coding system of identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum System {
    Gs1,
    Ma,
    Ahm,
}

/// What a record is about.
pub(crate) struct Outline {
    pub(crate) seed: u64,
    pub(crate) id: RecordId,
    /// The ten digits that its identifiers have in common.
    pub(crate) number: u64,
    pub(crate) system: System,
    pub(crate) company: &'static Company,
    pub(crate) product: &'static Product,
    /// Names the registrant and the product in keys of streams.
    pub(crate) subject: [u64; 2],
}

impl Outline {
    pub(crate) fn new(seed: u64, id: RecordId) -> Self {
        let id = id.clamped();
        let number = id.number(seed);
        let owner = owner(seed, number);
        let company = &COMPANIES[owner];
        let mut rng = Rng::new(seed, Group::Product, &[id.place()]);
        // The two Chinese systems are used by Chinese enterprises.
        let chinese: &[_] = &[(160, System::Ma), (8, System::Ahm)];
        let system = rng.weighted(System::Gs1, if company.is_abroad { &[] } else { chinese });
        let products = company.line.products();
        let count = u32::try_from(products.len()).unwrap_or(1);
        let product = rng.below(count) as usize;
        let subject = [owner, product].map(|index| u64::try_from(index).unwrap_or(0));
        Self { seed, id, number, system, company, product: &products[product], subject }
    }

    /// The record's stream for a group of fields.
    pub(crate) fn rng(&self, group: Group) -> Rng {
        Rng::new(self.seed, group, &[self.id.place()])
    }

    /// The identifier of a pack level.
    pub(crate) fn di(&self, level: u8) -> String {
        self.identifier(level, self.number)
    }

    /// An identifier of another item of the same enterprise, which need not exist.
    pub(crate) fn related_di(&self, level: u8, distance: u64) -> String {
        let (prefix, item) = (self.number / ITEMS_A_PREFIX, self.number % ITEMS_A_PREFIX);
        let related = (item + distance) % ITEMS_A_PREFIX;
        self.identifier(level, prefix * ITEMS_A_PREFIX + related)
    }

    fn identifier(&self, level: u8, number: u64) -> String {
        let tag = hash(self.seed, Group::Tag, &[number]);
        match self.system {
            System::Gs1 => gtin::format(level, GS1_CHINA + number),
            System::Ma => {
                let drawn = hash(self.seed, Group::Organization, &[self.subject[0]]) % 100_000;
                let organization = 100_000 + u32::try_from(drawn).unwrap_or(0);
                let letter = b'A' + u8::try_from(tag % 26).unwrap_or(0);
                ma::format(organization, level, char::from(letter), number)
            }
            System::Ahm => ahm::format(level, u32::try_from(tag % 1000).unwrap_or(0), number),
        }
    }
}

impl System {
    pub(crate) fn name(self) -> IssuingSystem {
        match self {
            Self::Gs1 => IssuingSystem::Gs1,
            Self::Ma => IssuingSystem::Ma,
            Self::Ahm => IssuingSystem::Ahm,
        }
    }
}

/// Pack level and number of an identifier of any system, if it is well-formed.
pub(crate) fn parse(di: &str) -> Option<(u8, u64)> {
    if let Some((indicator, item)) = gtin::parse(di) {
        return Some((indicator, item.checked_sub(GS1_CHINA)?));
    }
    ma::parse(di).or_else(|| ahm::parse(di))
}

/// The enterprise that owns the prefix of a number.
fn owner(seed: u64, number: u64) -> usize {
    let drawn = hash(seed, Group::Prefix, &[number / ITEMS_A_PREFIX]);
    usize::try_from(drawn >> 33).unwrap_or(0) % COMPANIES.len()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use jiff::civil::date;

    use super::*;

    fn outlines(count: u32) -> impl Iterator<Item = Outline> {
        (0..count).map(|index| Outline::new(1, RecordId { day: date(2026, 8, 3), index }))
    }

    #[test]
    fn a_prefix_belongs_to_one_enterprise() {
        let mut owners: HashMap<String, &str> = HashMap::new();
        for outline in outlines(20_000).filter(|outline| outline.system == System::Gs1) {
            let prefix = outline.di(0)[1..8].to_owned();
            assert!(prefix.starts_with("69"));
            let owner = owners.entry(prefix).or_insert(outline.company.name);
            assert_eq!(*owner, outline.company.name);
        }
    }

    #[test]
    fn about_one_in_eight_is_ma() {
        let ma = outlines(10_000).filter(|outline| outline.system == System::Ma).count();
        assert!((1000..1500).contains(&ma), "{ma}");
        let ahm = outlines(10_000).filter(|outline| outline.system == System::Ahm).count();
        assert!((20..200).contains(&ahm), "{ahm}");
    }

    #[test]
    fn identifiers_lead_back_to_the_number() {
        for outline in outlines(2000) {
            for level in 0..6 {
                assert_eq!(parse(&outline.di(level)), Some((level, outline.number)));
            }
            assert_ne!(outline.related_di(0, 1), outline.di(0));
            assert!(parse(&outline.related_di(0, 7)).is_some());
        }
    }

    #[test]
    fn foreign_prefixes_are_refused() {
        // A valid GTIN-14 of the prefix 629.
        assert_eq!(gtin::parse("06291041500213"), Some((0, 629_104_150_021)));
        assert_eq!(parse("06291041500213"), None);
    }
}
