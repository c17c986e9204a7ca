//! Records out of the database, as the models that went in.

use std::fmt;

use rusqlite::{OptionalExtension, Row};
use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use udid_types::{ClinicalSize, Contact, Device, DeviceRecord, Package, StorageCondition};
use wire::Model;

use super::schema::{CLINICAL, CONTACT, ChildTable, PACKAGE, STORAGE, columns, names};
use super::{Store, StoreError};

impl Store {
    /// The records that an identifier names: a primary DI or the DI of a package. Several records
    /// can have the same one.
    pub fn find_by_di(&self, di: &str) -> Result<Vec<DeviceRecord>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM device WHERE primary_di = ?1
             UNION SELECT record FROM package WHERE package_di = ?1 ORDER BY 1",
        )?;
        let ids = statement.query_map([di], |row| row.get::<_, i64>(0))?;
        let ids = ids.collect::<Result<Vec<_>, _>>()?;
        ids.into_iter().map(|id| self.record(id)).filter_map(Result::transpose).collect()
    }

    /// The record of a row of `device`.
    fn record(&self, id: i64) -> Result<Option<DeviceRecord>, StoreError> {
        let columns = names(Device::INFO.fields, str::to_owned);
        let device = self
            .connection
            .prepare_cached(&format!("SELECT {columns} FROM device WHERE id = ?1"))?
            .query_row([id], |row| Ok(decode::<Device>(row)))
            .optional()?;
        let Some(device) = device.transpose()? else { return Ok(None) };
        let mut record = DeviceRecord { device, ..DeviceRecord::default() };
        record.device.contacts = self.rows::<Contact>(&CONTACT, id)?;
        record.packages = self.rows::<Package>(&PACKAGE, id)?;
        record.storage_conditions = self.rows::<StorageCondition>(&STORAGE, id)?;
        record.clinical_sizes = self.rows::<ClinicalSize>(&CLINICAL, id)?;
        Ok(Some(record))
    }

    fn rows<M: Model + DeserializeOwned>(
        &self,
        table: &ChildTable,
        record: i64,
    ) -> Result<Vec<M>, StoreError> {
        let (name, columns) = (table.name, names(table.fields, str::to_owned));
        let select = format!("SELECT {columns} FROM {name} WHERE record = ?1 ORDER BY position");
        let mut statement = self.connection.prepare_cached(&select)?;
        let rows = statement.query_map([record], |row| Ok(decode::<M>(row)))?;
        rows.map(|row| row?).collect()
    }
}

/// A row becomes what the service sent, and that is decoded. The unknown fields are put in as they
/// are: the key of a list can be among them, and would be read as the list.
fn decode<M: Model + DeserializeOwned>(row: &Row) -> Result<M, StoreError> {
    let mut object = Map::new();
    let mut position = 0;
    for (_, field) in columns(M::INFO.fields) {
        let text: Option<String> = row.get(position)?;
        object.extend(text.map(|text| (field.wire.to_owned(), Value::from(text))));
        position += 1;
    }
    let unknown: Option<String> = row.get(position)?;
    let mut model: M = wire::from_slice(Value::Object(object).to_string().as_bytes())?;
    if let Some(unknown) = unknown {
        for (key, value) in wire::from_slice::<Fields>(unknown.as_bytes())?.0 {
            model.unknown_fields_mut().push(key, value);
        }
    }
    Ok(model)
}

/// Keys and values of an object in their order; a key may stand there twice.
struct Fields(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Self(Vec::new()))
    }
}

impl<'de> Visitor<'de> for Fields {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self, A::Error> {
        while let Some(field) = map.next_entry()? {
            self.0.push(field);
        }
        Ok(self)
    }
}
