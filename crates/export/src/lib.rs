//! The specs for everybody else: OpenAPI 3.1, JSON Schema, and a page to read.
//!
//! [`files`] gives all files with their paths below the root of the repository; `cargo xtask export`
//! writes them or finds those that are stale.

mod files;
mod json;
mod jsonschema;
mod openapi;
mod page;
mod samples;
mod words;

pub use files::{File, What, files, left_over};
