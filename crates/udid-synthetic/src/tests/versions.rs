//! Histories.

use std::collections::HashSet;

use jiff::civil::date;
use udid_types::DeviceRecord;

use super::{CATALOG, day, everywhere, id};

#[test]
fn history_counts_down_to_version_1() {
    let (mut changed, mut long) = (0, 0);
    let mut keys = HashSet::new();
    for id in everywhere(3000) {
        let current = CATALOG.record(id);
        let history = CATALOG.history(id);
        let versions: Vec<&DeviceRecord> = std::iter::once(&current).chain(&history).collect();
        let (mut number, mut time) = (u64::try_from(versions.len()).unwrap(), id.day.to_string());
        assert!(number <= 5);
        for version in &versions {
            let device = &version.device;
            assert_eq!(device.version_number.as_ref().and_then(wire::Count::get), Some(number));
            let own = device.version_time.as_ref().unwrap().as_str();
            assert!(own <= time.as_str() && own >= "2019-10-01", "{own} {time}");
            assert!(device.published_on.as_ref().unwrap().as_str() <= own);
            assert_eq!(device.primary_di, current.device.primary_di);
            assert_eq!(device.device_record_key, current.device.device_record_key);
            if let Some(key) = &device.device_history_key {
                assert!(keys.insert(key.clone()));
                assert_eq!(CATALOG.find_by_key(key), None);
            }
            time = own.to_owned();
            number -= 1;
        }
        assert_eq!(number, 0);
        long += usize::from(versions.len() == 5);
        changed +=
            history.iter().filter(|old| without_heading(old) != without_heading(&current)).count();
    }
    assert!(changed > 300 && long > 5, "{changed} {long}");
}

/// What a reader compares between versions, without what differs always.
fn without_heading(record: &DeviceRecord) -> impl PartialEq + use<> {
    let device = &record.device;
    (
        record.packages.len(),
        record.storage_conditions.len(),
        record.clinical_sizes.len(),
        device.description.clone(),
        device.insurance_codes.clone(),
        device.carriers.clone(),
        device.contacts.first().and_then(|contact| contact.phone.clone()),
    )
}

#[test]
fn most_records_are_version_1() {
    let first = day(5000).filter(|record| version(record) == Some(1)).count();
    assert!((3500..4200).contains(&first), "{first}");
}

fn version(record: &DeviceRecord) -> Option<u64> {
    record.device.version_number.as_ref().and_then(wire::Count::get)
}

#[test]
fn the_first_days_have_short_histories() {
    for index in 0..500 {
        let record = CATALOG.record(id(date(2019, 10, 1), index));
        assert_eq!(version(&record), Some(1));
        assert_eq!(record.device.published_on.as_ref().unwrap().as_str(), "2019-10-01");
    }
}
