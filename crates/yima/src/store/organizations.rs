//! Enterprises beside the records: what DBHS said of each registrant.

use dbhs_types::Organization;
use jiff::Timestamp;
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use wire::{FieldRef, Model};

use super::{Store, StoreError};

/// By what an enterprise is looked up: its credit code or, where a record has none, its name.
const SEARCH_KEY: &str =
    "coalesce(nullif(trim(device.credit_code), ''), nullif(trim(device.registrant_name), ''))";

/// How many enterprises were looked up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrganizationCounts {
    /// Enterprises that DBHS knows.
    pub found: u64,
    /// Enterprises that it does not know.
    pub not_found: u64,
}

impl Store {
    /// Makes the table of enterprises, and the view that joins them to records, unless they are
    /// there.
    pub fn prepare_organizations(&mut self) -> Result<(), StoreError> {
        let columns = columns().map(|column| format!("{column} TEXT")).collect::<Vec<_>>();
        let columns = columns.join(", ");
        self.connection.execute_batch(&format!(
            "CREATE TABLE IF NOT EXISTS organization (
                 search_key TEXT PRIMARY KEY, asked_at TEXT NOT NULL, found INTEGER NOT NULL,
                 {columns}) WITHOUT ROWID;
             CREATE VIEW IF NOT EXISTS device_organization AS
                 SELECT device.id AS record, organization.* FROM device
                 JOIN organization ON organization.search_key = {SEARCH_KEY};"
        ))?;
        Ok(())
    }

    /// The keys of all registrants that have not been looked up yet, each once.
    pub fn unasked_registrants(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare(&format!(
            "SELECT DISTINCT {SEARCH_KEY} AS search_key FROM device
             WHERE search_key IS NOT NULL AND search_key NOT IN (SELECT search_key FROM organization)
             ORDER BY search_key"
        ))?;
        let keys = statement.query_map([], |row| row.get(0))?;
        Ok(keys.collect::<Result<_, _>>()?)
    }

    /// Stores what came of a look-up; `None` is remembered as well.
    pub fn write_organization(
        &mut self,
        search_key: &str,
        organization: Option<&Organization>,
    ) -> Result<(), StoreError> {
        let head = [
            Value::from(search_key.to_owned()),
            Value::from(Timestamp::now().to_string()),
            Value::from(organization.is_some()),
        ];
        let values = organization.map_or_else(nothing, values);
        let marks = vec!["?"; head.len() + values.len()].join(", ");
        self.connection
            .prepare_cached(&format!("INSERT OR REPLACE INTO organization VALUES ({marks})"))?
            .execute(params_from_iter(head.into_iter().chain(values)))?;
        Ok(())
    }

    /// How many enterprises were looked up so far.
    pub fn organization_counts(&self) -> Result<OrganizationCounts, StoreError> {
        let counts = self.connection.query_row(
            "SELECT count(*) FILTER (WHERE found), count(*) FILTER (WHERE NOT found)
             FROM organization",
            [],
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)),
        );
        let (found, not_found) = counts?;
        Ok(OrganizationCounts { found: found.unsigned_abs(), not_found: not_found.unsigned_abs() })
    }
}

/// A column for every field, and one for those that no document names.
fn columns() -> impl Iterator<Item = &'static str> {
    Organization::INFO.fields.iter().map(|field| field.name).chain(["unknown_fields"])
}

fn nothing() -> Vec<Value> {
    columns().map(|_| Value::Null).collect()
}

/// What the service sent; an object within as JSON.
fn values(organization: &Organization) -> Vec<Value> {
    let fields = (0..Organization::INFO.fields.len()).map(|index| match organization.get(index) {
        FieldRef::Absent => Value::Null,
        FieldRef::Text(text) => Value::from(text.into_owned()),
        FieldRef::Nested(nested) => Value::from(nested.to_json()),
    });
    let unknown = organization.unknown_fields();
    let unknown = (!unknown.is_empty()).then(|| unknown.to_json());
    fields.chain([Value::from(unknown)]).collect()
}
