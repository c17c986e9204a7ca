//! What a perfect client would hold.

use serde_json::{Value, json};

use crate::registry::Registry;

/// Units, registrations and batches in the order in which they were added.
pub fn truth(registry: &Registry) -> Value {
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
}
