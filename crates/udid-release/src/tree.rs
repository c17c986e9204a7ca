//! The elements of one record, and how models read them.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::value::{BorrowedStrDeserializer, Error, StrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};

/// The element within a device that holds values of the device, each in an element of its own.
const CONTACTS: &str = "contactList";

/// Elements within a device that hold rows beside it.
const ROWS: [&str; 3] = ["packingList", "storageList", "clinicalList"];

/// An element; those in it follow it.
pub struct Node<'a> {
    pub name: &'a str,
    /// Its text; that between the elements in it is layout.
    pub text: Cow<'a, str>,
    /// Where the elements in it end.
    pub end: usize,
    /// Its place in the text.
    pub span: Range<usize>,
}

/// An element with what is in it.
#[derive(Clone, Copy)]
pub struct Element<'t, 'a> {
    nodes: &'t [Node<'a>],
    at: usize,
}

impl<'t, 'a> Element<'t, 'a> {
    /// The first of these elements, which holds the others.
    pub fn root(nodes: &'t [Node<'a>]) -> Self {
        Self { nodes, at: 0 }
    }

    pub fn name(self) -> &'t str {
        self.nodes.get(self.at).map_or("", |node| node.name)
    }

    pub fn text(self) -> &'t str {
        self.nodes.get(self.at).map_or("", |node| &node.text)
    }

    /// The elements directly in it.
    pub fn children(self) -> Children<'t, 'a> {
        let end = self.nodes.get(self.at).map_or(self.at, |node| node.end);
        Children { nodes: self.nodes, next: self.at + 1, end }
    }

    fn is_leaf(self) -> bool {
        self.children().next().is_none()
    }

    /// Whether it says nothing, as `<a/>` does.
    pub fn is_empty(self) -> bool {
        self.is_leaf() && self.text().is_empty()
    }

    fn is_named(self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name)
    }

    /// The rows in a list: the elements in it that hold others, or itself if it holds values alone.
    pub fn rows(self) -> impl Iterator<Item = Element<'t, 'a>> {
        let has_rows = self.children().any(|row| !row.is_leaf());
        let own = (!has_rows && self.children().any(|value| !value.is_empty())).then_some(self);
        let rows = self.children().filter(move |row| has_rows && !row.is_leaf());
        rows.chain(own)
    }
}

pub struct Children<'t, 'a> {
    nodes: &'t [Node<'a>],
    next: usize,
    end: usize,
}

impl<'t, 'a> Iterator for Children<'t, 'a> {
    type Item = Element<'t, 'a>;

    fn next(&mut self) -> Option<Element<'t, 'a>> {
        if self.next >= self.end {
            return None;
        }
        let at = self.next;
        self.next = self.nodes.get(at)?.end;
        Some(Element { nodes: self.nodes, at })
    }
}

impl<'de> Deserializer<'de> for Element<'de, '_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_named(CONTACTS) {
            visitor.visit_seq(Rows(self.rows()))
        } else if self.is_leaf() {
            visitor.visit_borrowed_str(self.text())
        } else {
            visitor.visit_map(Fields::of(self))
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Rows<I>(I);

impl<'de, 'a: 'de, I: Iterator<Item = Element<'de, 'a>>> SeqAccess<'de> for Rows<I> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        self.0.next().map(|row| seed.deserialize(Fields::of(row))).transpose()
    }
}

/// The elements of a record or row that say something.
pub struct Fields<'t, 'a> {
    children: Children<'t, 'a>,
    without: &'static [&'static str],
    value: Option<Element<'t, 'a>>,
}

impl<'t, 'a> Fields<'t, 'a> {
    /// Those of a row.
    pub fn of(row: Element<'t, 'a>) -> Self {
        Self { children: row.children(), without: &[], value: None }
    }

    /// Those of a device, without the rows beside it.
    pub fn of_device(device: Element<'t, 'a>) -> Self {
        Self { without: &ROWS, ..Self::of(device) }
    }
}

impl<'de> Deserializer<'de> for Fields<'de, '_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> MapAccess<'de> for Fields<'de, '_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let without = self.without;
        let is_left_out = |child: &Element<'_, '_>| without.iter().any(|name| child.is_named(name));
        self.value = self.children.find(|child| !child.is_empty() && !is_left_out(child));
        let Some(child) = self.value else { return Ok(None) };
        let key: StrDeserializer<'_, Error> = child.name().into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        match self.value.take() {
            Some(child) => seed.deserialize(child),
            None => seed.deserialize(BorrowedStrDeserializer::new("")),
        }
    }
}

impl fmt::Debug for Element<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
