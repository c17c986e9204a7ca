//! Places in a text.

use std::ops::Range;

/// A range of bytes that can be copied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub(crate) fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    pub(crate) fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The text at this place; empty if there is none.
    pub(crate) fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

/// The beginning of a text for a message: short, and harmless on a terminal.
pub(crate) fn excerpt(text: &str) -> String {
    /// Longer excerpts do not help to find a place.
    const LONGEST: usize = 40;
    let beginning: String = text.chars().take(LONGEST).collect();
    let dots = if beginning.len() < text.len() { "..." } else { "" };
    format!("{}{dots}", beginning.escape_debug())
}
