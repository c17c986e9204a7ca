//! What happened to stored records, in the order in which it was written.

use std::fmt;

use async_trait::async_trait;
use udid_types::{Device, DeviceRecord, VersionOrder};
use wire::{FieldRef, Model};

use crate::StoreError;

/// What happened to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChangeKind {
    /// A full release was loaded into an empty database: all of its records are new.
    Baseline,
    /// The record is new.
    Insert,
    /// A newer version, or another reading of the same one, took the place of the stored version.
    Update,
    /// The same version with a greater `correctionNumber` took its place.
    Correction,
    /// The newest full release no longer has the record.
    Delisting,
    /// A record that was delisted was seen again.
    Relisting,
}

/// Names of the kinds in a database.
const NAMES: [(&str, ChangeKind); 6] = [
    ("baseline", ChangeKind::Baseline),
    ("insert", ChangeKind::Insert),
    ("update", ChangeKind::Update),
    ("correction", ChangeKind::Correction),
    ("delisting", ChangeKind::Delisting),
    ("relisting", ChangeKind::Relisting),
];

impl ChangeKind {
    /// What it is that one version takes the place of another.
    pub fn between(before: &VersionOrder, after: &VersionOrder) -> Self {
        let is_correction = before.version_number == after.version_number
            && before.correction_number < after.correction_number;
        if is_correction { Self::Correction } else { Self::Update }
    }

    /// The kind of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }
}

impl fmt::Display for ChangeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = NAMES.iter().find(|(_, kind)| kind == self).map_or("update", |(name, _)| name);
        f.pad(name)
    }
}

/// An entry of the change log.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// Its number; later entries have greater ones.
    pub sequence: u64,
    /// What happened.
    pub kind: ChangeKind,
    /// Key of the record; of a baseline, the number of its records.
    pub key: String,
    /// The version before, as [`version_text`](crate::version_text) writes it.
    pub before: Option<String>,
    /// The version since.
    pub after: Option<String>,
    /// Names of the fields and tables whose values differ.
    pub fields: Vec<String>,
    /// The listing that brought it.
    pub source: String,
    /// When it was written, in milliseconds since 1970.
    pub at: i64,
}

impl Change {
    /// An entry without versions and fields.
    pub fn new(sequence: u64, kind: ChangeKind, key: String, source: String, at: i64) -> Self {
        Self { sequence, kind, key, before: None, after: None, fields: Vec::new(), source, at }
    }
}

/// A store that keeps a log of changes, written in the same transactions as the records.
#[async_trait]
pub trait ChangeLog: Send + Sync {
    /// At most `most` entries behind a number, oldest first; all from the beginning behind 0.
    async fn changes(&self, after: u64, most: u32) -> Result<Vec<Change>, StoreError>;
}

/// Names of the fields of a device, and of the tables of its rows, in which two records differ.
pub fn changed_fields(before: &DeviceRecord, after: &DeviceRecord) -> Vec<&'static str> {
    let fields = Device::INFO.fields.iter().enumerate();
    let differs = |index: usize| text(before.device.get(index)) != text(after.device.get(index));
    let mut names: Vec<_> =
        fields.filter(|(index, _)| differs(*index)).map(|(_, field)| field.name).collect();
    if before.device.unknown_fields != after.device.unknown_fields {
        names.push("unknown_fields");
    }
    let rows = [
        ("package", before.packages != after.packages),
        ("storage", before.storage_conditions != after.storage_conditions),
        ("clinical", before.clinical_sizes != after.clinical_sizes),
    ];
    names.extend(rows.iter().filter(|(_, differ)| *differ).map(|(name, _)| name));
    names
}

fn text(value: FieldRef<'_>) -> String {
    match value {
        FieldRef::Absent => String::new(),
        FieldRef::Text(text) => text.into_owned(),
        FieldRef::Nested(nested) => nested.to_json(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(json: &str) -> DeviceRecord {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_correction_keeps_the_version_number() {
        let order = |version, correction| {
            let mut order = VersionOrder::default();
            (order.version_number, order.correction_number) = (version, correction);
            order
        };
        for (before, after, kind) in [
            (order(1, 0), order(1, 1), ChangeKind::Correction),
            (order(1, 3), order(2, 0), ChangeKind::Update),
            (order(1, 0), order(2, 1), ChangeKind::Update),
            (order(1, 0), order(1, 0), ChangeKind::Update),
        ] {
            assert_eq!(ChangeKind::between(&before, &after), kind);
            assert_eq!(ChangeKind::from_name(&kind.to_string()), Some(kind));
        }
    }

    #[test]
    fn fields_and_tables_that_differ_are_named() {
        let before = record(r#"{"device": {"GGXH": "a", "CPMS": "x"}, "packages": []}"#);
        let after =
            record(r#"{"device": {"GGXH": "b", "CPMS": "x"}, "packages": [{"BZCPBS": "1"}]}"#);
        assert_eq!(changed_fields(&before, &after), ["model", "package"]);
        assert!(changed_fields(&before, &before.clone()).is_empty());
    }
}
