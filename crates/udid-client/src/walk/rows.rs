//! Which rows of a listing a walk has given: a few bytes each, so that a walk over 100,000 records
//! stays small.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use udid_types::{DeviceRecord, RecordIdentity, VersionOrder};
use wire::{FieldRef, Model};

/// The hash of no packages, storage conditions and sizes.
const NONE: u64 = 0;

/// Rows that were given and rows of the current pass, by their hashes. A collision among 100,000 rows
/// has a chance of 1 in 4 thousand million, and would show as a missing row in the report.
#[derive(Default)]
pub struct Rows {
    hasher: RandomState,
    /// With a hash of the packages, storage conditions and sizes that came along.
    given: HashMap<u64, u64>,
    in_pass: HashSet<u64>,
}

/// How many rows of a page were met before.
#[derive(Default)]
pub struct Tally {
    /// All.
    pub on_page: u64,
    /// Given now.
    pub new: u64,
    /// Not met before in this pass.
    pub first_in_pass: u64,
}

impl Rows {
    /// Forgets the current pass.
    pub fn begin_pass(&mut self) {
        self.in_pass.clear();
    }

    /// How many rows were given.
    pub fn given(&self) -> u64 {
        self.given.len() as u64
    }

    /// Leaves the rows of a page that were not given before.
    pub fn take_new(&mut self, records: &mut Vec<DeviceRecord>, is_history: bool) -> Tally {
        let mut tally = Tally { on_page: records.len() as u64, ..Tally::default() };
        let mut keyless = HashMap::<u64, u64>::new();
        records.retain(|record| {
            let row = self.row(record, is_history, &mut keyless);
            tally.first_in_pass += u64::from(self.in_pass.insert(row));
            let children = self.children(record);
            let before = self.given.get(&row);
            let is_new = before.is_none_or(|before| children != NONE && children != *before);
            if is_new {
                self.given.insert(row, children);
            }
            tally.new += u64::from(is_new);
            is_new
        });
        tally
    }

    /// A row: a record in a version. Of equal records without a key, each on the page is one.
    fn row(&self, record: &DeviceRecord, is_history: bool, keyless: &mut HashMap<u64, u64>) -> u64 {
        let device = &record.device;
        // Earlier versions may tell nothing but their own key.
        let history_key = device.device_history_key.as_deref().filter(|_| is_history);
        let identity = RecordIdentity::of(device);
        let row = self.hasher.hash_one((history_key, VersionOrder::of(device), &identity));
        if matches!(identity, RecordIdentity::Key(_)) {
            return row;
        }
        let before = keyless.entry(row).or_default();
        *before += 1;
        self.hasher.hash_one((row, *before))
    }

    fn children(&self, record: &DeviceRecord) -> u64 {
        let DeviceRecord { packages, storage_conditions, clinical_sizes, .. } = record;
        let mut hash = self.of_rows(NONE, packages);
        hash = self.of_rows(hash, storage_conditions);
        self.of_rows(hash, clinical_sizes)
    }

    fn of_rows<M: Model>(&self, before: u64, rows: &[M]) -> u64 {
        rows.iter().fold(before, |hash, row| {
            let fields = 0..M::INFO.fields.len();
            fields.fold(self.hasher.hash_one(hash), |hash, index| match row.get(index) {
                FieldRef::Text(text) => self.hasher.hash_one((hash, index, &*text)),
                _ => hash,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use udid_types::{DataSet, from_slice};

    use super::Rows;

    /// Rows of a page: all, given now, met first in the pass.
    fn take(rows: &mut Rows, devices: &str) -> (u64, u64, u64) {
        take_page(rows, &format!(r#"{{"deviceInfo": [{devices}]}}"#))
    }

    fn take_page(rows: &mut Rows, page: &str) -> (u64, u64, u64) {
        let page: DataSet = from_slice(page.as_bytes()).unwrap();
        let tally = rows.take_new(&mut page.into_records().records, false);
        (tally.on_page, tally.new, tally.first_in_pass)
    }

    #[test]
    fn a_row_is_a_record_in_a_version() {
        let mut rows = Rows::default();
        let first = r#"{"deviceRecordKey": "a", "versionNumber": 1}"#;
        assert_eq!(take(&mut rows, first), (1, 1, 1));
        assert_eq!(take(&mut rows, first), (1, 0, 0));
        for other in [
            r#"{"deviceRecordKey": "a", "versionNumber": 2}"#,
            r#"{"deviceRecordKey": "a", "versionNumber": 1, "correctionNumber": 1}"#,
            r#"{"deviceRecordKey": "b", "versionNumber": 1}"#,
        ] {
            assert_eq!(take(&mut rows, other), (1, 1, 1), "{other}");
        }
        rows.begin_pass();
        assert_eq!(take(&mut rows, first), (1, 0, 1));
        assert_eq!(rows.given(), 4);
    }

    #[test]
    fn equal_records_without_a_key_count_as_often_as_a_page_holds_them() {
        let mut rows = Rows::default();
        let one = r#"{"ZXXSDYCPBS": "d"}"#;
        assert_eq!(take(&mut rows, &format!("{one}, {one}")), (2, 2, 2));
        assert_eq!(take(&mut rows, one), (1, 0, 0));
        let keyed = r#"{"deviceRecordKey": "k"}"#;
        assert_eq!(take(&mut rows, &format!("{keyed}, {keyed}")), (2, 1, 1));
    }

    #[test]
    fn a_row_comes_again_with_other_packages() {
        let mut rows = Rows::default();
        let page = |package: &str| {
            format!(
                r#"{{"deviceInfo": [{{"deviceRecordKey": "a"}}],
                    "packingInfo": [{{"deviceRecordKey": "a", "BZCPBS": "{package}"}}]}}"#
            )
        };
        assert_eq!(take_page(&mut rows, &page("1")), (1, 1, 1));
        assert_eq!(take_page(&mut rows, &page("1")), (1, 0, 0));
        assert_eq!(take_page(&mut rows, &page("2")), (1, 1, 0));
        assert_eq!(take(&mut rows, r#"{"deviceRecordKey": "a"}"#), (1, 0, 0));
    }
}
