//! The client against the sandbox, over real HTTP: every endpoint, every return code, batches.

mod batch;
mod captured;
mod codes;
mod endpoints;
#[path = "../../../../tests/support/replayed.rs"]
mod replayed;
mod swap;
mod world;
