//! What each fuzz target does with an input. The tests of the workspace replay the corpora over the
//! same functions.

mod answers;
mod captures;
pub mod checks;
mod codes;
mod drifts;
mod error_text;
mod labels;
mod models;
mod redirects;
mod specs;

pub use answers::answers;
pub use captures::capture;
pub use codes::code;
pub use labels::label;
pub use models::{MODELS, cloudmfg, dbhs, idcode, udid};
pub use redirects::redirect;
pub use specs::spec;
