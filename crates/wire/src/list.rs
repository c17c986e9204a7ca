//! Lists that come as `null`, `""`, `"[]"`, or as their only element.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::ser::SerializeMap;

use crate::{Field, FieldRef, Value, exact, finding, path, room};

impl<V: Value> Field for Vec<V> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer)
    }

    fn write<S: SerializeMap>(&self, key: &'static str, map: &mut S) -> Result<(), S::Error> {
        if self.is_empty() { Ok(()) } else { map.serialize_entry(key, self) }
    }

    fn is_present(&self) -> bool {
        !self.is_empty()
    }

    fn get(&self) -> FieldRef<'_> {
        if self.is_empty() { FieldRef::Absent } else { FieldRef::Nested(self) }
    }
}

fn read<'de, V: Value, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<V>, D::Error> {
    deserializer.deserialize_any(ListVisitor(PhantomData))
}

struct ListVisitor<V>(PhantomData<V>);

impl<'de, V: Value> Visitor<'de> for ListVisitor<V> {
    type Value = Vec<V>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E>(self) -> Result<Vec<V>, E> {
        Ok(Vec::new())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Vec<V>, E> {
        match text.trim() {
            "" | "[]" | "{}" | "null" => Ok(Vec::new()),
            json if json.starts_with(['[', '{']) => exact::read_embedded(json, self),
            // The only element of a list of texts; an object cannot be read from it.
            _ => V::read(text.into_deserializer()).map(|only| only.into_iter().collect()),
        }
    }

    /// The only element, or an object of indexes, as PHP writes a list with gaps.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<V>, A::Error> {
        let Some(first) = map.next_key::<String>()? else { return Ok(Vec::new()) };
        if first.is_empty() || !first.bytes().all(|byte| byte.is_ascii_digit()) {
            let map = WithFirstKey { first: Some(first), map };
            let only = V::read(MapAccessDeserializer::new(map))?;
            return Ok(only.into_iter().collect());
        }
        let (mut list, mut key) = (Vec::new(), Some(first));
        while let Some(index) = key {
            let before = finding::so_far();
            let element = map.next_value_seed(ElementSeed(PhantomData));
            let element = element.and_then(|element| room::take::<V, _>().map(|()| element));
            list.extend(element.map_err(|error| path::in_key(&index, &error))?);
            finding::prefix(before, || format!(".{index}"));
            key = map.next_key()?;
        }
        Ok(list)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<V>, A::Error> {
        let mut list = Vec::new();
        let mut index = 0;
        loop {
            let before = finding::so_far();
            let element = seq.next_element_seed(ElementSeed(PhantomData));
            let element = element.and_then(|element| room::take::<V, _>().map(|()| element));
            match element.map_err(|error| path::in_index(index, &error))? {
                None => return Ok(list),
                // A `null` between the elements carries nothing.
                Some(element) => list.extend(element),
            }
            finding::prefix(before, || format!("[{index}]"));
            index += 1;
        }
    }
}

struct ElementSeed<V>(PhantomData<V>);

impl<'de, V: Value> DeserializeSeed<'de> for ElementSeed<V> {
    type Value = Option<V>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<V>, D::Error> {
        V::read(deserializer)
    }
}

/// An object whose first key was read.
struct WithFirstKey<A> {
    first: Option<String>,
    map: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for WithFirstKey<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        match self.first.take() {
            Some(key) => seed.deserialize(key.into_deserializer()).map(Some),
            None => self.map.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}
