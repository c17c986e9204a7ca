//! The simulated IDcode registry over HTTP.

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
