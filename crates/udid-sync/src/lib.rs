//! Copies UDID device records from a source into a store, and looks up their registrants.
//!
//! ```
//! use udid_client::{Credentials, Client};
//! use udid_sqlite::SqliteStore;
//! use udid_sync::{PullOptions, pull};
//!
//! # #[tokio::main]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("day.sqlite");
//! # let udid = sandbox::UdidSettings::with_records_per_day(50);
//! # let settings = sandbox::Settings { udid, ..Default::default() };
//! # let sandbox = sandbox::Sandbox::builder(settings).start().await?;
//! # let client = Client::builder(sandbox.udid_url())
//! #     .credentials(Credentials::new(sandbox.app_id(), sandbox.app_secret(), sandbox.credit_code()))
//! #     .build()?;
//! let mut store = SqliteStore::open(&path).await?;
//! let period = "2026-08-10".parse()?;
//! let options = PullOptions::default();
//! let pulled = pull(&client, &mut store, period, options, |_| {}).await?;
//! assert!(pulled.is_complete());
//! assert_eq!(pulled.counts.inserted, 50);
//! # Ok(())
//! # }
//! ```
//!
//! Stores are known by the traits of [`udid_store`] only.

mod copy;
mod enrich;
mod import;
mod meeting;
mod noted_hash;
mod pull;
mod sample;
mod so_far;
mod status;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod sync;

pub use dbhs_client;
pub use udid_client;
pub use udid_release;
pub use udid_store;

pub use copy::{Copied, CopyError, Progress, copy};
pub use enrich::{EnrichError, EnrichOptions, Enriched, enrich};
pub use import::{ImportError, Imported, import, release_files};
pub use meeting::{Comparison, MeetingError, compare_with_api, compare_with_release};
pub use noted_hash::{note_hash, noted_hash};
pub use pull::{ListingSource, PullError, PullOptions, Pulled, pull};
pub use sample::{Deviation, SampleError, SampleReport, compare_with_files, compare_with_service};
pub use so_far::SoFar;
pub use status::Status;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use sync::{
    DownloadError, Offer, Plan, ReleaseAddresses, ReleaseServer, StopReason, SyncError, SyncEvent,
    SyncOptions, Synced, download, plan, sync,
};
