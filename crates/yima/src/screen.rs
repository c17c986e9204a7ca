//! Output: tables, JSON, progress, errors.

mod csv;
mod device;
mod error;
mod format;
mod json;
mod printable;
mod progress;
mod table;

pub use csv::{csv, csv_row};
pub use device::{devices, records};
pub use error::report;
pub use format::{DocumentFormat, Format, listing, model};
pub use json::{json, json_line};
pub use printable::{printable, printable_lines};
pub use progress::{PullBar, counting_bar};
pub use table::rows;

/// Shown in place of a token.
pub const HIDDEN_TOKEN: &str = "(use --reveal to see it)";
