//! What users of this crate rely on, tried from outside.

mod clocks;
mod early_refresh;
mod private_files;
mod secrecy;
mod service;
mod sharing;
mod store;
