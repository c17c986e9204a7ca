//! The parts of an address.

use crate::span::Span;

/// The parts of an address, as places in the folded text.
pub(crate) struct Address {
    /// The segments of the path, without slashes.
    pub path: Vec<Span>,
    /// Keys and values behind the question mark.
    pub query: Vec<(Span, Span)>,
}
