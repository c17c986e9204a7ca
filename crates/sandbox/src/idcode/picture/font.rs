//! Letters of dots: ASCII capitals, digits and signs, 5 dots wide and 7 high.
//!
//! Every other character is a box with the hexadecimal digits of its code point, so that names in
//! Chinese can be told apart without a font of thousands of characters.

use super::glyphs::{DIGITS, LETTERS};

/// Height of a line in dots.
pub(super) const HEIGHT: u32 = 7;

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
            [
                "####  #####",
                "#   #     #",
                "#   #    #",
                "####    #",
                "# #    #",
                "#  #   #",
                "#   #  #"
            ]
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
