//! Objects whose keys no document lists: a value for each key.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::{FieldInfo, FieldRef, Nested, Rule, Unlisted, Value, exact, path, room};

impl<V: Value> Value for BTreeMap<String, V> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_any(EntriesVisitor(PhantomData))
    }

    fn get(&self) -> FieldRef<'_> {
        FieldRef::Nested(self)
    }
}

impl<V: Value> Nested for BTreeMap<String, V> {
    fn broken_rule(&self) -> Option<(&'static FieldInfo, Rule)> {
        self.values().find_map(|value| match value.get() {
            FieldRef::Nested(nested) => nested.broken_rule(),
            FieldRef::Absent | FieldRef::Text(_) => None,
        })
    }

    fn add_unlisted(&self, path: &str, found: &mut Vec<Unlisted>) {
        for (key, value) in self {
            if let FieldRef::Nested(nested) = value.get() {
                nested.add_unlisted(&format!("{path}.{key}"), found);
            }
        }
    }

    fn to_json(&self) -> String {
        crate::__private::to_json(self)
    }
}

struct EntriesVisitor<V>(PhantomData<V>);

impl<'de, V: Value> Visitor<'de> for EntriesVisitor<V> {
    type Value = Option<BTreeMap<String, V>>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object with any keys")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        match text.trim() {
            "" | "[]" | "{}" | "null" => Ok(None),
            json if json.starts_with('{') => exact::read_embedded(json, self),
            _ => Err(E::invalid_type(serde::de::Unexpected::Str(text), &self)),
        }
    }

    /// PHP and some Java mappers write an empty object as an empty list.
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        match seq.next_element::<IgnoredAny>()? {
            None => Ok(None),
            Some(_) => Err(A::Error::invalid_type(serde::de::Unexpected::Seq, &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            room::take::<(String, V), _>()?;
            let value = map.next_value_seed(ValueSeed(PhantomData));
            // A `null` carries nothing.
            if let Some(value) = value.map_err(|error| path::in_key(&key, &error))? {
                entries.entry(key).or_insert(value);
            }
        }
        Ok(Some(entries))
    }
}

struct ValueSeed<V>(PhantomData<V>);

impl<'de, V: Value> DeserializeSeed<'de> for ValueSeed<V> {
    type Value = Option<V>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<V>, D::Error> {
        V::read(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::Value;

    #[test]
    fn keys_are_kept_and_values_are_read_leniently() {
        let read = |json: &str| {
            <BTreeMap<String, i64> as Value>::read(&mut serde_json::Deserializer::from_str(json))
        };
        let expected = BTreeMap::from([("红".to_owned(), -3), ("B".to_owned(), 4)]);
        for json in [r#"{"红": "-3", "B": 4, "c": null}"#, r#""{\"红\": -3, \"B\": \"4\"}""#] {
            assert_eq!(read(json).expect(json), Some(expected.clone()), "{json}");
        }
        for json in ["null", "\"\"", "[]"] {
            assert_eq!(read(json).expect(json), None, "{json}");
        }
        assert!(read("[1]").is_err() && read("3").is_err());
    }
}
