//! Code pictures, read back from their PNG files.
//!
//! QR codes are read by a library that shares nothing with the one that makes them. Data Matrix
//! symbols are measured in the picture here, and decoded by the other half of the library that
//! makes them.

use image::{DynamicImage, GrayImage, Rgba, RgbaImage};
use proptest::prelude::*;
use sandbox::idcode::picture::{
    AuthenticationPicture, Background, Border, Color, Logo, MAX_PIXELS, Picture, PictureError,
    RoundText, SquareStyle, Symbology, decode_logo, draw, draw_authentication,
};

const URL: &str = "http://s.idcode.org.cn/?code=i.86.101010.3/10.232324.11/201703233";
const CHINESE: &str = "统一标识代码：深圳市某某医疗器械有限公司，一次性使用无菌注射器";

fn grey(png: &[u8], pixels: u32) -> GrayImage {
    let format = image::guess_format(png).expect("a format");
    assert_eq!(format, image::ImageFormat::Png);
    let image = image::load_from_memory(png).expect("a picture").into_luma8();
    assert_eq!(image.dimensions(), (pixels, pixels));
    image
}

/// What a scanner reads in the picture of a QR code.
fn scan(picture: &Picture) -> Result<String, PictureError> {
    let image = grey(&draw(picture)?, picture.pixels);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(
        image.width() as usize,
        image.height() as usize,
        |x, y| image.as_raw()[y * image.width() as usize + x],
    );
    let grids = prepared.detect_grids();
    assert_eq!(grids.len(), 1, "codes in {picture:?}");
    let (_, content) = grids[0].decode().unwrap_or_else(|error| panic!("{error}: {picture:?}"));
    Ok(content)
}

fn assert_scans(picture: &Picture) {
    assert_eq!(scan(picture).as_ref(), Ok(&picture.content), "{picture:?}");
}

/// The picture of a QR code; contents and sizes here leave it two pixels a module, which scanners
/// need.
fn qr(content: &str, pixels: u32) -> Picture {
    Picture::new(content, Symbology::Qr, pixels)
}

/// A logo that is dark, opaque and square: the worst that can cover a code.
fn logo() -> Logo {
    logo_of(RgbaImage::from_pixel(64, 64, Rgba([20, 0, 40, 255])))
}

fn logo_of(image: RgbaImage) -> Logo {
    let mut file = std::io::Cursor::new(Vec::new());
    DynamicImage::from(image).write_to(&mut file, image::ImageFormat::Png).expect("a file");
    decode_logo(file.get_ref()).expect("a logo")
}

fn borders() -> Vec<Border> {
    use RoundText::{ElectronicTicket, Information, InternalControl, Tracing};
    let round = [Tracing, Information, InternalControl, ElectronicTicket].map(Border::Round);
    let square = (1..=7).filter_map(SquareStyle::new).map(Border::Square);
    [Border::None].into_iter().chain(round).chain(square).collect()
}

#[test]
fn plain_codes_scan() {
    for content in ["1", "12345678901234567890", "HTTP://S.IDCODE.ORG.CN/", URL, CHINESE, "é 😀"] {
        for pixels in [150, 200, 401] {
            assert_scans(&qr(content, pixels));
        }
    }
    let long = [URL.repeat(4)[..200].to_owned(), "码".repeat(200), "a".repeat(2331)];
    for (content, sizes) in long.iter().zip([[200, 354], [354, 800], [400, 1181]]) {
        for pixels in sizes {
            assert_scans(&qr(content, pixels));
        }
    }
}

#[test]
fn codes_scan_in_every_border_and_colour() {
    let red = Color::from_hex("E60012").expect("a colour");
    for border in borders() {
        for color in [Color::Black, Color::Colorful, red] {
            for with_logo in [false, true] {
                let logo = with_logo.then(logo);
                assert_scans(&Picture { border, color, logo, ..qr(URL, 400) });
            }
        }
    }
}

#[test]
fn long_contents_scan_in_borders_and_with_logos() {
    for border in borders() {
        for (content, pixels) in [(URL.repeat(4)[..200].to_owned(), 400), ("码".repeat(200), 600)] {
            assert_scans(&Picture { border, ..qr(&content, pixels) });
            assert_scans(&Picture { border, logo: Some(logo()), ..qr(&content, pixels) });
        }
    }
}

#[test]
fn codes_of_every_length_scan_with_a_logo() {
    for length in (1..1273).step_by(53) {
        let content = "i.86/".repeat(300)[..length].to_owned();
        assert_scans(&Picture { logo: Some(logo()), ..qr(&content, 400) });
    }
}

