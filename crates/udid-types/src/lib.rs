//! Typed models of the NMPA UDID data-sharing API.

// Generated code imports its siblings with `*`, keeps one row for each code of a table, and is
// formatted by the generator.
#[allow(clippy::match_same_arms, clippy::wildcard_imports)]
#[rustfmt::skip]
mod generated;

pub use generated::*;
