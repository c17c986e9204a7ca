//! Flat tables derived from the models' descriptions: a column for each field, named like it.
//!
//! Counts are numbers and dates are ISO dates wherever they can be read as such. Where that differs from
//! the text as it was sent, the text is kept beside it; undocumented fields are kept as a JSON object:
//! nothing is lost, and nothing is interpreted without its original.

use std::borrow::Cow;
use std::fmt;

use dbhs_types::Organization;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use udid_types::{ClinicalSize, Contact, Device, Package, StorageCondition};
use wire::{Count, DateText, DecodeError, FieldInfo, FieldRef, Kind, Model};

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

/// The tables whose rows belong to a device, but for contacts, which belong to its registrant.
pub const CHILDREN: [&Table; 3] = [&PACKAGE, &STORAGE, &CLINICAL];

const fn table(name: &'static str, fields: &'static [FieldInfo]) -> Table {
    Table { name, fields, lists: Lists::InTables }
}

/// A column: a field of the model.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// The field.
    pub field: &'static FieldInfo,
    /// What it holds.
    pub kind: ColumnKind,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A day of the calendar (`yyyy-MM-dd`).
    Date,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The stored value.
    pub value: CellValue<'a>,
    /// The text as it was sent, where the stored value does not give it back.
    pub as_sent: Option<Cow<'a, str>>,
}

/// A stored value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellValue<'a> {
    /// Nothing, or nothing that can be read as what the column holds.
    Null,
    /// A number.
    Integer(i64),
    /// A text or a date.
    Text(Cow<'a, str>),
}

impl Table {
    /// The columns, in the order of the fields.
    pub fn columns(&self) -> impl Iterator<Item = Column> {
        self.columns_with_index().map(|(_, column)| column)
    }

    /// The fields that have a column: all but lists that have a table.
    fn columns_with_index(&self) -> impl Iterator<Item = (usize, Column)> {
        let lists = self.lists;
        let is_list = |field: &FieldInfo| matches!(field.kind, Kind::List(_) | Kind::Model(_));
        let fields = self.fields.iter().enumerate();
        fields.filter(move |(_, field)| lists == Lists::AsJson || !is_list(field)).map(
            move |(index, field)| {
                let kind = match field.kind {
                    Kind::Count => ColumnKind::Integer,
                    // The business register gives times of day.
                    Kind::Date if lists == Lists::InTables => ColumnKind::Date,
                    _ => ColumnKind::Text,
                };
                (index, Column { name: field.name, field, kind })
            },
        )
    }

    /// The values of a row, in the order of the columns.
    pub fn cells<'a, M: Model>(&self, model: &'a M) -> impl Iterator<Item = (Column, Cell<'a>)> {
        self.columns_with_index().map(|(index, column)| {
            let text = match model.get(index) {
                FieldRef::Absent => None,
                FieldRef::Text(text) => Some(text),
                FieldRef::Nested(nested) => Some(Cow::Owned(nested.to_json())),
            };
            (
                column,
                text.map_or(Cell { value: CellValue::Null, as_sent: None }, |text| {
                    column.cell(text)
                }),
            )
        })
    }

    /// Decodes a row. `text` gives the text of each column as it was sent; `unknown` holds undocumented
    /// fields.
    ///
    /// # Errors
    /// The first value that the model cannot hold.
    pub fn decode<M: Model + DeserializeOwned, E: From<DecodeError>>(
        &self,
        mut text: impl FnMut(Column) -> Result<Option<String>, E>,
        unknown: Option<&str>,
    ) -> Result<M, E> {
        let mut object = Map::new();
        for column in self.columns() {
            let text = text(column)?;
            object.extend(text.map(|text| (column.field.wire.to_owned(), Value::from(text))));
        }
        let mut model: M = wire::from_slice(Value::Object(object).to_string().as_bytes())?;
        // Not part of the object above: the key of a list can be among them, and would be read as
        // the list.
        if let Some(unknown) = unknown {
            for (key, value) in wire::from_slice::<UnknownFields>(unknown.as_bytes())?.0 {
                model.unknown_fields_mut().push(key, value);
            }
        }
        Ok(model)
    }
}

