//! What the register has on a scanned device.

use serde_json::{Value, json};
use udid_types::DeviceRecord;

/// Adds the keys `device`, `packages` and `registrant`; with several records of the identifier also
/// `other_devices`.
pub fn add(reading: &mut Value, records: &[DeviceRecord]) {
    let first = records.first();
    reading["device"] = first.map_or(Value::Null, |record| json!(record.device));
    reading["packages"] = first.map_or_else(|| json!([]), |record| json!(record.packages));
    reading["registrant"] = first.map_or(Value::Null, registrant);
    if let Some(others) = records.get(1..).filter(|others| !others.is_empty()) {
        reading["other_devices"] = others.iter().map(|record| json!(record.device)).collect();
    }
}

/// Who holds the registration. For imports the credit code is the agent's in China.
fn registrant(record: &DeviceRecord) -> Value {
    let device = &record.device;
    let numbers = device.registration_numbers.as_ref().map_or("", |numbers| numbers.as_str());
    let is_import = numbers.contains("械注进");
    let code = if is_import { "agent_credit_code" } else { "credit_code" };
    json!({
        "name": device.registrant_name,
        "name_en": device.registrant_name_en,
        code: device.credit_code,
    })
}
