//! The IDcode side of the sandbox, over real HTTP.

mod base_data;
mod client;
mod codes;
mod decoding;
mod downloads;
mod pages;
mod pictures;
mod refusals;
mod registrations;
mod sweep;
mod truth;
mod units;
mod uploads;
