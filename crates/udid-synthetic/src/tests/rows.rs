//! Packages, conditions and sizes of a record.

use udid_types::UsageKind;

use super::{CATALOG, day, everywhere, primary_di, text};

#[test]
fn packages_chain_to_the_primary_di() {
    let mut depths = [0; 5];
    let mut forks = 0;
    for record in day(5000) {
        let primary = primary_di(&record);
        let of_package = |di: &str| {
            record.packages.iter().find(|package| text(package.package_di.as_ref()) == di)
        };
        for package in &record.packages {
            assert!(package.contained_count.as_ref().and_then(wire::Count::get) >= Some(1));
            assert!(!text(package.level.as_ref()).is_empty());
            let mut held = text(package.contained_di.as_ref());
            let mut steps = 0;
            while held != primary {
                held = text(of_package(held).unwrap().contained_di.as_ref());
                steps += 1;
                assert!(steps < 5, "{primary} is in a ring of packages");
            }
        }
        let lowest = record.packages.iter();
        let lowest = lowest.filter(|package| text(package.contained_di.as_ref()) == primary);
        forks += usize::from(lowest.count() > 1);
        depths[record.packages.len()] += 1;
    }
    assert!(depths.iter().all(|&count| count > 0) && forks > 0, "{depths:?} {forks}");
}

#[test]
fn equipment_is_packed_alone() {
    let mut count = 0;
    for record in day(5000) {
        if record.device.usage_kind == Some(UsageKind::Equipment) {
            count += record.packages.len();
            assert!(record.packages.iter().all(|package| {
                package.contained_count.as_ref().and_then(wire::Count::get) == Some(1)
            }));
        }
    }
    assert!(count > 50, "{count}");
}

#[test]
fn rows_are_joined_by_one_key() {
    for id in everywhere(1000) {
        let current = CATALOG.record(id);
        assert!(current.device.device_history_key.is_none());
        for record in std::iter::once(current).chain(CATALOG.history(id)) {
            let history = record.device.device_history_key.clone();
            let key = match &history {
                Some(_) => None,
                None => record.device.device_record_key.clone(),
            };
            let owner = (key, history);
            for row in &record.packages {
                assert_eq!((row.device_record_key.clone(), row.device_history_key.clone()), owner);
            }
            for row in &record.storage_conditions {
                assert_eq!((row.device_record_key.clone(), row.device_history_key.clone()), owner);
            }
            for row in &record.clinical_sizes {
                assert_eq!((row.device_record_key.clone(), row.device_history_key.clone()), owner);
            }
        }
    }
}

#[test]
fn sizes_are_few_for_most_and_many_for_some() {
    let rows: Vec<usize> = day(10_000).map(|record| record.clinical_sizes.len()).collect();
    let of = |low: usize, high: usize| rows.iter().filter(|&&n| (low..=high).contains(&n)).count();
    assert!(of(0, 0) > 1000 && of(1, 4) > 5000);
    assert!((20..400).contains(&of(20, 99)) && (1..50).contains(&of(100, 424)));
    assert_eq!(of(425, usize::MAX), 0);
}
