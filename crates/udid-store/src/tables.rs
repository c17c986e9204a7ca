//! Flat tables derived from the models' descriptions: a column for each field, named like it.
//!
//! Values are texts as the service sent them. The last column, [`UNKNOWN_FIELDS`], keeps undocumented
//! fields as a JSON object: nothing is lost and nothing is interpreted.

use std::borrow::Cow;
use std::fmt;

use dbhs_types::Organization;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use udid_types::{ClinicalSize, Contact, Device, Package, StorageCondition};
use wire::{DecodeError, FieldInfo, FieldRef, Kind, Model};

/// Name of the last column of each table.
pub const UNKNOWN_FIELDS: &str = "unknown_fields";

/// A table of a model.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    fields: &'static [FieldInfo],
    lists: Lists,
}

/// Where the lists of a model are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lists {
    InTables,
    AsJson,
}

/// Devices in their newest version.
pub const DEVICE: Table = table("device", Device::INFO.fields);

/// Contacts of a registrant.
pub const CONTACT: Table = table("contact", Contact::INFO.fields);

/// Packaging levels.
pub const PACKAGE: Table = table("package", Package::INFO.fields);

/// Storage and handling conditions.
pub const STORAGE: Table = table("storage", StorageCondition::INFO.fields);

/// Clinical sizes.
pub const CLINICAL: Table = table("clinical", ClinicalSize::INFO.fields);

/// Registrants as the business register has them.
pub const ORGANIZATION: Table =
    Table { lists: Lists::AsJson, ..table("organization", Organization::INFO.fields) };

/// The tables whose rows belong to a device.
pub const CHILDREN: [&Table; 4] = [&CONTACT, &PACKAGE, &STORAGE, &CLINICAL];

const fn table(name: &'static str, fields: &'static [FieldInfo]) -> Table {
    Table { name, fields, lists: Lists::InTables }
}

impl Table {
    /// Names of the columns.
    pub fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.fields().map(|(_, field)| field.name).chain([UNKNOWN_FIELDS])
    }

    /// The columns as a list in SQL, each in the form that `shape` gives it.
    pub fn column_list(&self, shape: impl Fn(&str) -> String) -> String {
        self.columns().map(shape).collect::<Vec<_>>().join(", ")
    }

    /// The fields that have a column: all but lists that have a table.
    fn fields(&self) -> impl Iterator<Item = (usize, &'static FieldInfo)> {
        let lists = self.lists;
        let is_list = |field: &FieldInfo| matches!(field.kind, Kind::List(_) | Kind::Model(_));
        let fields = self.fields.iter().enumerate();
        fields.filter(move |(_, field)| lists == Lists::AsJson || !is_list(field))
    }

    /// The values of a row, in the order of the columns.
    pub fn values<'a, M: Model>(&self, model: &'a M) -> impl Iterator<Item = Option<Cow<'a, str>>> {
        let unknown = model.unknown_fields();
        let unknown = (!unknown.is_empty()).then(|| Cow::Owned(unknown.to_json()));
        let fields = self.fields().map(|(index, _)| match model.get(index) {
            FieldRef::Absent => None,
            FieldRef::Text(text) => Some(text),
            FieldRef::Nested(nested) => Some(Cow::Owned(nested.to_json())),
        });
        fields.chain([unknown])
    }

    /// Decodes a row. `column` gives the value at a position of [`columns`](Self::columns).
    pub fn decode<M: Model + DeserializeOwned, E: From<DecodeError>>(
        &self,
        mut column: impl FnMut(usize) -> Result<Option<String>, E>,
    ) -> Result<M, E> {
        let mut object = Map::new();
        let mut position = 0;
        for (_, field) in self.fields() {
            let text = column(position)?;
            object.extend(text.map(|text| (field.wire.to_owned(), Value::from(text))));
            position += 1;
        }
        let mut model: M = wire::from_slice(Value::Object(object).to_string().as_bytes())?;
        // Not part of the object above: the key of a list can be among them, and would be read as
        // the list.
        if let Some(unknown) = column(position)? {
            for (key, value) in wire::from_slice::<UnknownFields>(unknown.as_bytes())?.0 {
                model.unknown_fields_mut().push(key, value);
            }
        }
        Ok(model)
    }
}

/// Keys and values of an object in their order; a key may be repeated.
struct UnknownFields(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for UnknownFields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Self(Vec::new()))
    }
}

impl<'de> Visitor<'de> for UnknownFields {
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
