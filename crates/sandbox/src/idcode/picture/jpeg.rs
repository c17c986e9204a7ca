//! What decoders of JPEG files do not tell.

/// Whether a JPEG file has an end mark behind its first scan. Marks inside of its segments, like
/// those of a preview, do not count.
pub(super) fn has_end(bytes: &[u8]) -> bool {
    const START_OF_SCAN: u8 = 0xDA;
    let mut rest = bytes.get(2..).unwrap_or_default();
    loop {
        rest = match *rest {
            [0xFF, 0xFF, ..] => &rest[1..],
            [0xFF, START_OF_SCAN, ref scan @ ..] => {
                return scan.windows(2).any(|mark| mark == [0xFF, 0xD9]);
            }
            [0xFF, _, high, low, ..] => {
                let segment = usize::from(u16::from_be_bytes([high, low]));
                rest.get(2 + segment..).unwrap_or_default()
            }
            _ => return false,
        };
    }
}
