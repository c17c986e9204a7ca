//! All models as one crate, for the benchmark `cost`.

mod calls;
mod closed;

pub use calls::*;
pub use closed::*;
