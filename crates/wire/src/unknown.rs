//! Fields that no document names, kept in the order in which they came.

use serde::de::MapAccess;
use serde_json::Value;

/// Keys and values of a model that its document does not name, in the order in which they came.
#[derive(Clone, Default, PartialEq)]
pub struct UnknownFields(Vec<(String, Value)>);

impl UnknownFields {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of the first field with this key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// All of them as a JSON object. A key that stands twice stands twice there as well.
    pub fn to_json(&self) -> String {
        let fields =
            self.0.iter().map(|(key, value)| format!("{}:{value}", Value::from(key.as_str())));
        format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
    }

    /// Adds one, to be written back.
    pub fn push(&mut self, key: impl Into<String>, value: Value) {
        self.0.push((key.into(), value));
    }

    pub(crate) fn read<'de, A: MapAccess<'de>>(
        &mut self,
        key: String,
        map: &mut A,
    ) -> Result<(), A::Error> {
        let value = map.next_value_seed(crate::exact::ValueSeed)?;
        crate::room::take::<(String, Value), _>()?;
        self.0.push((key, value));
        Ok(())
    }
}
