//! What a service may send, and what the models make of it.

use test_support::every_model as checks;
mod every_model;
mod replies;
mod secrets;
