//! What users of this crate rely on, tried from outside.

mod clocks;
mod early_refresh;
mod secrecy;
mod service;
mod sharing;
mod store;
