//! What the tests share about the document.

/// The two printings that are transcribed; the models follow the last one.
pub const REVISIONS: [&str; 2] = ["2.0", "2.0.1"];
