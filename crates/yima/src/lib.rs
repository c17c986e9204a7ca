//! What the command line does, for programs: pulling device records into a database, looking up
//! their registrants, and reading them there.
//!
//! ```
//! use udid_client::{Credentials, Client};
//! use yima::{PullOptions, Store, pull};
//!
//! # #[tokio::main]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("day.sqlite");
//! # let settings = sandbox::Settings { records_per_day: Some(50), ..Default::default() };
//! # let sandbox = sandbox::Sandbox::builder(settings).start().await?;
//! # let client = Client::builder(sandbox.udid_url())
//! #     .credentials(Credentials::new(sandbox.app_id(), sandbox.app_secret(), sandbox.credit_code()))
//! #     .build()?;
//! let period = "2026-08-10".parse()?;
//! let options = PullOptions { in_flight: 2 };
//! let pulled = pull(&client, Store::open(&path)?, period, options, |_| {}).await?;
//! assert!(pulled.report.is_complete());
//! assert_eq!(pulled.counts.inserted, 50);
//! # Ok(())
//! # }
//! ```

mod enrich;
mod pull;
mod store;

pub use enrich::{EnrichError, EnrichOptions, Enriched, enrich};
pub use pull::{Progress, PullError, PullOptions, Pulled, SoFar, pull};
pub use store::{OrganizationCounts, PageCounts, Pull, PullState, Store, StoreError};
