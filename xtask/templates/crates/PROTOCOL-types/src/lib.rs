//! Models of the PROTOCOL interface.
//!
//! A saved response:
//!
//! ```
//! use PROTOCOL_types::{ItemReply, ReturnCode, from_slice};
//!
//! let response = r#"{"code": 0, "data": {"itemNo": "1", "itemName": "甲"}}"#;
//! let reply: ItemReply = from_slice(response.as_bytes())?;
//! assert_eq!(reply.code, Some(ReturnCode::Success));
//! assert_eq!(reply.item.unwrap().name.as_deref(), Some("甲"));
//! # Ok::<(), PROTOCOL_types::DecodeError>(())
//! ```

// Generated code imports its siblings with `*`, has one row for each code of a table and field of a
// model, even if there is only one or none, and is formatted by the generator.
#[allow(clippy::match_same_arms, clippy::match_single_binding, clippy::wildcard_imports)]
#[rustfmt::skip]
mod generated;

pub use generated::*;
