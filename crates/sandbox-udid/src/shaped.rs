//! Pages of listings that hold more than one row a record, or rows away from their device.

use udid_synthetic::RecordId;
use udid_types::{DataSet, DevicePage, DeviceRecord, Package, Period};

use crate::page::{push_rows, reply_with};
use crate::records::Records;
use crate::settings::ListingShape;

/// A page of a listing of this shape.
pub fn page(
    records: &Records,
    period: Period,
    page: u64,
    size: usize,
    shape: ListingShape,
) -> DevicePage {
    let ids = records.newest_first(period, 0, usize::MAX);
    let listed: Vec<_> = ids.flat_map(|id| versions(records, id, shape)).collect();
    let pages: Vec<_> = listed.chunks(size).collect();
    let index = usize::try_from(page - 1).unwrap_or(usize::MAX);
    let on_page = |index: usize| pages.get(index).copied().unwrap_or_default();
    let mut data_set = DataSet::default();
    data_set.devices = on_page(index).iter().map(|record| record.device.clone()).collect();
    let late = index.checked_sub(1).filter(|_| shape.late_rows).map(on_page).unwrap_or_default();
    let own = if shape.late_rows && index + 1 < pages.len() { &[] } else { on_page(index) };
    for record in late.iter().chain(own) {
        push_rows(&mut data_set, record.clone());
    }
    if index == 0 {
        data_set.packages.extend((0..shape.orphans).map(orphan));
    }
    reply_with(data_set, listed.len() as u64, page, size)
}

/// A record, and its earlier versions if they are listed.
fn versions(records: &Records, id: RecordId, shape: ListingShape) -> Vec<DeviceRecord> {
    let current = records.record(id);
    let key = current.device.device_record_key.clone();
    let mut versions = vec![current];
    if shape.earlier_versions {
        versions.extend(records.catalog.history(id));
    }
    for version in versions.iter_mut().skip(1) {
        version.device.device_history_key = None;
        version.device.device_record_key.clone_from(&key);
        for package in &mut version.packages {
            (package.device_history_key, package.device_record_key) = (None, key.clone());
        }
        for condition in &mut version.storage_conditions {
            (condition.device_history_key, condition.device_record_key) = (None, key.clone());
        }
        for size in &mut version.clinical_sizes {
            (size.device_history_key, size.device_record_key) = (None, key.clone());
        }
    }
    versions
}

/// A package of nobody.
fn orphan(number: u32) -> Package {
    let mut package = Package::default();
    package.device_record_key = Some(format!("nobody-{number}"));
    package.package_di = Some(format!("{number:014}"));
    package
}
