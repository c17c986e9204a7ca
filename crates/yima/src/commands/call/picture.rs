//! Pictures in base64 text.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// First bytes of picture formats.
const STARTS: [&[u8]; 4] = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM"];

/// The bytes of a picture, if the text is one.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let bytes = STANDARD.decode(text.trim()).ok()?;
    STARTS.iter().any(|start| bytes.starts_with(start)).then_some(bytes)
}
