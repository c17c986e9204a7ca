//! Enterprises and registered products of DBHS.
//!
//! A saved response:
//!
//! ```
//! use dbhs_types::{OrganizationNature, OrganizationReply, from_slice};
//!
//! let response = r#"{"code": 0, "data": {"orgName": "某某公司", "orgNature": "7"}, "msg": ""}"#;
//! let reply: OrganizationReply = from_slice(response.as_bytes())?;
//! let organization = reply.organization.unwrap();
//! assert_eq!(organization.name.as_deref(), Some("某某公司"));
//! assert_eq!(organization.nature, Some(OrganizationNature::Hospital));
//! # Ok::<(), dbhs_types::DecodeError>(())
//! ```

// Generated code imports its siblings with `*`, has one row for each code of a table and field of a
// model, even if there is only one or none, and is formatted by the generator.
#[allow(clippy::match_same_arms, clippy::match_single_binding, clippy::wildcard_imports)]
#[rustfmt::skip]
mod generated;

pub use generated::*;
