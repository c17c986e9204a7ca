//! Letters of dots: ASCII capitals, digits and signs, 5 dots wide and 7 high.
//!
//! Every other character is a box with the hexadecimal digits of its code point, so that names in
//! Chinese can be told apart without a font of thousands of characters.

/// Height of a line in dots.
pub(super) const HEIGHT: u32 = 7;

/// The columns of the characters from the blank to the underscore, lowest bit on top.
const LETTERS: [[u8; 5]; 64] = [
    [0x00, 0x00, 0x00, 0x00, 0x00], // blank
    [0x00, 0x00, 0x5F, 0x00, 0x00], // !
    [0x00, 0x07, 0x00, 0x07, 0x00], // "
    [0x14, 0x7F, 0x14, 0x7F, 0x14], // #
    [0x24, 0x2A, 0x7F, 0x2A, 0x12], // $
    [0x23, 0x13, 0x08, 0x64, 0x62], // %
    [0x36, 0x49, 0x56, 0x20, 0x50], // &
    [0x00, 0x04, 0x03, 0x00, 0x00], // '
    [0x00, 0x1C, 0x22, 0x41, 0x00], // (
    [0x00, 0x41, 0x22, 0x1C, 0x00], // )
    [0x2A, 0x1C, 0x7F, 0x1C, 0x2A], // *
    [0x08, 0x08, 0x3E, 0x08, 0x08], // +
    [0x00, 0x40, 0x30, 0x00, 0x00], // ,
    [0x08, 0x08, 0x08, 0x08, 0x08], // -
    [0x00, 0x60, 0x60, 0x00, 0x00], // .
    [0x20, 0x10, 0x08, 0x04, 0x02], // /
    [0x3E, 0x51, 0x49, 0x45, 0x3E], // 0
    [0x00, 0x42, 0x7F, 0x40, 0x00], // 1
    [0x42, 0x61, 0x51, 0x49, 0x46], // 2
    [0x21, 0x41, 0x45, 0x4B, 0x31], // 3
    [0x18, 0x14, 0x12, 0x7F, 0x10], // 4
    [0x27, 0x45, 0x45, 0x45, 0x39], // 5
    [0x3C, 0x4A, 0x49, 0x49, 0x30], // 6
    [0x01, 0x71, 0x09, 0x05, 0x03], // 7
    [0x36, 0x49, 0x49, 0x49, 0x36], // 8
    [0x06, 0x49, 0x49, 0x29, 0x1E], // 9
    [0x00, 0x36, 0x36, 0x00, 0x00], // :
    [0x00, 0x56, 0x36, 0x00, 0x00], // ;
    [0x08, 0x14, 0x22, 0x41, 0x00], // <
    [0x14, 0x14, 0x14, 0x14, 0x14], // =
    [0x00, 0x41, 0x22, 0x14, 0x08], // >
    [0x02, 0x01, 0x51, 0x09, 0x06], // ?
    [0x32, 0x49, 0x79, 0x41, 0x3E], // @
    [0x7E, 0x11, 0x11, 0x11, 0x7E], // A
    [0x7F, 0x49, 0x49, 0x49, 0x36], // B
    [0x3E, 0x41, 0x41, 0x41, 0x22], // C
    [0x7F, 0x41, 0x41, 0x22, 0x1C], // D
    [0x7F, 0x49, 0x49, 0x49, 0x41], // E
    [0x7F, 0x09, 0x09, 0x09, 0x01], // F
    [0x3E, 0x41, 0x49, 0x49, 0x7A], // G
    [0x7F, 0x08, 0x08, 0x08, 0x7F], // H
    [0x00, 0x41, 0x7F, 0x41, 0x00], // I
    [0x20, 0x40, 0x41, 0x3F, 0x01], // J
    [0x7F, 0x08, 0x14, 0x22, 0x41], // K
    [0x7F, 0x40, 0x40, 0x40, 0x40], // L
    [0x7F, 0x02, 0x0C, 0x02, 0x7F], // M
    [0x7F, 0x04, 0x08, 0x10, 0x7F], // N
    [0x3E, 0x41, 0x41, 0x41, 0x3E], // O
    [0x7F, 0x09, 0x09, 0x09, 0x06], // P
    [0x3E, 0x41, 0x51, 0x21, 0x5E], // Q
    [0x7F, 0x09, 0x19, 0x29, 0x46], // R
    [0x46, 0x49, 0x49, 0x49, 0x31], // S
    [0x01, 0x01, 0x7F, 0x01, 0x01], // T
    [0x3F, 0x40, 0x40, 0x40, 0x3F], // U
    [0x1F, 0x20, 0x40, 0x20, 0x1F], // V
    [0x3F, 0x40, 0x38, 0x40, 0x3F], // W
    [0x63, 0x14, 0x08, 0x14, 0x63], // X
    [0x07, 0x08, 0x70, 0x08, 0x07], // Y
    [0x61, 0x51, 0x49, 0x45, 0x43], // Z
    [0x00, 0x7F, 0x41, 0x41, 0x00], // [
    [0x02, 0x04, 0x08, 0x10, 0x20], // \
    [0x00, 0x41, 0x41, 0x7F, 0x00], // ]
    [0x04, 0x02, 0x01, 0x02, 0x04], // ^
    [0x40, 0x40, 0x40, 0x40, 0x40], // _
];

