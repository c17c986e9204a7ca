//! A simulated IDcode registry (统一标识代码注册管理中心 SP 接口).
//!
//! It starts empty and keeps what is registered, uploaded and reviewed. A call is checked in this
//! order: does the page exist and accept this method (HTML otherwise), is the key known (10001) and
//! not disabled (10002), are `time` and `hash` right and every parameter as documented (10000 where
//! the endpoint's table has it, otherwise 0 with a text that says what is wrong); then comes what the
//! endpoint itself finds. No endpoint answers with a code that its own table does not list.
//!
//! Regions, trades, natures of units, uses and categories are excerpts, enough to register units and
//! categories of every shape. What the document leaves open is decided like this:
//!
//! * A unit can be verified (304) once its data are complete (305); its review passes after
//!   [`examination_delay`](IdcodeSettings::examination_delay).
//! * A resolution URL is reviewed likewise, unless the same URL is on the whitelist. It is
//!   well-formed if a code can be sent to it, and a sample URL matches if scheme and host are the
//!   same.
//! * Codes of registered categories get a short code each, codes of filed ones none (50013).
//! * Code pictures hold the address of the test resolver and the code.
//! * Pages, and the files that answers point to, are below `/sandbox/idcode/`.
//!
//! # Bounds
//!
//! | what | maximum | beyond it |
//! |---|---|---|
//! | body of a request | 64 MiB; 5 MiB for a picture | 10000 or 40001 |
//! | codes of a range | 10,000,000 | refused |
//!
//! Units, registrations and batches are kept as long as the sandbox runs.

mod call;
mod catalog;
mod code_file;
mod data;
mod dispatch;
mod gate;
mod intake;
mod pages;
mod picture;
mod pictures;
mod registration;
mod registry;
mod reply;
mod review;
mod service;
mod settings;
mod state;
mod truth;
mod unit;
mod upload;

pub use service::IdcodeService;
pub use settings::{IdcodeAccount, IdcodeRole, IdcodeSettings};
