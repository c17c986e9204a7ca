//! What the JSON of these registries needs, and nothing more.
//!
//! The registries send the same thing in many shapes: `returnCode` as `"1"` or `1`, a flag as `1`
//! or `是`, an empty list as `null`, `""` or the string `"[]"`, a key in upper or in lower case.
//! This crate reads all of them and loses nothing: a value that no document names stays in its
//! [open enum](OpenEnum), a field that no document names stays in [`UnknownFields`], and both are
//! [written back](#what-is-written-back).
//!
//! # Other parsers
//!
//! Models implement serde's traits, so that `serde_json::from_str`, `axum::Json` or a struct of your
//! own reads them. But a parser other than [`from_slice`] passes on a number as `f64`, which cannot
//! hold an identifier of 20 digits. Where digits may be lost, such a parser gets an error that names
//! the way out: decode the bytes with [`from_slice`], which reads your own structs as well. Texts,
//! whole numbers of 64 bits and JSON within texts are exact in any parser.
//!
//! ```
//! # use wire::Joined;
//! let json = r#"123456789012345678901234567890"#;
//! assert!(serde_json::from_str::<Joined<String>>(json).is_err());
//! let numbers: Joined<String> = wire::from_slice(json.as_bytes())?;
//! assert_eq!(numbers.as_str(), json);
//! # Ok::<(), wire::DecodeError>(())
//! ```
//!
//! # What is written back
//!
//! Everything that was read, normalized:
//!
//! | read | written |
//! |---|---|
//! | a key in another case, or under an alias | the key of the document |
//! | a value of an enum in another spelling: `是`, `01`, `1.0` | the value of the document: `1` |
//! | an unlisted value | as it was sent |
//! | a text, count or date sent as a number or a truth value | the same as a string |
//! | a whole number sent as text | a number |
//! | `null`; `""` where no text belongs; `"[]"` or `{}` for an empty list or object | nothing |
//! | a list sent as JSON text, or as its only element | a list |
//! | the order of keys | documented fields in the order of the document, then the others as they came |
//! | a documented key that came twice with another value | the last one |
//!
//! # Models
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
mod environment;
mod exact;
mod field;
mod file;
mod find_unlisted;
mod finding;
mod fold;
mod info;
mod joined;
mod json_text;
mod list;
mod map;
mod model;
mod number;
mod opaque;
mod open_enum;
mod path;
mod repair;
mod room;
mod rule;
#[cfg(feature = "schemars")]
mod schema;
mod text;
mod unknown;
mod unlisted;

pub use check::{Refusal, check, check_value};
pub use constraint::{Condition, Constraint, ConstraintKind};
pub use count::Count;
pub use date::DateText;
pub use debug::debug_model;
pub use decode::{
    DecodeError, from_slice, from_slice_with_findings, value_from_slice,
    value_from_slice_with_findings,
};
pub use endpoint::{Class, Code, Effect, Endpoint, EndpointInfo, Reply, endpoint};
pub use environment::Environment;
pub use field::{Field, FieldRef, Nested, Value};
pub use file::check_file;
pub use finding::{Decoded, Finding, FindingKind};
pub use fold::{folded, half_width, is_invisible};
pub use info::{EnumInfo, EnumValue, FieldInfo, Kind, Limits, ModelInfo, Place, Source};
pub use joined::{Joined, Part, Parts};
pub use json_text::JsonText;
pub use model::{Model, read_field, read_model, write_model};
pub use number::Decimal;
pub use open_enum::{OpenEnum, UnknownValue, UnlistedValue};
pub use rule::Rule;
#[cfg(feature = "schemars")]
pub use schema::{define_model, enum_schema, model_schema};
pub use unknown::UnknownFields;
pub use unlisted::Unlisted;

/// What the macros of this crate expand to; not part of its interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::check::broken_rule;
    pub use crate::field::to_json;
    pub use crate::open_enum::{
        display_enum, get_enum, listed, parse_listed, read_enum, write_enum,
    };
    #[cfg(feature = "schemars")]
    pub use schemars;
    pub use serde;

    pub use crate::find_unlisted::add_unlisted;
}