/// The five rows of three dots of the hexadecimal digits, an octal digit a row.
const DIGITS: [u16; 16] = [
    0o75557, 0o26227, 0o71747, 0o71717, 0o55711, 0o74717, 0o74757, 0o71222, 0o75757, 0o75717,
    0o25755, 0o65656, 0o34443, 0o65556, 0o74647, 0o74644,
];

/// Width of a text in pixels, if its dots have this side.
pub(super) fn width(text: &str, scale: u32) -> u32 {
    text.chars().map(|letter| advance(letter, scale)).sum()
}

/// Calls back for each dot of a text with its column, row and side.
pub(super) fn dots(text: &str, scale: u32, mut dot: impl FnMut(u32, u32, u32)) {
    let mut left = 0;
    for letter in text.chars() {
        if let Some(columns) = columns(letter) {
            for (x, column) in (0..).zip(columns) {
                for y in (0..HEIGHT).filter(|y| column >> y & 1 == 1) {
                    dot(left + x * scale, y * scale, scale);
                }
            }
        } else {
            boxed(letter, box_scale(scale), |x, y, side| dot(left + x, y, side));
        }
        left += advance(letter, scale);
    }
}

fn columns(letter: char) -> Option<[u8; 5]> {
    let place = u32::from(letter.to_ascii_uppercase()).checked_sub(u32::from(' '))?;
    LETTERS.get(usize::try_from(place).ok()?).copied()
}

fn advance(letter: char, scale: u32) -> u32 {
    match columns(letter) {
        Some(_) => 6 * scale,
        None => (box_width(letter) + 1) * box_scale(scale),
    }
}

/// Boxes are twice as high in dots as letters.
fn box_scale(scale: u32) -> u32 {
    (scale / 2).max(1)
}

/// Digits in each of the two rows.
fn box_digits(letter: char) -> u32 {
    if u32::from(letter) > 0xFFFF { 3 } else { 2 }
}

fn box_width(letter: char) -> u32 {
    box_digits(letter) * 4 + 3
}

fn boxed(letter: char, scale: u32, mut dot: impl FnMut(u32, u32, u32)) {
    const BOX_HEIGHT: u32 = 15;
    let width = box_width(letter);
    for x in 0..width {
        for y in 0..BOX_HEIGHT {
            if x == 0 || y == 0 || x == width - 1 || y == BOX_HEIGHT - 1 {
                dot(x * scale, y * scale, scale);
            }
        }
    }
    let columns = box_digits(letter);
    for place in 0..columns * 2 {
        let digit = u32::from(letter) >> ((columns * 2 - 1 - place) * 4) & 0xF;
        let rows = DIGITS.iter().zip(0..).find_map(|(rows, of)| (of == digit).then_some(*rows));
        for at in (0..15).filter(|at| rows.unwrap_or_default() >> (14 - at) & 1 == 1) {
            let (x, y) = (2 + place % columns * 4 + at % 3, 2 + place / columns * 6 + at / 3);
            dot(x * scale, y * scale, scale);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(text: &str) -> Vec<String> {
        let mut rows = vec![vec![' '; width(text, 1) as usize]; 15];
        dots(text, 1, |x, y, _| rows[y as usize][x as usize] = '#');
        rows.iter().map(|row| row.iter().collect::<String>().trim_end().to_owned()).collect()
    }

    #[test]
    fn letters_are_dots() {
        let rows = picture("r7");
        assert_eq!(
            rows[..7],
            ["####  #####", "#   #     #", "#   #    #", "####    #", "# #    #", "#  #   #", "#   #  #"]
        );
    }

    #[test]
    fn other_characters_are_boxes_with_their_code_point() {
        // U+7801
        let rows = picture("码");
        assert_eq!(rows[0], "###########");
        assert_eq!(rows[2], "# ### ### #");
        assert_eq!(rows[8], "# ###  #  #");
        assert_eq!(rows[14], "###########");
        assert_eq!(width("码", 1), 12);
        assert_eq!(width("𠀀", 1), 16);
    }

    #[test]
    fn every_character_stays_inside_its_width() {
        for letter in (0..=u32::from(char::MAX)).step_by(97).filter_map(char::from_u32) {
            let text = letter.to_string();
            for scale in 1..4 {
                dots(&text, scale, |x, _, side| assert!(x + side <= width(&text, scale)));
            }
        }
    }
}
