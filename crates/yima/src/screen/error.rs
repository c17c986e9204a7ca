//! Errors on standard error.

use crate::wiring::CommandError;

/// Writes an error, unless it is only a closed pipe.
pub fn report(error: &CommandError) {
    if error.is_reportable() {
        eprintln!("error: {error}");
    }
}
