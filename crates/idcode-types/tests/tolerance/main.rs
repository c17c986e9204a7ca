//! What real services send, and what the models make of it.

mod batch;
#[path = "../../../../tests/support/every_model.rs"]
mod checks;
mod codes;
mod colors;
mod every_model;
mod identifiers;
mod lists;
mod secrets;