#[test]
fn logos_are_in_the_middle() {
    let red = Rgba([255, 0, 0, 255]);
    for (width, height) in [(50, 50), (300, 100), (1, 90)] {
        let logo = Some(logo_of(RgbaImage::from_pixel(width, height, red)));
        let png = draw(&Picture { logo, ..qr(URL, 401) }).expect("a picture");
        let image = image::load_from_memory(&png).expect("a picture").into_rgb8();
        let reds = || image.enumerate_pixels().filter(|(.., pixel)| pixel.0 == [255, 0, 0]);
        let [xs, ys]: [Vec<u32>; 2] =
            [reds().map(|(x, ..)| x).collect(), reds().map(|(_, y, _)| y).collect()];
        for places in [xs, ys] {
            let (first, last) = (places.iter().min(), places.iter().max());
            let (first, last) = (*first.expect("a logo"), *last.expect("a logo"));
            assert!(last - first < 401 / 5, "{first} to {last}");
            assert!((first + last).abs_diff(400) <= 2, "{first} to {last}");
        }
    }
    // What is transparent is white.
    let clear = logo_of(RgbaImage::from_pixel(9, 9, Rgba([0, 0, 0, 0])));
    let png = draw(&Picture { logo: Some(clear), ..qr(URL, 401) }).expect("a picture");
    assert_eq!(grey(&png, 401).get_pixel(200, 200).0, [255]);
}

#[test]
fn quiet_zones_are_white() {
    let side = 400;
    for border in borders().into_iter().filter(|border| *border != Border::None) {
        let image = grey(&draw(&Picture { border, ..qr(URL, side) }).expect("a picture"), side);
        let is_dark = |x: u32| image.get_pixel(x, side / 2).0[0] < 128;
        // Along the middle from the left: the border, then at least four modules of white.
        let rest: Vec<u32> = (0..side).skip_while(|x| !is_dark(*x)).collect();
        let white = rest.split(|x| is_dark(*x)).map(<[u32]>::len).max();
        assert!(white >= Some(4 * 4), "{border:?}: {white:?}");
    }
}

#[test]
fn pictures_that_cannot_be_are_refused() {
    assert_eq!(scan(&qr(&"a".repeat(2332), 800)), Err(PictureError::TooLong));
    assert_eq!(scan(&qr(URL, MAX_PIXELS + 1)), Err(PictureError::TooLarge));
    assert_eq!(scan(&qr("1", 20)), Err(PictureError::TooSmall { needed: 29, left: 20 }));
    assert!(matches!(scan(&qr("1", 0)), Err(PictureError::TooSmall { .. })));
    let pale = Picture { color: Color::Value([255; 3]), ..qr(URL, 400) };
    assert_eq!(scan(&pale), Err(PictureError::Pale));
    let unused = Picture { symbology: Symbology::DataMatrix, ..pale };
    assert!(draw(&unused).is_ok());
}

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
    let image = grey(&draw(picture).expect("a picture"), picture.pixels);
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
        .map(|at| is_dark(left + at % width * scale + scale / 2, top + at / width * scale + scale / 2))
        .collect();
    let (map, size) =
        datamatrix::placement::MatrixMap::try_from_bits(&modules, width as usize).expect("a symbol");
    let mut codewords = map.codewords();
    datamatrix::errorcode::decode_error(&mut codewords, size).expect("no errors");
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

#[test]
fn other_symbologies_are_placeholders_of_their_own() {
    let mut seen: Vec<Vec<u8>> = Vec::new();
    for symbology in [Symbology::LongBei, Symbology::HanXin, Symbology::GridMatrix] {
        for border in borders() {
            let picture = Picture { border, ..Picture::new(URL, symbology, 400) };
            let png = draw(&picture).expect("a picture");
            assert_eq!(grey(&png, 400).dimensions(), (400, 400));
            assert!(!seen.contains(&png));
            seen.push(png);
        }
    }
}

#[test]
fn authentication_pictures_have_their_colours() {
    use Background::{
        Blue, DarkGrey, DarkGrey2, Green, LightBlue, LightGrey, Orange, Purple, Red, Yellow,
    };
    let mut seen = Vec::new();
    for background in
        [LightBlue, Red, Yellow, Orange, Blue, Green, LightGrey, DarkGrey, DarkGrey2, Purple]
    {
        let picture = AuthenticationPicture { background, system_name: None };
        let png = draw_authentication(&picture).expect("a picture");
        let image = image::load_from_memory(&png).expect("a picture").into_rgb8();
        let color = image.get_pixel(10, 10).0;
        assert!(!seen.contains(&color), "{background:?}");
        seen.push(color);
        let [red, green, blue] = color.map(u32::from);
        match background {
            LightGrey | DarkGrey | DarkGrey2 => assert!(red.max(green).max(blue) - red < 8),
            Red | Yellow | Orange => assert!(red > 200 && blue < 64),
            Blue | LightBlue => assert!(blue > red && blue > green),
            Green => assert!(green > red && green > blue),
            _ => assert!(blue > green && red > green),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_text_scans(
        content in "[^\0]{1,100}",
        pixels in 400..600_u32,
        border in prop::sample::select(borders()),
        rgb: [u8; 3],
        with_logo: bool,
    ) {
        let color = Color::Value(rgb.map(|part| part / 2));
        let picture = Picture { border, color, logo: with_logo.then(logo), ..qr(&content, pixels) };
        prop_assert_eq!(scan(&picture), Ok(content));
    }

    #[test]
    fn any_text_can_be_read_as_data_matrix(content in "[^\0]{1,150}", pixels in 150..500_u32) {
        let picture = Picture::new(&*content, Symbology::DataMatrix, pixels);
        prop_assert_eq!(read_data_matrix(&picture), content);
    }
}
