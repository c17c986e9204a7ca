//! The models of `udid-types` as one would write them with serde's derives, without any tolerance.
//!
//! `models.rs` is compiled twice: with coded values as text and as closed enums.

pub mod closed;
pub mod text;
