//! Models of the PROTOCOL interface.
//!
//! An answer that was saved:
//!
//! ```
//! use PROTOCOL_types::{ItemReply, ReturnCode};
//!
//! let answer = r#"{"code": 0, "data": {"itemNo": "1", "itemName": "甲"}}"#;
//! let reply: ItemReply = wire::from_slice(answer.as_bytes())?;
//! assert_eq!(reply.code, Some(ReturnCode::Success));
//! assert_eq!(reply.item.unwrap().name.as_deref(), Some("甲"));
//! # Ok::<(), wire::DecodeError>(())
//! ```

// Generated code imports its siblings with `*`, keeps one row for each code of a table and field of a
// model (even if there is only one or none), and is formatted by the generator.
#[allow(clippy::match_same_arms, clippy::match_single_binding, clippy::wildcard_imports)]
#[rustfmt::skip]
mod generated;

pub use generated::*;
