//! GIF files.

use super::array;

const HEADER: usize = 13;

/// Width and height of the canvas.
pub fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let [width, height] = [array(bytes, 6)?, array(bytes, 8)?].map(u16::from_le_bytes);
    Some((width.into(), height.into()))
}

/// Whether the first picture is there to its end.
pub fn is_complete(bytes: &[u8]) -> bool {
    has_picture(bytes).is_some()
}

fn has_picture(bytes: &[u8]) -> Option<()> {
    let mut rest = bytes.get(HEADER + color_table(*bytes.get(10)?)..)?;
    loop {
        rest = match *rest {
            // An extension has a label and blocks.
            [0x21, _, ref blocks @ ..] => after_blocks(blocks)?,
            [0x2C, ref picture @ ..] => {
                let data = picture.get(9 + color_table(*picture.get(8)?) + 1..)?;
                return after_blocks(data).map(|_| ());
            }
            _ => return None,
        };
    }
}

/// Bytes of the color table that flags announce.
fn color_table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// What follows blocks that begin with their length; the last one is empty.
fn after_blocks(mut bytes: &[u8]) -> Option<&[u8]> {
    loop {
        let (length, rest) = bytes.split_first()?;
        if *length == 0 {
            return Some(rest);
        }
        bytes = rest.get(usize::from(*length)..)?;
    }
}
