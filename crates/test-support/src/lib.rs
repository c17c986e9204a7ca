//! What the tests, benchmarks and fuzz targets of several crates share.
//!
//! Not published. A feature per group of modules keeps the tests of a lower crate from building the
//! crates above it. Everything here panics when a check fails: that is what it is for.

#![allow(clippy::missing_panics_doc, reason = "a failed check panics, everywhere here")]
#![allow(missing_debug_implementations, reason = "tests print what they compare")]

pub mod diff_cases;
pub mod snapshots;
pub mod workspace;

#[cfg(feature = "models")]
pub mod document;
#[cfg(feature = "models")]
pub mod every_model;
#[cfg(feature = "models")]
pub mod leaves;
#[cfg(feature = "models")]
pub mod model_lists;
#[cfg(feature = "models")]
pub mod planted;
#[cfg(feature = "models")]
pub mod wordings;

#[cfg(feature = "clients")]
pub mod canned;
#[cfg(feature = "clients")]
pub mod jumping;
#[cfg(feature = "clients")]
pub mod replayed;

#[cfg(feature = "log")]
pub mod every_log;
#[cfg(feature = "log")]
pub mod log;

#[cfg(feature = "sandbox")]
pub mod fault_kinds;

#[cfg(feature = "registry")]
pub mod registry;

#[cfg(feature = "service")]
pub mod service;

#[cfg(feature = "store")]
pub mod database;
#[cfg(feature = "store")]
pub mod foreign;
#[cfg(feature = "store")]
pub mod invented;
#[cfg(feature = "store")]
pub mod pages;
#[cfg(feature = "store")]
pub mod tally;
#[cfg(feature = "store")]
pub mod truth;

#[cfg(feature = "measure")]
pub mod measure;

#[cfg(feature = "fuzz")]
pub mod fuzz;
