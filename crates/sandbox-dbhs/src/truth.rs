//! What a perfect client would hold.

use std::collections::BTreeMap;

use jiff::civil::Date;
use sandbox_core::Services;
use serde_json::{Value, json};
use udid_synthetic::{Catalog, RecordId};
use udid_types::DeviceRecord;

use crate::registers::Registers;
use crate::search::Wanted;

/// What the registers have on the registrants of a day's device records and on the agents of those
/// abroad, by credit code or name, and on their registration numbers.
pub fn truth(registers: &Registers, day: Date, services: &Services) -> Value {
    let mut organizations = BTreeMap::new();
    let mut products = BTreeMap::new();
    for DeviceRecord { device, .. } in records(registers.seed, day, services) {
        let parties = device.parties();
        for party in [parties.registrant, parties.agent].into_iter().flatten() {
            let organization = organizations.entry(party.search_key);
            organization.or_insert_with_key(|key| registers.organization(key));
        }
        for number in device.registration_numbers.iter().flat_map(wire::Joined::iter) {
            products.entry(number).or_insert_with_key(|number| {
                registers.products(&Wanted { number: Some(number), ..Wanted::default() })
            });
        }
    }
    json!({"day": day.to_string(), "organizations": organizations, "products": products})
}

/// The records of a day: as many as the UDID service of the same sandbox has, if there is one.
fn records(seed: u64, day: Date, services: &Services) -> impl Iterator<Item = DeviceRecord> {
    let catalog = Catalog::new(seed);
    let of_service = services.get("udid").and_then(|udid| udid.truth(Some(day), services));
    let count = of_service.and_then(|truth| u32::try_from(truth["total"].as_u64()?).ok());
    let count = count.unwrap_or_else(|| catalog.records_on(day));
    (0..count).map(move |index| catalog.record(RecordId { day, index }))
}
