//! `yima udid pull` and look-ups in its databases.

#[path = "../support/binary.rs"]
mod binary;
mod faults;
mod files;
