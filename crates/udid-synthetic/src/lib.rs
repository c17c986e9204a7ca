//! Invented records of the UDID database, computed on demand.
//!
//! **Everything here is synthetic.** The enterprises, their names, codes, registration numbers and
//! contacts are invented; no record describes a real product. Values have the right form only:
//! check digits and check characters are valid, mailboxes use domains reserved for examples,
//! telephone numbers cannot exist. Identifiers may coincide with those of real products, as GS1
//! reserves no range for examples that is large enough.
//!
//! Nothing is stored. A record is computed from the catalog's seed, its day and its index on the
//! day, in microseconds and always the same; identifiers and keys contain day and index in
//! enciphered form, so that a record is found by them without a table.
//!
//! ```
//! use jiff::civil::date;
//! use udid_synthetic::{Catalog, RecordId};
//!
//! let catalog = Catalog::new(7);
//! let id = RecordId { day: date(2026, 8, 10), index: 4711 };
//! let record = catalog.record(id);
//! let di = record.device.primary_di.as_deref().unwrap();
//! assert_eq!(catalog.find_by_di(di), Some(id));
//! ```
//!
//! Each file of this crate fills one group of fields:
//!
//! ```text
//! seed, day, index ──identity──▶ ten digits ──outline──▶ registrant, product, coding system
//!                                                             │
//!                   versions ─▶ device, packaging, storage, sizes …
//! ```

mod ahm;
pub mod archive;
mod check_digit;
mod companies;
mod contacts;
pub mod credit_code;
mod device;
mod family;
mod flags;
mod gtin;
mod identity;
mod keys;
mod ma;
mod marking;
mod outline;
mod owner;
mod packaging;
mod pattern;
pub mod places;
pub mod products;
pub mod register;
mod registration;
mod registration_number;
mod release_xml;
mod releases;
mod sizes;
mod storage;
mod stream;
pub mod table;
#[cfg(test)]
mod tests;
mod text;
mod versions;

use jiff::civil::{Date, Weekday};
use random::Rng;
use udid_types::DeviceRecord;

pub use companies::Company;
pub use family::family_record;
pub use identity::RecordId;
pub use release_xml::release_xml;
pub use releases::{Counts, Releases};

use outline::Outline;
use packaging::Packing;
use stream::Group;

/// All records of a seed, from 2019-10-01 to 2059-12-31, up to 200,000 a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Catalog {
    seed: u64,
}

impl Catalog {
    /// The catalog of a seed.
    pub const fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// How many records were published on a day: 3,600 to 13,000, few of them at weekends; none
    /// outside the years of the catalog.
    pub fn records_on(&self, day: Date) -> u32 {
        if !RecordId::has_day(day) {
            return 0;
        }
        let mut rng = Rng::new(self.seed, Group::Day, &[RecordId { day, index: 0 }.place()]);
        match day.weekday() {
            Weekday::Saturday | Weekday::Sunday => rng.between(3_600, 5_200),
            _ => rng.between(6_500, 13_000),
        }
    }

    /// The current version of a record. An identity outside the catalog stands for the nearest one
    /// in it.
    pub fn record(&self, id: RecordId) -> DeviceRecord {
        device::current(&Outline::new(self.seed, id))
    }

    /// The versions before the current one, newest first; none for a record of version 1.
    ///
    /// Each has its history key, and its rows are joined to it by that key alone.
    pub fn history(&self, id: RecordId) -> Vec<DeviceRecord> {
        device::earlier(&Outline::new(self.seed, id))
    }

    /// The record that has an identifier as its primary DI or as one of its package DIs.
    ///
    /// None if the catalog cannot have issued it. Whether the day has a record of that index yet
    /// is for the caller to say.
    pub fn find_by_di(&self, di: &str) -> Option<RecordId> {
        let (level, number) = outline::parse(di)?;
        let id = RecordId::from_number(self.seed, number)?;
        let outline = Outline::new(self.seed, id);
        // Whatever the digits stand for: it must be what this record would print.
        let is_issued = Packing::new(&outline).has_level(level) && outline.di(level) == di;
        is_issued.then_some(id)
    }

    /// The record that has a key as its `deviceRecordKey`; none if the catalog did not make it.
    pub fn find_by_key(&self, key: &str) -> Option<RecordId> {
        match keys::decode(self.seed, key)? {
            (id, 0) => Some(id),
            // The key of a version is not the key of a record.
            _ => None,
        }
    }
}