impl Column {
    /// A text in the form in which the column holds it.
    fn cell<'a>(&self, text: Cow<'a, str>) -> Cell<'a> {
        // Most values are written as the column holds them; formatting them again costs more than a look.
        let value = match self.kind {
            ColumnKind::Date if is_iso_date(&text) => {
                return Cell { value: CellValue::Text(text), as_sent: None };
            }
            ColumnKind::Text => return Cell { value: CellValue::Text(text), as_sent: None },
            ColumnKind::Integer => {
                let number =
                    Count::from(&*text).get().and_then(|number| i64::try_from(number).ok());
                number.map_or(CellValue::Null, CellValue::Integer)
            }
            ColumnKind::Date => {
                let day = DateText::from(&*text).year_month_day();
                day.map_or(CellValue::Null, |(year, month, day)| {
                    CellValue::Text(format!("{year:04}-{month:02}-{day:02}").into())
                })
            }
        };
        let is_as_sent = match &value {
            CellValue::Null => false,
            CellValue::Integer(number) => number.to_string() == *text,
            CellValue::Text(day) => *day == text,
        };
        Cell { value, as_sent: (!is_as_sent).then_some(text) }
    }
}

/// Whether a text is a day of the calendar as `2026-08-10`.
fn is_iso_date(text: &str) -> bool {
    let shape = text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    text.len() == 10 && shape && DateText::from(text).year_month_day().is_some()
}

/// The texts as sent that the stored values of a row do not give back, as a JSON object by columns; none
/// if there are none.
pub fn texts_as_sent<'c, 'a: 'c>(
    cells: impl IntoIterator<Item = &'c (Column, Cell<'a>)>,
) -> Option<String> {
    let texts = cells.into_iter().filter_map(|(column, cell)| {
        let text = cell.as_sent.as_deref()?;
        Some((column.name.to_owned(), Value::from(text)))
    });
    let texts: Map<_, _> = texts.collect();
    (!texts.is_empty()).then(|| Value::Object(texts).to_string())
}

/// The undocumented fields of a row as JSON; none if there are none.
pub fn unknown_fields<M: Model>(model: &M) -> Option<String> {
    let unknown = model.unknown_fields();
    (!unknown.is_empty()).then(|| unknown.to_json())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(name: &str, text: &str) -> (CellValue<'static>, Option<String>) {
        let column = DEVICE.columns().find(|column| column.name == name).unwrap();
        let cell = column.cell(Cow::Owned(text.to_owned()));
        (cell.value, cell.as_sent.map(Cow::into_owned))
    }

    #[test]
    fn counts_are_numbers_and_keep_their_text_where_it_differs() {
        let number = |number| CellValue::Integer(number);
        assert_eq!(cell("max_reuses", "12"), (number(12), None));
        for (text, value) in [
            ("012", number(12)),
            (" 12", number(12)),
            ("1.0E+1", number(10)),
            ("", CellValue::Null),
            ("1,000", CellValue::Null),
            ("18446744073709551615", CellValue::Null),
        ] {
            assert_eq!(cell("max_reuses", text), (value, Some(text.to_owned())), "{text:?}");
        }
    }

    #[test]
    fn dates_are_iso_dates_and_keep_their_text_where_it_differs() {
        let day = |text: &str| CellValue::Text(Cow::Owned(text.to_owned()));
        assert_eq!(cell("published_on", "2026-09-15"), (day("2026-09-15"), None));
        for (text, value) in [
            ("2026-09-15 08:30:00.123", day("2026-09-15")),
            ("20260915", day("2026-09-15")),
            ("2026/9/5", day("2026-09-05")),
            ("长期", CellValue::Null),
            ("", CellValue::Null),
        ] {
            assert_eq!(cell("published_on", text), (value, Some(text.to_owned())), "{text:?}");
        }
    }

    #[test]
    fn all_other_values_are_texts_as_sent() {
        let text = |text: &str| CellValue::Text(Cow::Owned(text.to_owned()));
        assert_eq!(cell("model", "007"), (text("007"), None));
        assert_eq!(cell("is_sterile", ""), (text(""), None));
    }
}
