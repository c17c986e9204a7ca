//! A simulated UDID service of the NMPA (医疗器械唯一标识数据共享).
//!
//! Its records are [invented](udid_synthetic) and computed from a seed: the same seed gives the same
//! records, millions of them without storing one.
//!
//! Data calls are checked in this order: is the service up (codes 5 and 6), are there too many calls
//! (10 and 11), is the form readable and every parameter right (8), is the token right (2 and 4);
//! then comes the call itself (7 with an error code if it fails).
//!
//! Beside it are the public release files, at the paths of the official server: feeds
//! (`/rss/download.html?files=daily`), the download page (`/download.html`) and the archives, as
//! [`ReleaseSettings`] say.

mod access;
mod calls;
mod form;
mod listing;
mod page;
mod records;
mod releases;
mod reply;
mod service;
mod settings;
mod shaped;

pub use releases::{ReleaseFault, ReleaseFaultRule};
pub use service::{ServiceState, UdidService};
pub use settings::{ListingShape, ReleaseSettings, UdidAccount, UdidSettings};
pub use udid_synthetic::{Catalog, RecordId};
