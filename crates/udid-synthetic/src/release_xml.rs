//! Invented records in the form of the official release files.
//!
//! The form is that which users of the files describe: lower-case tags, words in place of codes, rows inside
//! of their device, empty elements for what does not apply.

use std::fmt::Write as _;

use udid_types::DeviceRecord;
use wire::{EnumInfo, FieldInfo, FieldRef, Kind, Model};

/// Keys that rows of the API have and rows of the files do not.
const KEYS_OF_ROWS: [&str; 2] = ["device_record_key", "device_history_key"];

/// The text of an XML file with these records. `registry` names whose records they are: invented ones
/// must not be taken for real ones.
pub fn release_xml(records: &[DeviceRecord], stated: u64, registry: &str) -> String {
    let mut xml = String::with_capacity(records.len() * 3_000);
    xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<udid version=\"1.0\">\n<header>");
    element(&mut xml, "registry", registry);
    element(&mut xml, "numberRkeyecordXML", &stated.to_string());
    xml.push_str("</header>\n<devices>\n");
    for record in records {
        device(&mut xml, record);
    }
    xml.push_str("</devices>\n</udid>\n");
    xml
}

fn device(xml: &mut String, record: &DeviceRecord) {
    xml.push_str("<device>");
    // The history key is one of the API.
    fields(xml, &record.device, &KEYS_OF_ROWS[1..]);
    list(xml, "contactList", "contact", &record.device.contacts);
    list(xml, "packingList", "packing", &record.packages);
    list(xml, "storageList", "storage", &record.storage_conditions);
    list(xml, "clinicalList", "clinical", &record.clinical_sizes);
    xml.push_str("</device>\n");
}

fn list<M: Model>(xml: &mut String, name: &str, row_name: &str, rows: &[M]) {
    _ = write!(xml, "<{name}>");
    for row in rows {
        _ = write!(xml, "<{row_name}>");
        fields(xml, row, &KEYS_OF_ROWS);
        _ = write!(xml, "</{row_name}>");
    }
    _ = write!(xml, "</{name}>");
}

fn fields<M: Model>(xml: &mut String, model: &M, without: &[&str]) {
    for (index, field) in M::INFO.fields.iter().enumerate() {
        let is_list = matches!(field.kind, Kind::List(_) | Kind::Model(_));
        if is_list || without.contains(&field.name) {
            continue;
        }
        let value = match model.get(index) {
            FieldRef::Text(text) => text.into_owned(),
            FieldRef::Absent | FieldRef::Nested(_) => String::new(),
        };
        let value = match field.kind {
            Kind::Enum(values) => word(values, &value).to_owned(),
            _ => value,
        };
        element(xml, &tag(field), &value);
    }
}

/// The word of a coded value.
fn word<'a>(values: &'a EnumInfo, code: &'a str) -> &'a str {
    values.values.iter().find(|value| value.wire == code).map_or(code, |value| value.zh)
}

/// The tag of a field: the name that the files have for it, if it is another one.
fn tag(field: &FieldInfo) -> String {
    let name = field.aliases.first().copied().unwrap_or(field.wire);
    // Keys in camel case are the same in both.
    if name.starts_with(|first: char| first.is_ascii_uppercase()) {
        name.to_ascii_lowercase()
    } else {
        name.to_owned()
    }
}

fn element(xml: &mut String, name: &str, value: &str) {
    _ = write!(xml, "<{name}>");
    for letter in value.chars() {
        match letter {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            // A parser reads a bare one as a line feed.
            '\r' => xml.push_str("&#13;"),
            other => xml.push(other),
        }
    }
    _ = write!(xml, "</{name}>");
}
