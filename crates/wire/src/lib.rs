//! What the JSON of these registries needs, and nothing more.
//!
//! The registries send the same thing in many shapes: `returnCode` as `"1"` or `1`, a flag as `1`
//! or `是`, an empty list as `null`, `""` or the string `"[]"`, a key in upper or in lower case.
//! This crate reads all of them and loses nothing: a value that no document names stays in its
//! [open enum](OpenEnum), a field that no document names stays in [`UnknownFields`], and both are
//! written back.
//!
//! Models are generated; they implement [`Model`], and a request also [`Endpoint`]. What they look
//! like, by hand:
//!
//! ```
//! use wire::{Field, FieldInfo, FieldRef, Kind, Model, ModelInfo, UnknownFields};
//!
//! #[derive(Clone, Default, PartialEq)]
//! struct Package {
//!     package_di: Option<String>,
//!     unknown_fields: UnknownFields,
//! }
//!
//! impl Model for Package {
//!     const INFO: &'static ModelInfo = &ModelInfo {
//!         name: "Package",
//!         en: "One packaging level",
//!         zh: "包装",
//!         fields: &[FieldInfo::new("BZCPBS", "package_di", Kind::Text)],
//!     };
//!     fn index_of(key: &str) -> Option<usize> {
//!         (key == "BZCPBS").then_some(0)
//!     }
//!     fn read<'de, A: serde::de::MapAccess<'de>>(
//!         &mut self,
//!         _index: usize,
//!         map: &mut A,
//!     ) -> Result<bool, A::Error> {
//!         wire::read_field(map, &mut self.package_di)
//!     }
//!     fn write<S: serde::ser::SerializeMap>(&self, map: &mut S) -> Result<(), S::Error> {
//!         self.package_di.write("BZCPBS", map)
//!     }
//!     fn get(&self, _index: usize) -> FieldRef<'_> {
//!         self.package_di.get()
//!     }
//!     fn unknown_fields(&self) -> &UnknownFields {
//!         &self.unknown_fields
//!     }
//!     fn unknown_fields_mut(&mut self) -> &mut UnknownFields {
//!         &mut self.unknown_fields
//!     }
//! }
//! wire::impl_model!(Package);
//!
//! let package: Package = wire::from_slice(br#"{"bzcpbs": 16900000000014, "new": 1}"#)?;
//! assert_eq!(package.package_di.as_deref(), Some("16900000000014"));
//! assert_eq!(
//!     serde_json::to_string(&package).unwrap(),
//!     r#"{"BZCPBS":"16900000000014","new":1}"#
//! );
//! # Ok::<(), wire::DecodeError>(())
//! ```

mod check;
mod constraint;
mod count;
mod date;
mod debug;
mod decode;
mod endpoint;
mod exact;
mod field;
mod file;
mod info;
mod joined;
mod json_text;
mod list;
mod model;
mod open_enum;
mod path;
mod room;
mod rule;
#[cfg(feature = "schemars")]
mod schema;
mod text;
mod unknown;

pub use check::{Refusal, check, check_value};
pub use constraint::{Condition, Constraint, ConstraintKind};
pub use count::Count;
pub use date::DateText;
pub use debug::debug_model;
pub use decode::{DecodeError, from_slice, value_from_slice};
pub use endpoint::{Class, Code, Effect, Endpoint, EndpointInfo, Reply, endpoint};
pub use field::{Field, FieldRef, Nested, Value};
pub use file::check_file;
pub use info::{EnumInfo, EnumValue, FieldInfo, Kind, Limits, ModelInfo, Source};
pub use joined::{Joined, Part};
pub use json_text::JsonText;
pub use model::{Model, read_field, read_model, write_model};
pub use open_enum::{OpenEnum, UnknownValue, UnlistedValue};
pub use rule::Rule;
#[cfg(feature = "schemars")]
pub use schema::{define_model, enum_schema, model_schema};
pub use unknown::UnknownFields;

/// What the macros of this crate expand to; not part of its interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::check::broken_rule;
    pub use crate::field::to_json;
    pub use crate::open_enum::{get_enum, parse_listed, read_enum, write_enum};
    #[cfg(feature = "schemars")]
    pub use schemars;
    pub use serde;
}
