//! Pages that hold a record twice.
//!
//! Such a page may hold other rows twice as well, and records do have rows that are the same in every
//! field: of those, nobody can tell on this page how many there are.

use std::collections::HashSet;

use udid_types::DeviceRecord;

use super::seen::key_of;

/// No record has more rows of a kind; each of them is compared with all before it.
const MOST_ROWS: usize = 1_000;

/// Takes the records away of which this page cannot tell how many rows they have.
pub fn take_doubtful(records: &mut Vec<DeviceRecord>) -> Vec<DeviceRecord> {
    let mut keys = HashSet::new();
    if records.iter().filter_map(key_of).all(|key| keys.insert(key)) {
        return Vec::new();
    }
    let doubtful = records.iter().filter(|record| has_equal_rows(record));
    let doubtful: HashSet<_> = doubtful.filter_map(key_of).map(str::to_owned).collect();
    let is_doubtful =
        |record: &DeviceRecord| key_of(record).is_some_and(|key| doubtful.contains(key));
    records.extract_if(.., |record| is_doubtful(record)).collect()
}

fn has_equal_rows(record: &DeviceRecord) -> bool {
    let DeviceRecord { packages, storage_conditions, clinical_sizes, .. } = record;
    has_equals(packages) || has_equals(storage_conditions) || has_equals(clinical_sizes)
}

fn has_equals<T: PartialEq>(rows: &[T]) -> bool {
    rows.len() > MOST_ROWS
        || rows.iter().enumerate().any(|(index, row)| rows[..index].contains(row))
}

#[cfg(test)]
mod tests {
    use udid_types::DataSet;

    use super::{MOST_ROWS, take_doubtful};

    /// How many records stay, and how many are taken away.
    fn split(json: &str) -> (usize, usize) {
        let data_set: DataSet = wire::from_slice(json.as_bytes()).unwrap();
        let mut records = data_set.into_records().records;
        let doubtful = take_doubtful(&mut records);
        (records.len(), doubtful.len())
    }

    #[test]
    fn equal_rows_and_very_many_are_in_doubt_on_a_page_that_holds_a_record_twice() {
        let rows = r#""clinicalInfo": [
            {"deviceRecordKey": "b", "CCZ": "1"}, {"deviceRecordKey": "b", "CCZ": "1"},
            {"deviceRecordKey": "c", "CCZ": "1"}, {"deviceRecordKey": "c", "CCZ": "2"}]"#;
        let page = |keys: [&str; 4]| {
            let devices = keys.map(|key| format!(r#"{{"deviceRecordKey": "{key}"}}"#)).join(",");
            split(&format!(r#"{{"deviceInfo": [{devices}], {rows}}}"#))
        };
        assert_eq!(page(["a", "b", "c", "d"]), (4, 0));
        assert_eq!(page(["a", "a", "b", "c"]), (3, 1));
        let many: Vec<_> = (0..=MOST_ROWS)
            .map(|number| format!(r#"{{"deviceRecordKey": "b", "CCZ": "{number}"}}"#))
            .collect();
        let page_of_many = |count: usize| {
            let (rows, devices) = (many[..count].join(","), ["a", "a", "b"]);
            let devices = devices.map(|key| format!(r#"{{"deviceRecordKey": "{key}"}}"#)).join(",");
            split(&format!(r#"{{"deviceInfo": [{devices}], "clinicalInfo": [{rows}]}}"#))
        };
        assert_eq!(page_of_many(MOST_ROWS), (3, 0));
        assert_eq!(page_of_many(MOST_ROWS + 1), (2, 1));
        // The first of the two has the rows, and the other one must not stand in for it.
        assert_eq!(page(["a", "b", "b", "c"]), (2, 2));
    }
}
