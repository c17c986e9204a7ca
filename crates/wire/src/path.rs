//! The JSON path in an error: every level that an error passes puts its own step in front.
//!
//! serde knows no positions, and buffering to find them would cost every answer; an error message
//! that starts with `.` or `[` is one that already carries a path.

use std::fmt;

use serde::de::Error;

pub(crate) fn in_key<E: Error>(key: &str, error: &E) -> E {
    prefix(format_args!(".{key}"), error)
}

pub(crate) fn in_index<E: Error>(index: usize, error: &E) -> E {
    prefix(format_args!("[{index}]"), error)
}

fn prefix<E: Error>(step: fmt::Arguments, error: &E) -> E {
    let message = error.to_string();
    let separator = if starts_with_step(&message) { "" } else { ": " };
    E::custom(format_args!("{step}{separator}{message}"))
}

fn starts_with_step(message: &str) -> bool {
    message.starts_with(['.', '['])
}

/// Takes the path off a message: `(".dataSet[3].CPLX", "invalid type ...")`.
pub(crate) fn split(message: &str) -> (&str, &str) {
    if starts_with_step(message) {
        message.split_once(": ").unwrap_or(("", message))
    } else {
        ("", message)
    }
}
