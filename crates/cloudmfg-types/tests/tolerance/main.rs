//! What a service may send, and what the models make of it.

use test_support::every_model as checks;
mod devices;
mod every_model;
mod secrets;
