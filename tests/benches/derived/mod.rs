//! The models of `udid-types` as one would write them with serde's derives, without any tolerance.
//!
//! `models.rs` is compiled twice, with coded values as text and as closed enums. `lib.rs` and
//! `calls.rs` are for the benchmark `cost`, which builds all models as a crate of their own.

pub mod closed;
pub mod text;
