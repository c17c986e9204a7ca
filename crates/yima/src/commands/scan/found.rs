//! What the register has on a scanned device.

use serde_json::{Value, json};
use udid_types::{
    DeviceRecord, Origin, RegistrationKind, RegistrationNumber, split_registration_numbers,
};

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

/// Who holds the registration. For devices from abroad the credit code is the agent's in China.
fn registrant(record: &DeviceRecord) -> Value {
    let device = &record.device;
    let numbers = device.registration_numbers.as_ref().map_or("", |numbers| numbers.as_str());
    let mut numbers = split_registration_numbers(numbers).filter_map(RegistrationNumber::parse);
    let has_agent = numbers.any(|number| is_from_abroad(&number));
    let code = if has_agent { "agent_credit_code" } else { "credit_code" };
    json!({
        "name": device.registrant_name,
        "name_en": device.registrant_name_en,
        code: device.credit_code,
    })
}

/// Devices from Hong Kong, Macao and Taiwan are registered like imports. The national authority takes
/// filings of devices from abroad only.
fn is_from_abroad(number: &RegistrationNumber) -> bool {
    match number.origin {
        Some(origin) => origin != Origin::Domestic,
        None => number.kind == RegistrationKind::Filing && number.is_national(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_credit_code_of_a_device_from_abroad_is_its_agents() {
        for (numbers, key) in [
            ("国械注准20243220123", "credit_code"),
            ("苏械注准20162220838，苏械注准20152021027", "credit_code"),
            ("粤械备20140023", "credit_code"),
            ("国食药监械(准)字2008第3220032号", "credit_code"),
            ("国械注进20173151234", "agent_credit_code"),
            ("国械注进 2017 3151234", "agent_credit_code"),
            ("国食药监械(进)字2008第3220032号（更）", "agent_credit_code"),
            ("国械注许20173151234", "agent_credit_code"),
            ("国械备20190012", "agent_credit_code"),
            ("无", "credit_code"),
        ] {
            let mut record = DeviceRecord::default();
            record.device.registration_numbers = Some(numbers.into());
            record.device.credit_code = Some("91110000000000000X".to_owned());
            assert_eq!(registrant(&record)[key], "91110000000000000X", "{numbers}");
        }
    }
}
