//! How large a response may be.

/// Most headers of a response.
pub(super) const MAX_HEADERS: usize = 100;

/// How large a response may be, in bytes.
#[derive(Clone, Copy)]
pub(super) struct ResponseLimits {
    /// Of its body, after decompression.
    pub max_response_bytes: usize,
    /// Of its headers.
    pub max_head_bytes: usize,
}
