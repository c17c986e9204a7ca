//! Faults of the sandbox as callers see them: what arrives on the wire, byte by byte.

mod admin;
mod bounds;
mod client;
mod clock;
mod dbhs_truth;
mod everywhere;
mod limits;
mod rules;
mod service;
mod wire;

use test_support::fault_kinds;
