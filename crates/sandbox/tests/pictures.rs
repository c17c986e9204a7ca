//! Code pictures, read back from their PNG files.
//!
//! QR codes are read by a library that shares nothing with the one that makes them.

#[path = "pictures/data_matrix.rs"]
mod data_matrix;
#[path = "pictures/unreadable.rs"]
mod unreadable;

use image::{DynamicImage, GrayImage, Rgba, RgbaImage};
use proptest::prelude::*;
use sandbox::idcode::picture::{
    Border, Color, Logo, MAX_PIXELS, Picture, PictureError, RoundText, SquareStyle, Symbology,
    decode_logo, draw,
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
    for content in ["1", "12345678901234567890", "HTTP://S.IDCODE.ORG.CN/", URL, CHINESE, "é 😀"]
    {
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
        for (content, pixels) in [(URL.repeat(4)[..200].to_owned(), 400), ("码".repeat(200), 600)]
        {
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
}
