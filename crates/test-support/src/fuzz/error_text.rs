//! What an error may say.

use std::fmt::Display;

/// Longer texts repeat what was read.
const LONGEST: usize = 400;

/// An error says where and what, and does not repeat the input.
#[track_caller]
pub fn assert_short(error: &impl Display) {
    let text = error.to_string();
    assert!(!text.is_empty() && text.chars().count() <= LONGEST, "{text}");
}
