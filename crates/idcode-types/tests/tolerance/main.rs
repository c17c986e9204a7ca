//! What real services send, and what the models make of it.

mod batch;
use test_support::every_model as checks;
mod codes;
mod colors;
mod every_model;
mod identifiers;
mod lists;
mod secrets;
