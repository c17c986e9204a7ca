//! How the logical tables are stored. Records of a family of sizes share all but what tells them apart,
//! so a device is a row of `record` and a row of `family`, which holds what is shared; contacts belong to
//! the family. Readers use the views.

use udid_store::tables::{Column, ColumnKind, DEVICE, Table};

/// The columns of a device that are its own. All others are shared by its family.
const OWN: [&str; 17] = [
    "version_number",
    "version_time",
    "device_history_key",
    "primary_di",
    "unit_of_use_di",
    "direct_marking_di",
    "published_on",
    "registered_di",
    "model",
    "catalog_number",
    "insurance_codes",
    "withdrawn_on",
    "version_status",
    "correction_number",
    "correction_remark",
    "correction_time",
    "special_size_note",
];

/// The column that the key of a record gives.
pub const RECORD_KEY: &str = "device_record_key";

/// Stands in a row for the key of the record that it belongs to.
pub const SAME_KEY: &str = "=";

/// Where a column of a device is stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In `record`.
    Own,
    /// In `family`.
    Shared,
    /// In the key of `record`.
    Key,
}

/// Where a column of a device is stored.
pub fn place(column: &Column) -> Place {
    if column.name == RECORD_KEY {
        Place::Key
    } else if OWN.contains(&column.name) {
        Place::Own
    } else {
        Place::Shared
    }
}

/// The columns of a device that are stored in a place.
pub fn columns_in(wanted: Place) -> impl Iterator<Item = Column> {
    DEVICE.columns().filter(move |column| place(column) == wanted)
}

/// The table behind the view of a table whose rows belong to a device.
pub fn rows_of(table: &Table) -> String {
    format!("{}_row", table.name)
}

/// Definition of a column.
pub fn definition(column: &Column) -> String {
    let kind = if column.kind == ColumnKind::Integer { "INTEGER" } else { "TEXT" };
    format!("{} {kind}", column.name)
}

/// Names or other forms of columns as a list in SQL.
pub fn list(columns: impl Iterator<Item = Column>, shape: impl Fn(&Column) -> String) -> String {
    columns.map(|column| shape(&column)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_own_column_is_one_of_a_device() {
        assert_eq!(columns_in(Place::Own).count(), OWN.len());
        assert_eq!(columns_in(Place::Key).count(), 1);
    }
}
