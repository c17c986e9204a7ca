//! The public release files of the service: feeds, download page, archives. No account is needed.

mod fault;
mod files;
mod list;
mod routes;

pub use fault::{ReleaseFault, ReleaseFaultRule};
pub use files::{DayCounts, Register};
pub use routes::{PublicReleases, routes};
