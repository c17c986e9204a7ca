//! Records of a register in which records come in families, for measurements.
//!
//! Families as they are assumed to be (no official file is at hand): 21 % of the records in families of
//! 10,000 that share everything but model, identifiers and dates, the rest in families of 20; a record
//! has 1.1 contacts, 0.6 packages, 0.5 storage rows and 0.1 clinical rows in the mean. Identifiers follow
//! one another within a family, and families come in no order.

use jiff::civil::date;
use udid_types::{ClinicalSize, DeviceRecord, Package, StorageCondition};

use crate::{Catalog, RecordId};

const LARGE: u64 = 10_000;
const SMALL: u64 = 20;

/// The record of a number in a register of `records`: one of its family.
pub fn family_record(number: u64, records: u64) -> DeviceRecord {
    let in_large = records * 21 / 100;
    let (family, member) = if number < in_large {
        (number / LARGE, number % LARGE)
    } else {
        (in_large + number / SMALL, number % SMALL)
    };
    let index = u32::try_from(family % 200_000).unwrap_or(0);
    let template = Catalog::new(1).record(RecordId { day: date(2026, 8, 10), index });
    let mut record = DeviceRecord { device: template.device, ..DeviceRecord::default() };
    let device = &mut record.device;
    let di = gtin(prefix(family) * LARGE + member);
    let key = format!("{di}2026{number:029}");
    device.device_record_key = Some(key.clone());
    device.model = Some(format!("SM{number:06}-{:04}", number % 7919));
    device.catalog_number = None;
    device.registered_di = device.registered_di.take().map(|_| di.clone());
    device.unit_of_use_di = device.unit_of_use_di.take().map(|_| di.clone());
    device.direct_marking_di = device.direct_marking_di.take().map(|_| di.clone());
    let day = format!("2026-{:02}-{:02}", number % 12 + 1, number % 28 + 1);
    device.published_on = Some(day.clone().into());
    device.version_time = Some(day.into());
    device.contacts.truncate(1);
    if family.is_multiple_of(10)
        && let Some(mut contact) = device.contacts.first().cloned()
    {
        contact.phone = Some("010-12345678".to_owned());
        device.contacts.push(contact);
    }
    if number % 10 < 6 {
        let mut package = Package::default();
        package.device_record_key = Some(key.clone());
        package.package_di = Some(gtin(1_000_000_000_000 + prefix(family) * LARGE + member));
        package.contained_di = Some(di.clone());
        package.contained_count = Some(10_u64.into());
        package.level = Some("箱".to_owned());
        record.packages.push(package);
    }
    if number % 10 < 5 {
        let mut condition = StorageCondition::default();
        condition.device_record_key = Some(key.clone());
        condition.condition = Some("温度".to_owned());
        condition.min_value = Some("5".to_owned());
        condition.max_value = Some("40".to_owned());
        condition.unit = Some("℃".to_owned());
        record.storage_conditions.push(condition);
    }
    if number.is_multiple_of(10) {
        let mut size = ClinicalSize::default();
        size.device_record_key = Some(key);
        size.value = Some(format!("{}", number % 400));
        record.clinical_sizes.push(size);
    }
    record.device.primary_di = Some(di);
    record
}

/// A GTIN-14 of 13 digits: with its check digit.
fn gtin(number: u64) -> String {
    let digits = format!("{number:013}");
    let sum: u32 = digits
        .bytes()
        .rev()
        .zip([3, 1].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

/// What the identifiers of a family begin with: 8 digits that no other family has.
fn prefix(family: u64) -> u64 {
    // 9,999,991 is a prime, and so no two families below it get the same number.
    60_000_000 + family * 7_919 % 9_999_991
}
