//! What the registry knows before anyone registers: excerpts, enough to use every endpoint.

pub mod categories;
pub mod regions;
pub mod trades;
