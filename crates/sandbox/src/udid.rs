//! The NMPA UDID service (医疗器械唯一标识数据共享).
//!
//! Data calls are checked in the order in which a service of this kind would: is it up (codes 5
//! and 6), are there too many calls (10 and 11), is the form readable and every parameter right
//! (8), is the token right (2 and 4), then the call itself (7 with an error code when it fails).

mod access;
mod answer;
mod calls;
mod form;
mod listing;
mod service;
mod shelf;

pub use service::{ServiceState, UdidService};
pub use udid_synthetic::{Catalog, RecordId};
