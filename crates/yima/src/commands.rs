//! The commands.

pub mod call;
pub mod config;
pub mod db;
pub mod dbhs;
pub mod doctor;
pub mod drift;
pub mod idcode;
pub mod sandbox;
pub mod scan;
pub mod udid;
