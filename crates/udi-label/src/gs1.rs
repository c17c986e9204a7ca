//! GS1: element strings, bracketed text, bare GTINs, Digital Link addresses.

mod bracketed;
mod companions;
mod element_string;
mod gtin;
pub(crate) mod identifier;
pub(crate) mod link;
mod lost_separator;
mod message;
mod problem;
pub(crate) mod rules;
pub(crate) mod search;
pub(crate) mod value;
pub(crate) mod write;

pub(crate) use bracketed::read as read_bracketed;
pub(crate) use companions::{any_is_excluded, lacks_companion};
pub(crate) use element_string::read as read_element_string;
pub(crate) use gtin::{is_gtin_length, read as read_gtin};
pub(crate) use message::draft_of;

pub use crate::generated::gs1_table::RELEASE;
pub use identifier::ApplicationIdentifier;
pub use write::{WriteError, write_bracketed, write_element_string};
