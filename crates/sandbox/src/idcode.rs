//! The IDcode registry (统一标识代码注册管理中心 SP 接口).
//!
//! A call is judged in this order: does the page exist and take this method (HTML otherwise), is
//! the key known (10001) and not disabled (10002), are `time` and `hash` right and every parameter
//! as the document wants it (10000 where the endpoint's table has it, else 0 with a text that says
//! what is wrong), then what the endpoint itself finds. No endpoint answers with a code that its
//! own table does not list.
//!
//! Regions, trades, natures of units, uses and categories are excerpts, enough to register units
//! and categories of every shape. What the document leaves open is decided like this:
//!
//! * A unit can be verified (304) once its data are complete (305); its review passes after
//!   [`examination_delay`](crate::IdcodeSettings::examination_delay).
//! * A resolution URL is reviewed likewise, unless the same URL is on the whitelist. It is
//!   well-formed when a code can be sent to it, and a sample URL matches when scheme and host are
//!   the same.
//! * Codes of registered categories get a short code each, codes of filed ones none (50013).
//! * Code pictures hold the address of the test resolver and the code.
//! * What a page shows, and the files that answers point to, lie below `/sandbox/idcode/`.

mod call;
mod catalogue;
mod data;
mod dispatch;
mod gate;
mod intake;
mod lookup;
mod pages;
pub mod picture;
mod pictures;
mod registration;
mod reply;
mod review;
mod service;
mod unit;
mod upload;

pub use service::IdcodeService;
