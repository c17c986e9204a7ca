//! Models of the open interfaces of cloud manufacturing platforms (云制造服务平台), from GB/T 43960-2024.
//!
//! The source is a fragment of the standard's informative annex: examples of four interfaces, without
//! tables of fields.
//!
//! ```
//! use cloudmfg_types::{DeviceReply, from_slice};
//!
//! let response = r#"{"status": 200, "msg": " success", "devName": "华数机器人", "devGroup": " 1#产线"}"#;
//! let reply: DeviceReply = from_slice(response.as_bytes())?;
//! assert_eq!(reply.device().name.as_deref(), Some("华数机器人"));
//! # Ok::<(), cloudmfg_types::DecodeError>(())
//! ```

mod device;
// Generated code imports its siblings with `*`, has one row for each code of a table and field of a
// model, even if there is only one or none, and is formatted by the generator.
#[allow(clippy::match_same_arms, clippy::match_single_binding, clippy::wildcard_imports)]
#[rustfmt::skip]
mod generated;

pub use generated::*;
