//! Keeps a copy of the register current: plans from what is stored and what is offered, downloads, loads.

mod download;
mod offers;
mod plan;
mod run;

pub use download::{DownloadError, download};
pub use offers::{Offer, ReleaseAddresses, ReleaseServer};
pub use plan::{Plan, plan};
pub use run::{StopReason, SyncError, SyncEvent, SyncOptions, Synced, sync};
