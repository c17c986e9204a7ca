//! JPEG files.

use super::array;

const START_OF_SCAN: u8 = 0xDA;

/// Width and height of the first frame.
pub fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let frame = segments(bytes).find(|segment| is_frame(segment.marker))?.content;
    let [height, width] = [array(frame, 1)?, array(frame, 3)?].map(u16::from_be_bytes);
    Some((width.into(), height.into()))
}

/// Whether there is an end mark after the first scan. Marks inside segments, like those of a
/// preview, do not count.
pub fn is_complete(bytes: &[u8]) -> bool {
    let scan = segments(bytes).find(|segment| segment.marker == START_OF_SCAN);
    scan.is_some_and(|scan| scan.rest.windows(2).any(|mark| mark == [0xFF, 0xD9]))
}

/// Start-of-frame markers are C0 to CF, except for three that mean something else.
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

struct Segment<'a> {
    marker: u8,
    content: &'a [u8],
    rest: &'a [u8],
}

/// The segments up to the first scan, whose data has no length.
fn segments(bytes: &[u8]) -> impl Iterator<Item = Segment<'_>> {
    let mut rest = bytes.get(2..).unwrap_or_default();
    std::iter::from_fn(move || {
        // Any number of FF may precede a marker.
        while let [0xFF, 0xFF, ..] = rest {
            rest = &rest[1..];
        }
        let [0xFF, marker, high, low, ref after @ ..] = *rest else { return None };
        let length = usize::from(u16::from_be_bytes([high, low])).checked_sub(2)?;
        let (content, next) = after.split_at_checked(length)?;
        rest = if marker == START_OF_SCAN { &[] } else { next };
        Some(Segment { marker, content, rest: next })
    })
}
