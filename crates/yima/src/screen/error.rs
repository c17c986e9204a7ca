//! Errors on standard error.

use super::printable_lines;
use crate::wiring::CommandError;

/// Writes an error, unless it is only a closed pipe.
pub fn report(error: &CommandError) {
    if error.is_reportable() {
        eprintln!("error: {}", printable_lines(&error.to_string()));
    }
}
