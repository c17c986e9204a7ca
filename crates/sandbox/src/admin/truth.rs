//! What a perfect client would hold.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::cloudmfg::CloudmfgService;
use crate::dbhs::DbhsService;
use crate::idcode::IdcodeService;
use crate::udid::UdidService;

/// Keys, versions and primary DIs of the records of a day, newest first, under their wire names.
pub fn udid(service: &UdidService, day: Date) -> Value {
    let records = service.records(day);
    let rows = records.iter().map(|record| {
        json!({
            "deviceRecordKey": record.device.device_record_key,
            "versionNumber": record.device.version_number,
            "ZXXSDYCPBS": record.device.primary_di,
        })
    });
    json!({"day": day.to_string(), "total": records.len(), "records": rows.collect::<Vec<_>>()})
}

/// Units, registrations and batches in the order in which they came.
pub fn idcode(service: &IdcodeService) -> Value {
    service.look(|registry| {
        let units = registry
            .units
            .iter()
            .map(|unit| json!({"company_idcode": unit.code(), "organunit_name": unit.name()}));
        let registrations = registry.registrations.iter().map(|registration| {
            json!({
                "category_reg_id": registration.id,
                "company_idcode": registration.unit_code,
                "complete_code": registration.complete_code(),
            })
        });
        let batches = registry.batches.iter().map(|batch| {
            json!({
                "uploadcode_id": batch.id,
                "category_reg_id": batch.registration_id,
                "count": batch.codes.count(),
                "codes": batch.codes.stored(),
            })
        });
        json!({
            "units": units.collect::<Vec<_>>(),
            "registrations": registrations.collect::<Vec<_>>(),
            "batches": batches.collect::<Vec<_>>(),
        })
    })
}

/// What DBHS has on the registrants of a day's records, by credit code or else name, and on their
/// registration numbers.
pub fn dbhs(service: &DbhsService, udid: &UdidService, day: Date) -> Value {
    let mut organizations = BTreeMap::new();
    let mut products = BTreeMap::new();
    for record in udid.records(day) {
        let device = record.device;
        let names = [device.credit_code, device.registrant_name];
        let key = names.into_iter().flatten().find(|key| !key.trim().is_empty());
        if let Some(key) = key {
            organizations.entry(key).or_insert_with_key(|key| service.organization(key));
        }
        for number in device.registration_numbers.iter().flat_map(wire::Joined::iter) {
            products.entry(number).or_insert_with_key(|number| service.products(number));
        }
    }
    json!({"day": day.to_string(), "organizations": organizations, "products": products})
}

/// Gateways in the order in which they came, and identifiers by device.
pub fn cloudmfg(service: &CloudmfgService) -> Value {
    json!({"gateways": service.gateways(), "identifiers": service.identifiers()})
}
