//! What a service may send, and what the models make of it.

#[path = "../../../../tests/support/every_model.rs"]
mod checks;
mod every_model;
mod replies;
mod secrets;
