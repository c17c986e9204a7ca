//! Uploaded pictures, from an encoder that shares nothing with their checks.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use proptest::prelude::*;

use super::super::upload::MAX_BYTES;
use super::super::{UploadProblem, check_base64_picture, check_picture, to_base64};

const FORMATS: [ImageFormat; 4] =
    [ImageFormat::Bmp, ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif];

fn file(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let color = |x: u32, y: u32| Rgb([x, y, x ^ y].map(|of| u8::try_from(of % 256).unwrap_or(0)));
    let image = DynamicImage::from(RgbImage::from_fn(width, height, color));
    let mut file = Cursor::new(Vec::new());
    image.write_to(&mut file, format).expect("a file");
    file.into_inner()
}

fn verdict(bytes: &[u8]) -> Option<UploadProblem> {
    check_picture(bytes).err()
}

#[test]
fn formats_are_told_by_content() {
    for format in FORMATS {
        let file = file(format, 90, 30);
        assert_eq!(verdict(&file), None, "{format:?}");
        assert_eq!(check_base64_picture(&to_base64(&file)).err(), None, "{format:?}");
    }
    // Signatures of TIFF and WebP, a PDF, a text, and nothing.
    let others: [&[u8]; 5] = [b"II*\0", b"RIFF\0\0\0\0WEBPVP8 ", b"%PDF-1.7", b"logo.png", b""];
    for other in others {
        assert_eq!(verdict(other), Some(UploadProblem::Format));
    }
    assert_eq!(UploadProblem::Format.result_code().as_str(), "40002");
}

#[test]
fn base64_may_have_lines_and_lack_padding() {
    let file = file(ImageFormat::Png, 20, 20);
    let text = to_base64(&file);
    let lines: Vec<&str> =
        text.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).expect("ASCII")).collect();
    for text in [lines.join("\r\n"), text.trim_end_matches('=').to_owned()] {
        assert_eq!(check_base64_picture(&text).err(), None);
    }
    for wrong in ["", "码", "data:image/png;base64,iVBORw0K", "a b", "====", "AAAAA"] {
        assert_eq!(check_base64_picture(wrong).err(), Some(UploadProblem::Format), "{wrong}");
    }
    let huge = "A".repeat((MAX_BYTES + 3) / 3 * 4 + 4);
    assert_eq!(check_base64_picture(&huge).err(), Some(UploadProblem::TooLarge));
}

#[test]
fn cut_files_are_damaged() {
    for format in FORMATS {
        let file = file(format, 64, 48);
        for length in [16, 30, 60, file.len() / 2, file.len() * 9 / 10] {
            let found = verdict(&file[..length]);
            assert_eq!(found, Some(UploadProblem::Damaged), "{format:?} of {length}");
        }
    }
}

#[test]
fn jpeg_previews_do_not_hide_a_cut() {
    let (preview, whole) = (file(ImageFormat::Jpeg, 8, 8), file(ImageFormat::Jpeg, 64, 64));
    let length = u16::try_from(preview.len() + 2).expect("a small preview").to_be_bytes();
    let segment = [&[0xFF, 0xE5], &length[..], &preview].concat();
    let with_preview = [&whole[..2], &segment, &whole[2..]].concat();
    assert_eq!(verdict(&with_preview), None);
    assert_eq!(verdict(&with_preview[..with_preview.len() - 40]), Some(UploadProblem::Damaged));
}

#[test]
fn files_and_pictures_are_bounded() {
    let mut png = file(ImageFormat::Png, 4, 4);
    png.resize(MAX_BYTES, 0);
    assert_eq!(verdict(&png), None);
    png.push(0);
    assert_eq!(verdict(&png), Some(UploadProblem::TooLarge));

    // Small files that say how large they are, and lie.
    for side in [6_000_u32, 20_000, 60_000] {
        let mut bmp = file(ImageFormat::Bmp, 4, 4);
        bmp[18..22].copy_from_slice(&side.to_le_bytes());
        bmp[22..26].copy_from_slice(&side.to_le_bytes());
        assert_eq!(verdict(&bmp), Some(UploadProblem::TooLarge), "bmp {side}");
        let mut jpeg = file(ImageFormat::Jpeg, 4, 4);
        let frame = jpeg.windows(2).position(|mark| mark == [0xFF, 0xC0]).expect("a frame");
        let [_, _, high, low] = side.to_be_bytes();
        jpeg[frame + 5..frame + 9].copy_from_slice(&[high, low, high, low]);
        assert_eq!(verdict(&jpeg), Some(UploadProblem::TooLarge), "jpeg {side}");
        let mut gif = file(ImageFormat::Gif, 4, 4);
        gif[6..10].copy_from_slice(&[low, high, low, high]);
        assert_eq!(verdict(&gif), Some(UploadProblem::TooLarge), "gif {side}");
    }
}

#[test]
fn well_compressed_pictures_are_bounded() {
    // Eight thousand pixels a side in some hundred kilobytes.
    let blank = image::GrayImage::new(8_000, 8_000);
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(blank).write_to(&mut file, ImageFormat::Png).expect("a file");
    let file = file.into_inner();
    assert!(file.len() < MAX_BYTES / 5);
    assert_eq!(verdict(&file), Some(UploadProblem::TooLarge));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), kind in 0..4_usize) {
        let _ = check_picture(&bytes);
        let signature = &file(FORMATS[kind], 3, 3)[..8];
        let _ = check_picture(&[signature, &bytes[..]].concat());
        let _ = check_base64_picture(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn broken_files_never_panic(
        kind in 0..4_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        length in any::<prop::sample::Index>(),
    ) {
        let mut file = file(FORMATS[kind], 24, 17);
        for (place, byte) in changes {
            let place = place.index(file.len());
            file[place] = byte;
        }
        let _ = check_picture(&file);
        let _ = check_picture(&file[..length.index(file.len())]);
    }
}
