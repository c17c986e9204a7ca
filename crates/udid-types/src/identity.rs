//! What makes two listed rows the same record.

use std::borrow::Cow;

use wire::{FieldInfo, FieldRef, Kind, Model};

use crate::Device;

/// The names of the fields that identify a record without a key: what describes the device.
/// No versions, times, states or keys, which change while the record stays the same. The list is
/// fixed: hashes of stored records depend on it.
const IDENTIFYING: [&str; 38] = [
    "primary_di",
    "unit_of_use_count",
    "unit_of_use_di",
    "issuing_system",
    "has_direct_marking",
    "direct_marking_is_primary_di",
    "direct_marking_di",
    "carriers",
    "is_registered_di",
    "registered_di",
    "product_name",
    "brand_name",
    "model",
    "is_kit",
    "description",
    "catalog_number",
    "product_kind",
    "category_code",
    "former_category_code",
    "registrant_name",
    "registrant_name_en",
    "credit_code",
    "registration_numbers",
    "usage_kind",
    "is_single_use",
    "max_reuses",
    "is_sterile",
    "needs_sterilization",
    "sterilization_method",
    "insurance_codes",
    "mr_safety",
    "special_conditions",
    "special_size_note",
    "pi_has_lot_number",
    "pi_has_serial_number",
    "pi_has_production_date",
    "pi_has_expiry_date",
    "more_info_url",
];

/// The identity of a record: its key, or what describes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RecordIdentity {
    /// `deviceRecordKey`.
    Key(String),
    /// A record without a key.
    Content {
        /// Its primary DI (`ZXXSDYCPBS`), blanks around it removed; may be empty.
        primary_di: String,
        /// The normalized values of the identifying fields, to be hashed.
        canonical: Vec<u8>,
    },
}

impl RecordIdentity {
    /// The identity of a device record.
    pub fn of(device: &Device) -> Self {
        let key = device.device_record_key.as_deref().map(str::trim).unwrap_or_default();
        if !key.is_empty() {
            return Self::Key(key.to_owned());
        }
        let primary_di = device.primary_di.as_deref().map(str::trim).unwrap_or_default().to_owned();
        Self::Content { primary_di, canonical: canonical(device) }
    }
}

/// Name and value of each identifying field that holds something. Lengths keep neighbors apart.
fn canonical(device: &Device) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (index, field) in Device::INFO.fields.iter().enumerate() {
        if !IDENTIFYING.contains(&field.name) {
            continue;
        }
        write_field(&mut bytes, field, Model::get(device, index));
    }
    bytes
}

/// Name, length and normalized value of a field; nothing if it holds nothing.
pub(crate) fn write_field(bytes: &mut Vec<u8>, field: &FieldInfo, value: FieldRef<'_>) {
    let Some(value) = normalized(field.kind, value) else { return };
    bytes.extend_from_slice(field.wire.as_bytes());
    bytes.push(b'=');
    push_number(bytes, value.len());
    bytes.push(b':');
    bytes.extend_from_slice(value.as_bytes());
    bytes.push(b'\n');
}

/// A number in decimal digits. Records are hashed by the million, and formatting costs more than hashing.
pub(crate) fn push_number(bytes: &mut Vec<u8>, number: usize) {
    if number > 9 {
        push_number(bytes, number / 10);
    }
    bytes.extend(u8::try_from(number % 10).map(|digit| b'0' + digit));
}

/// A value by its meaning; none if it is empty. Models give listed values as their code already.
fn normalized(kind: Kind, value: FieldRef<'_>) -> Option<Cow<'_, str>> {
    let text = value.text()?;
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return None;
    }
    // 5, "5" and 5.0 are one number.
    let number = matches!(kind, Kind::Count).then(|| wire::Count::from(trimmed).get()).flatten();
    Some(match number {
        Some(number) => number.to_string().into(),
        None if trimmed.len() == text.len() => text,
        None => trimmed.to_owned().into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(json: &str) -> RecordIdentity {
        RecordIdentity::of(&wire::from_slice(json.as_bytes()).unwrap())
    }

    #[test]
    fn a_key_identifies_unless_it_is_blank() {
        let keyed = identity(r#"{"deviceRecordKey": " k1 ", "ZXXSDYCPBS": "1"}"#);
        assert_eq!(keyed, RecordIdentity::Key("k1".to_owned()));
        let blank = identity(r#"{"deviceRecordKey": "  ", "ZXXSDYCPBS": "1"}"#);
        assert_eq!(blank, identity(r#"{"zxxsdycpbs": 1}"#));
        assert!(matches!(blank, RecordIdentity::Content { primary_di, .. } if primary_di == "1"));
    }

    #[test]
    fn values_count_by_their_meaning() {
        let one = r#"{"ZXXSDYCPBS": "1", "SFWWJBZ": "是", "ZXXSDYZSYDYDSL": "5", "SPMC": ""}"#;
        let other = r#"{"ZXXSDYCPBS": " 1", "SFWWJBZ": 1, "ZXXSDYZSYDYDSL": 5.0, "SPMC": null}"#;
        assert_eq!(identity(one), identity(other));
    }

    #[test]
    fn versions_times_states_and_unknown_fields_do_not_identify() {
        let plain = identity(r#"{"ZXXSDYCPBS": "1"}"#);
        for more in [
            r#""versionNumber": 2"#,
            r#""versionTime": "2026-01-01""#,
            r#""correctionNumber": 1, "correctionTime": "2026-01-01", "correctionRemark": "x""#,
            r#""versionStatus": "变更""#,
            r#""BSSJZT": "已发布""#,
            r#""CPBSFBRQ": "2026-01-01", "TSRQ": "2026-01-02""#,
            r#""contactList": [{"QYLXRYX": "a@example.com"}]"#,
            r#""new": 1"#,
        ] {
            assert_eq!(identity(&format!(r#"{{"ZXXSDYCPBS": "1", {more}}}"#)), plain, "{more}");
        }
    }

    #[test]
    fn what_describes_the_device_identifies() {
        let plain = identity(r#"{"ZXXSDYCPBS": "1", "GGXH": "7"}"#);
        for other in [
            r#"{"ZXXSDYCPBS": "2", "GGXH": "7"}"#,
            r#"{"ZXXSDYCPBS": "1", "GGXH": "007"}"#,
            r#"{"ZXXSDYCPBS": "1", "SPMC": "7"}"#,
            r#"{"ZXXSDYCPBS": "1", "GGXH": "7", "SFWWJBZ": "0"}"#,
        ] {
            assert_ne!(identity(other), plain, "{other}");
        }
    }

    /// The list is fixed, so a new field of the model must be put on one side or the other.
    #[test]
    fn every_field_of_the_model_is_decided_on() {
        const OTHERS: [&str; 12] = [
            "version_number",
            "version_time",
            "device_record_key",
            "device_history_key",
            "data_status",
            "published_on",
            "withdrawn_on",
            "contacts",
            "version_status",
            "correction_number",
            "correction_remark",
            "correction_time",
        ];
        let fields = Device::INFO.fields.iter().map(|field| field.name);
        let (listed, others): (Vec<_>, Vec<_>) =
            fields.partition(|name| IDENTIFYING.contains(name));
        assert_eq!(listed, IDENTIFYING);
        assert_eq!(others, OTHERS);
    }
}
