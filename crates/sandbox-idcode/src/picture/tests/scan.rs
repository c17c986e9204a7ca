//! Code pictures, read back from their PNG files.
//!
//! QR codes are read by a library that shares nothing with the one that makes them.

use image::GrayImage;
use proptest::prelude::*;

use super::super::parameters::hex_color;
use super::super::{MAX_PIXELS, Picture, PictureError, Symbology};

pub const URL: &str = "http://s.idcode.org.cn/?code=i.86.101010.3/10.232324.11/201703233";
pub const CHINESE: &str = "统一标识代码：深圳市某某医疗器械有限公司，一次性使用无菌注射器";

pub fn gray(png: &[u8], pixels: u32) -> GrayImage {
    let format = image::guess_format(png).expect("a format");
    assert_eq!(format, image::ImageFormat::Png);
    let image = image::load_from_memory(png).expect("a picture").into_luma8();
    assert_eq!(image.dimensions(), (pixels, pixels));
    image
}

/// What a scanner reads in the picture of a QR code.
fn scan(picture: &Picture) -> Result<String, PictureError> {
    let image = gray(&picture.draw()?, picture.pixels);
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
fn codes_scan_in_a_border_and_in_every_color() {
    let red = hex_color("E60012").expect("a color");
    for has_border in [false, true] {
        for color in [[0; 3], red] {
            for has_logo in [false, true] {
                assert_scans(&Picture { color, has_border, has_logo, ..qr(URL, 400) });
            }
        }
    }
}

#[test]
fn long_contents_scan_in_a_border_and_with_a_logo() {
    for (content, pixels) in [(URL.repeat(4)[..200].to_owned(), 400), ("码".repeat(200), 600)] {
        assert_scans(&Picture { has_border: true, has_logo: true, ..qr(&content, pixels) });
    }
}

#[test]
fn codes_of_every_length_scan_with_a_logo() {
    for length in (1..1273).step_by(53) {
        let content = "i.86/".repeat(300)[..length].to_owned();
        assert_scans(&Picture { has_logo: true, ..qr(&content, 400) });
    }
}

#[test]
fn a_logo_is_a_white_square_in_the_middle() {
    let picture = Picture { has_logo: true, ..qr(URL, 401) };
    let image = gray(&picture.draw().expect("a picture"), 401);
    assert!((190..210).all(|at| image.get_pixel(at, 200).0 == [255]));
}

#[test]
fn quiet_zones_are_white() {
    let side = 400;
    let picture = Picture { has_border: true, ..qr(URL, side) };
    let image = gray(&picture.draw().expect("a picture"), side);
    let is_dark = |x: u32| image.get_pixel(x, side / 2).0[0] < 128;
    // Along the middle from the left: the border, then at least four modules of white.
    let rest: Vec<u32> = (0..side).skip_while(|x| !is_dark(*x)).collect();
    let white = rest.split(|x| is_dark(*x)).map(<[u32]>::len).max();
    assert!(white >= Some(4 * 4), "{white:?}");
}

#[test]
fn other_symbologies_are_placeholders() {
    for symbology in [Symbology::LongBei, Symbology::HanXin, Symbology::GridMatrix] {
        let picture = Picture { has_border: true, ..Picture::new(URL, symbology, 400) };
        assert_eq!(gray(&picture.draw().expect("a picture"), 400).dimensions(), (400, 400));
    }
}

#[test]
fn pictures_that_cannot_be_are_refused() {
    assert_eq!(scan(&qr(&"a".repeat(2332), 800)), Err(PictureError::ContentTooLong));
    assert_eq!(scan(&qr(URL, MAX_PIXELS + 1)), Err(PictureError::PictureTooLarge));
    assert_eq!(scan(&qr("1", 20)), Err(PictureError::PictureTooSmall { needed: 29, left: 20 }));
    assert!(matches!(scan(&qr("1", 0)), Err(PictureError::PictureTooSmall { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_text_scans(
        content in "[^\0]{1,100}",
        pixels in 400..600_u32,
        has_border: bool,
        rgb: [u8; 3],
        has_logo: bool,
    ) {
        let color = rgb.map(|part| part / 2);
        let picture = Picture { color, has_border, has_logo, ..qr(&content, pixels) };
        prop_assert_eq!(scan(&picture), Ok(content));
    }
}

fn symbology() -> impl Strategy<Value = Symbology> {
    use Symbology::{DataMatrix, GridMatrix, HanXin, LongBei, Qr};
    prop::sample::select(vec![Qr, LongBei, DataMatrix, HanXin, GridMatrix])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_picture_is_drawn_or_refused(
        content in any::<String>(),
        symbology in symbology(),
        pixels in 0..500_u32,
        color in any::<[u8; 3]>(),
        has_border: bool,
        has_logo: bool,
    ) {
        let picture = Picture { content, symbology, pixels, color, has_border, has_logo };
        if let Ok(png) = picture.draw() {
            prop_assume!(pixels > 0);
            let image = image::load_from_memory(&png).expect("a picture");
            prop_assert_eq!((image.width(), image.height()), (pixels, pixels));
        }
    }
}
