//! Texts of a service in the text of an error.

use std::borrow::Cow;

/// Most characters of one.
const LONGEST: usize = 500;

/// A text, or its beginning: a service may say as much as fits into a response.
///
/// ```
/// assert_eq!(client_core::shortened("系统繁忙"), "系统繁忙");
/// assert_eq!(client_core::shortened(&"繁".repeat(1_000_000)).chars().count(), 501);
/// ```
pub fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}
