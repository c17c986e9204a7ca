//! Checks of files before they are sent.

use crate::{FieldInfo, Rule};

/// How files of a format begin.
const STARTS: &[(&str, &[u8])] = &[
    ("bmp", b"BM"),
    ("gif", b"GIF8"),
    ("jpeg", b"\xff\xd8\xff"),
    ("jpg", b"\xff\xd8\xff"),
    ("png", b"\x89PNG\r\n\x1a\n"),
];

/// Checks a file by its size and its first bytes.
pub fn check_file(field: &FieldInfo, size: u64, start: &[u8]) -> Result<(), Rule> {
    if let Some(most) = field.limits.max_bytes.filter(|most| size > *most) {
        return Err(Rule::AtMostBytes(most));
    }
    let is_of = |format: &&str| {
        let starts = STARTS.iter().filter(|(name, _)| name == format);
        starts.into_iter().any(|(_, bytes)| start.starts_with(bytes))
    };
    if field.formats.is_empty() || field.formats.iter().any(is_of) {
        return Ok(());
    }
    Err(Rule::Format(field.formats))
}
