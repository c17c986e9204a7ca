//! PNG files: a signature and chunks, each with its length, type and checksum.

use super::array;

pub const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Width and height in the first chunk.
pub fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    if array(bytes, 12)? != *b"IHDR" {
        return None;
    }
    let [width, height] = [array(bytes, 16)?, array(bytes, 20)?].map(u32::from_be_bytes);
    Some((width, height))
}

/// Whether all chunks up to the last one are there and undamaged.
pub fn is_complete(bytes: &[u8]) -> bool {
    has_all_chunks(bytes) == Some(true)
}

fn has_all_chunks(bytes: &[u8]) -> Option<bool> {
    let (mut at, mut has_data) = (SIGNATURE.len(), false);
    loop {
        let length = usize::try_from(u32::from_be_bytes(array(bytes, at)?)).ok()?;
        let kind: [u8; 4] = array(bytes, at + 4)?;
        let content = bytes.get(at + 4..)?.get(..length.checked_add(4)?)?;
        at += 8 + length;
        if array(bytes, at)? != crc32fast::hash(content).to_be_bytes() {
            return Some(false);
        }
        at += 4;
        has_data |= kind == *b"IDAT";
        if kind == *b"IEND" {
            return Some(has_data);
        }
    }
}

/// A file of chunks, without the last one, which is empty.
pub fn file(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut file = SIGNATURE.to_vec();
    for (kind, content) in chunks.iter().chain(&[(b"IEND", &[][..])]) {
        // Pictures here are far below the 2 GiB of a chunk.
        let length = u32::try_from(content.len()).unwrap_or(u32::MAX);
        let content = [&kind[..], content].concat();
        file.extend(length.to_be_bytes());
        file.extend(&content);
        file.extend(crc32fast::hash(&content).to_be_bytes());
    }
    file
}
