//! BMP files.

use super::array;

const COMPRESSION: usize = 30;
const UNCOMPRESSED: [u32; 3] = [0, 3, 6];

/// Width and height; a negative height means that rows go from top to bottom.
pub fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    if is_os2(bytes)? {
        let [width, height] = [array(bytes, 18)?, array(bytes, 20)?].map(u16::from_le_bytes);
        return Some((width.into(), height.into()));
    }
    let [width, height] = [array(bytes, 18)?, array(bytes, 22)?].map(i32::from_le_bytes);
    Some((u32::try_from(width).ok()?, height.unsigned_abs()))
}

/// Whether all rows are there; for compressed pictures, whether any are.
pub fn is_complete(bytes: &[u8]) -> bool {
    needed(bytes).is_some_and(|needed| bytes.len() as u64 >= needed)
}

fn needed(bytes: &[u8]) -> Option<u64> {
    let (width, height) = dimensions(bytes)?;
    let start = u64::from(u32::from_le_bytes(array(bytes, 10)?));
    let is_os2 = is_os2(bytes)?;
    let bits = u16::from_le_bytes(array(bytes, if is_os2 { 24 } else { 28 })?);
    if ![1, 2, 4, 8, 16, 24, 32].contains(&bits) {
        return None;
    }
    if !is_os2 && !UNCOMPRESSED.contains(&u32::from_le_bytes(array(bytes, COMPRESSION)?)) {
        return Some(start + 1);
    }
    let row = (u64::from(width) * u64::from(bits)).div_ceil(32) * 4;
    Some(start + row * u64::from(height))
}

/// Whether the header is the short one of OS/2.
fn is_os2(bytes: &[u8]) -> Option<bool> {
    Some(u32::from_le_bytes(array(bytes, 14)?) == 12)
}
