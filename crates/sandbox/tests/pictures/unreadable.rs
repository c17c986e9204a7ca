//! Pictures that no scanner reads: placeholders and authentication pictures.

use sandbox::idcode::picture::{
    AuthenticationPicture, Background, Picture, Symbology, draw, draw_authentication,
};

use crate::{URL, borders, grey};

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
            Purple => assert!(blue > green && red > green),
        }
    }
}
