//! What a record says, in a form in which two of them can be compared.

use std::collections::HashSet;

use wire::Model;

use crate::DeviceRecord;
use crate::identity::{push_number, write_field};

/// Fields that say where a row or a version belongs.
const RECORD_KEY: &str = "device_record_key";
const HISTORY_KEY: &str = "device_history_key";

impl DeviceRecord {
    /// The normalized values of all fields, unknown ones as text, and the set of its rows. Equal
    /// bytes say the same, however values are written and whatever the order of the rows.
    ///
    /// The keys that join rows to their device are left out, as is the key of the version
    /// (`deviceHistoryKey`): the release files have neither, and a record in them says what the API says.
    ///
    /// ```
    /// use udid_types::{DataSet, from_slice};
    ///
    /// let content = |json: &str| {
    ///     let page: DataSet = from_slice(json.as_bytes())?;
    ///     Ok::<_, udid_types::DecodeError>(page.into_records().records[0].canonical_content())
    /// };
    /// let one = content(r#"{"deviceInfo": [{"deviceRecordKey": "k", "ZXXSDYZSYDYDSL": "5"}]}"#)?;
    /// assert_eq!(one, content(r#"{"deviceInfo": [{"deviceRecordKey": "k", "ZXXSDYZSYDYDSL": 5}]}"#)?);
    /// assert_ne!(one, content(r#"{"deviceInfo": [{"deviceRecordKey": "k", "ZXXSDYZSYDYDSL": 6}]}"#)?);
    /// # Ok::<(), udid_types::DecodeError>(())
    /// ```
    pub fn canonical_content(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        write_model(&mut bytes, &self.device, &[HISTORY_KEY]);
        write_rows(&mut bytes, &self.device.contacts);
        write_rows(&mut bytes, &self.packages);
        write_rows(&mut bytes, &self.storage_conditions);
        write_rows(&mut bytes, &self.clinical_sizes);
        bytes
    }
}

impl DeviceRecord {
    /// Adds the rows of another sighting of the same version that this one lacks, the same in every
    /// field being one.
    pub fn add_rows(&mut self, other: Self) {
        self.device.contacts.extend(other.device.contacts);
        self.packages.extend(other.packages);
        self.storage_conditions.extend(other.storage_conditions);
        self.clinical_sizes.extend(other.clinical_sizes);
        merge_equal(&mut self.device.contacts);
        self.merge_equal_rows();
    }

    pub(crate) fn merge_equal_rows(&mut self) {
        merge_equal(&mut self.packages);
        merge_equal(&mut self.storage_conditions);
        merge_equal(&mut self.clinical_sizes);
    }
}

/// Keeps the first of the rows that say the same.
fn merge_equal<M: Model>(rows: &mut Vec<M>) {
    if rows.len() > 1 {
        let mut met = HashSet::new();
        rows.retain(|row| met.insert(canonical_row(row)));
    }
}

/// The fields that hold something. Lists of rows are written separately.
fn write_model<M: Model>(bytes: &mut Vec<u8>, model: &M, left_out: &[&str]) {
    let fields = M::INFO.fields.iter().enumerate();
    for (index, field) in fields.filter(|(_, field)| !left_out.contains(&field.name)) {
        write_field(bytes, field, model.get(index));
    }
    let unknown = model.unknown_fields();
    if !unknown.is_empty() {
        let json = unknown.to_json();
        bytes.extend_from_slice(format!("?{}:{json}", json.len()).as_bytes());
    }
}

/// Rows as a set, with lengths that keep neighbors apart.
fn write_rows<M: Model>(bytes: &mut Vec<u8>, rows: &[M]) {
    let mut written: Vec<Vec<u8>> = rows.iter().map(canonical_row).collect();
    written.sort_unstable();
    written.dedup();
    push_number(bytes, written.len());
    bytes.extend_from_slice(b" rows\n");
    for row in written {
        push_number(bytes, row.len());
        bytes.push(b':');
        bytes.extend_from_slice(&row);
    }
}

/// What a row says, by the meaning of its values.
fn canonical_row<M: Model>(model: &M) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_model(&mut bytes, model, &[RECORD_KEY, HISTORY_KEY]);
    bytes
}

#[cfg(test)]
mod tests {
    use crate::DataSet;

    fn content(rows: &str, fields: &str) -> Vec<u8> {
        let page = format!(
            r#"{{"deviceInfo": [{{"deviceRecordKey": "k"{fields}}}], "packingInfo": [{rows}]}}"#
        );
        let page: DataSet = wire::from_slice(page.as_bytes()).unwrap();
        page.into_records().records[0].canonical_content()
    }

    const A: &str = r#"{"deviceRecordKey": "k", "BZCPBS": "a"}"#;
    const B: &str = r#"{"deviceRecordKey": "k", "BZCPBS": "b"}"#;

    #[test]
    fn rows_are_a_set_and_values_count_by_their_meaning() {
        let both = content(&format!("{A}, {B}"), "");
        assert_eq!(both, content(&format!("{B}, {A}"), ""));
        assert_eq!(both, content(&format!("{B}, {A}, {B}"), r#", "SPMC": """#));
    }

    #[test]
    fn every_field_and_row_counts() {
        let plain = content(A, "");
        for (rows, fields) in [
            (B, ""),
            ("", ""),
            (A, r#", "versionTime": "2026-01-01""#),
            (A, r#", "new": 1"#),
            (A, r#", "contactList": [{"QYLXRYX": "a@example.com"}]"#),
            (r#"{"deviceRecordKey": "k", "BZCPBS": "a", "new": 1}"#, ""),
        ] {
            assert_ne!(content(rows, fields), plain, "{rows} {fields}");
        }
    }

    #[test]
    fn keys_that_join_rows_and_versions_do_not_count() {
        let joined = r#"{"deviceHistoryKey": "h", "deviceRecordKey": "k", "BZCPBS": "a"}"#;
        assert_eq!(content(joined, r#", "deviceHistoryKey": "h""#), content(A, ""));
        let other_record = A.replace("deviceRecordKey", "devicerecordkey");
        assert_eq!(content(&other_record, ""), content(A, ""));
        let device = |key: &str| {
            let json = format!(r#"{{"device": {{"deviceRecordKey": "{key}"}}}}"#);
            serde_json::from_str::<crate::DeviceRecord>(&json).unwrap().canonical_content()
        };
        assert_ne!(device("k"), device("l"));
    }
}
