//! How the sandbox misbehaves, seen from outside: what arrives on the wire, byte by byte.

mod admin;
mod bounds;
mod client;
mod clock;
mod everywhere;
use test_support::fault_kinds;
mod limits;
mod rules;
mod service;
mod wire;
