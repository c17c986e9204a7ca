//! Records are found by their identifiers and keys, and by nothing else.

use std::collections::HashSet;

use super::super::Catalog;
use super::{CATALOG, SEED, day, everywhere, primary_di, text};

#[test]
fn every_identifier_and_key_leads_back_to_its_record() {
    for id in everywhere(3000) {
        let record = CATALOG.record(id);
        assert_eq!(CATALOG.find_by_di(&primary_di(&record)), Some(id));
        for package in &record.packages {
            assert_eq!(CATALOG.find_by_di(text(package.package_di.as_ref())), Some(id));
        }
        let key = text(record.device.device_record_key.as_ref());
        assert_eq!(CATALOG.find_by_key(key), Some(id));
    }
}

#[test]
fn identifiers_that_are_not_for_sale_are_not_found() {
    let mut units = 0;
    for record in day(3000) {
        let primary = record.device.primary_di.as_ref();
        let unit = record.device.unit_of_use_di.as_ref();
        if unit.is_some() && unit != primary {
            assert_eq!(CATALOG.find_by_di(text(unit)), None);
            units += 1;
        }
    }
    assert!(units > 100);
}

#[test]
fn altered_identifiers_and_keys_are_refused() {
    for id in everywhere(300) {
        let record = CATALOG.record(id);
        let di = primary_di(&record);
        for (place, byte) in di.bytes().enumerate() {
            let other = if byte == b'9' { b'0' } else { byte + 1 };
            let mut altered = di.clone().into_bytes();
            altered[place] = other;
            let altered = String::from_utf8(altered).unwrap();
            assert_eq!(CATALOG.find_by_di(&altered), None, "{di} {altered}");
        }
        assert_eq!(CATALOG.find_by_di(&format!("{di} ")), None);
        assert_eq!(CATALOG.find_by_di(&di[1..]), None);
        let key = text(record.device.device_record_key.as_ref());
        let other = if key.ends_with('0') { '1' } else { '0' };
        assert_eq!(CATALOG.find_by_key(&format!("{}{other}", &key[..31])), None);
        assert_eq!(CATALOG.find_by_key(&di), None);
    }
    for nonsense in ["", "0", "医疗器械", "06291041500213", "MA.156.M0.100000.1A00000000000"] {
        assert_eq!(CATALOG.find_by_di(nonsense), None);
        assert_eq!(CATALOG.find_by_key(nonsense), None);
    }
}

#[test]
fn another_seed_refuses_all_keys_and_most_identifiers() {
    let other = Catalog::new(SEED + 1);
    let (mut found, mut published) = (0, 0);
    for record in day(5000) {
        assert_eq!(other.find_by_key(text(record.device.device_record_key.as_ref())), None);
        // Three in ten numbers of ten digits are places of a catalog; of those, few are places
        // that a day ever fills.
        if let Some(id) = other.find_by_di(&primary_di(&record)) {
            found += 1;
            published += u32::from(id.index < other.records_on(id.day));
        }
    }
    assert!(found < 1500 && published < 100, "{found} {published}");
}

#[test]
fn identifiers_and_keys_of_a_large_day_are_unique() {
    let (mut dis, mut keys) = (HashSet::new(), HashSet::new());
    let mut count = 0;
    for record in day(20_000) {
        assert!(dis.insert(primary_di(&record)));
        for package in &record.packages {
            assert!(dis.insert(text(package.package_di.as_ref()).to_owned()));
        }
        assert!(keys.insert(record.device.device_record_key.clone()));
        count += 1 + record.packages.len();
    }
    assert_eq!((dis.len(), keys.len()), (count, 20_000));
}
