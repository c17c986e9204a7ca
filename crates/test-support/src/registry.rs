//! The IDcode registry of a sandbox and a client of it: every endpoint and every return code.

mod codes;
mod endpoints;
mod register;
mod swap;
mod world;

pub use codes::every_return_code_is_a_typed_error;
pub use endpoints::{OTHER_PHONE, Tour, every_endpoint_works, tour_of};
pub use register::{Registered, register};
pub use swap::{Swap, Watch};
pub use world::{
    PHONE, SAMPLE, URL, World, certificate, client, details, endpoint, picture, product, text,
    ticket, unit, with,
};
