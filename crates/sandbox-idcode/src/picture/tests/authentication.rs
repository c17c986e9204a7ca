//! Authentication pictures.

use idcode_types::BackgroundColor;

use super::super::AuthenticationPicture;

#[test]
fn authentication_pictures_have_their_background() {
    use BackgroundColor::{
        Blue, DarkGrey, DarkGrey2, Green, LightBlue, LightGrey, Orange, Purple, Red, Yellow,
    };
    let mut seen = Vec::new();
    for background in
        [LightBlue, Red, Yellow, Orange, Blue, Green, LightGrey, DarkGrey, DarkGrey2, Purple]
    {
        let color = AuthenticationPicture::background(&background);
        let picture = AuthenticationPicture { background: color, system_name: None };
        let png = picture.draw().expect("a picture");
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
            _ => unreachable!("not in the list"),
        }
    }
}

#[test]
fn names_are_cut_after_fifteen_characters() {
    let draw = |name: Option<&str>| {
        let system_name = name.map(str::to_owned);
        AuthenticationPicture { background: [200; 3], system_name }.draw().expect("a picture")
    };
    assert_ne!(draw(Some("追溯系统")), draw(None));
    assert_ne!(draw(Some("追溯系统")), draw(Some("追溯平台")));
    let fifteen = "一二三四五六七八九十一二三四五";
    assert_eq!(draw(Some(fifteen)), draw(Some(&format!("{fifteen}六"))));
}
