//! Data Matrix symbols, measured in their pictures and decoded by the other half of the library
//! that makes them.

use proptest::prelude::*;

use super::super::{Picture, Symbology};
use super::scan::{CHINESE, URL, gray};

/// Widths of square Data Matrix symbols in modules, and their codewords for data.
const CAPACITIES: [(u32, usize); 24] = [
    (10, 3),
    (12, 5),
    (14, 8),
    (16, 12),
    (18, 18),
    (20, 22),
    (22, 30),
    (24, 36),
    (26, 44),
    (32, 62),
    (36, 86),
    (40, 114),
    (44, 144),
    (48, 174),
    (52, 204),
    (64, 280),
    (72, 368),
    (80, 456),
    (88, 576),
    (96, 696),
    (104, 816),
    (120, 1050),
    (132, 1304),
    (144, 1558),
];

/// What the picture of a Data Matrix symbol holds, as text in Latin-1 or UTF-8.
fn read_data_matrix(picture: &Picture) -> String {
    let image = gray(&picture.draw().expect("a picture"), picture.pixels);
    let is_dark = |x: u32, y: u32| image.get_pixel(x, y).0[0] == 0;
    // Without a border the first dark pixel is the corner of the symbol: its left column is dark,
    // and its first row alternates.
    let side = picture.pixels;
    let (left, top) = (0..side * side)
        .map(|at| (at % side, at / side))
        .find(|(x, y)| is_dark(*x, *y))
        .expect("a symbol");
    let scale = (left..side).take_while(|x| is_dark(*x, top)).count();
    let height = (top..side).take_while(|y| is_dark(left, *y)).count();
    let scale = u32::try_from(scale).expect("a scale");
    let width = u32::try_from(height).expect("a height") / scale;
    let modules: Vec<bool> = (0..width * width)
        .map(|at| {
            is_dark(left + at % width * scale + scale / 2, top + at / width * scale + scale / 2)
        })
        .collect();
    let (map, of) = datamatrix::placement::MatrixMap::try_from_bits(&modules, width as usize)
        .expect("a symbol");
    let mut codewords = map.codewords();
    datamatrix::errorcode::decode_error(&mut codewords, of).expect("no errors");
    let (_, data) = CAPACITIES.iter().find(|(of, _)| *of == width).expect("a size");
    datamatrix::data::decode_str(&codewords[..*data]).expect("a text")
}

#[test]
fn data_matrix_symbols_can_be_read() {
    let contents = ["1", URL, CHINESE, &"码".repeat(200), &URL.repeat(4)[..200], "é ÿ ß"];
    for content in contents {
        for pixels in [150, 354, 400, 1181] {
            let picture = Picture::new(content, Symbology::DataMatrix, pixels);
            assert_eq!(read_data_matrix(&picture), content, "{pixels}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_text_can_be_read_as_data_matrix(content in "[^\0]{1,150}", pixels in 150..500_u32) {
        let picture = Picture::new(&*content, Symbology::DataMatrix, pixels);
        prop_assert_eq!(read_data_matrix(&picture), content);
    }
}
