//! Code pictures: 309, 310, 603, 604, 605 and 701.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::client::{World, code, success};
use crate::registrations::with;
use crate::units::{png, register, unit};

/// Side of a picture, and what a scanner reads in it.
fn scan(png: &[u8]) -> (u32, Option<String>) {
    let picture = image::load_from_memory(png).unwrap().to_luma8();
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let gray = |x: usize, y: usize| {
        picture.get_pixel(u32::try_from(x).unwrap(), u32::try_from(y).unwrap()).0[0]
    };
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, gray);
    let grids = prepared.detect_grids();
    let content = grids.first().and_then(|grid| grid.decode().ok());
    (picture.width(), content.map(|(_, content)| content))
}

fn scan_base64(text: &Value) -> (u32, Option<String>) {
    scan(&STANDARD.decode(text.as_str().unwrap()).unwrap())
}

async fn download(world: &World, url: &Value) -> Vec<u8> {
    let path = url.as_str().unwrap().strip_prefix(&world.service.base_url()).unwrap();
    let response = world.raw("GET", path, &[]).await;
    assert_eq!(response.headers()["content-type"], "image/png");
    response.body().to_vec()
}

#[tokio::test]
async fn a_code_picture_is_read_back() {
    let world = World::new();
    let item = "MA.156.110105.1001/10.35080100.A1/000001";
    let expected = Some(format!("http://stest.idcode.org.cn/?code={item}"));
    let reply = success(world.call("603", &[("code", item)]).await);
    assert_eq!(scan(&download(&world, &reply["code_pic_address"]).await), (300, expected.clone()));
    let sized = [("code", item), ("pic_size", "500"), ("code_type", "1")];
    let reply = success(world.call("603", &sized).await);
    assert_eq!(scan(&download(&world, &reply["code_pic_address"]).await), (500, expected));

    for (name, value) in
        [("code", "no code"), ("pic_size", "5"), ("pic_size", "99999999999"), ("code_type", "3")]
    {
        assert_eq!(
            code(&world.call("603", &with(sized.to_vec(), name, value)).await),
            10_000,
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_framed_picture_has_the_sides_of_its_frames() {
    let world = World::new();
    let logo = STANDARD.encode(png());
    let content = "http://s.idcode.org.cn/?code=i.86.101010.3";
    let good = vec![("code", content), ("is_margin", "1"), ("qrcode_size", "600"), ("color", "0")];
    let reply = success(world.call("604", &good).await);
    assert_eq!(scan_base64(&reply["code_pic_base64str"]), (600, Some(content.to_owned())));
    let reply = success(world.call("604", &with(good.clone(), "unit_icon", &logo)).await);
    assert_eq!(scan_base64(&reply["code_pic_base64str"]), (600, Some(content.to_owned())));
    let odd = with(good.clone(), "qrcode_size", "500");
    assert_eq!(code(&world.call("604", &odd).await), 10_000);
    assert_eq!(code(&world.call("604", &with(odd, "is_margin", "0")).await), 1);
    assert_eq!(code(&world.call("604", &with(good, "unit_icon", "bm8=")).await), 40_005);
}

#[tokio::test]
async fn a_picture_of_quality_certification_needs_what_its_border_needs() {
    let world = World::new();
    let company = register(&world, "甲").await;
    let logo = STANDARD.encode(png());
    let good = || {
        vec![
            ("company_idcode", company.as_str()),
            ("code", company.as_str()),
            ("use_logo", "0"),
            ("margin_type", "0"),
            ("code_type", "1"),
            ("code_size", "5"),
        ]
    };
    let expected = Some(format!("http://stest.idcode.org.cn/?code={company}"));
    let reply = success(world.call("605", &good()).await);
    assert_eq!(scan_base64(&reply["code_pic_base64str"]), (591, expected.clone()));
    let with_logo = with(with(good(), "use_logo", "1"), "unit_logo", &logo);
    let colored = with(with(with_logo, "code_color", "1E3A8A"), "margin_type", "20");
    let reply = success(world.call("605", &with(colored, "margin_type_lv2", "7")).await);
    assert_eq!(scan_base64(&reply["code_pic_base64str"]).1, expected);
    for symbology in ["2", "3", "4", "5"] {
        success(world.call("605", &with(good(), "code_type", symbology)).await);
    }

    for (name, value, expected) in [
        ("company_idcode", "MA.156.1.1", 10_003),
        ("use_logo", "1", 10_000),
        ("margin_type", "10", 10_000),
        ("margin_type", "20", 10_000),
        ("margin_type_lv2", "0", 10_000),
        ("margin_type_lv2", "8", 10_000),
        ("code_color", "FFFFFF", 10_000),
        ("code_color", "black", 10_000),
        ("code_size", "4", 10_000),
        ("unit_logo", "bm8=", 40_005),
    ] {
        assert_eq!(code(&world.call("605", &with(good(), name, value)).await), expected, "{name}");
    }
    let round = with(with(good(), "margin_type", "10"), "category_id", "3");
    assert_eq!(code(&world.call("605", &round).await), 1);
    assert_eq!(code(&world.call("605", &with(round, "category_id", "9")).await), 10_000);
}

#[tokio::test]
async fn authentication_pictures_differ_by_background_and_name() {
    let world = World::new();
    let mut seen = std::collections::HashSet::new();
    for background in ["0", "9"] {
        for with_name in ["0", "1"] {
            let pairs = [("bgimage", background), ("ismarkname", with_name)];
            let reply = success(world.call("701", &pairs).await);
            assert!(seen.insert(download(&world, &reply["authen_pic_url"]).await));
        }
    }
    assert_eq!(code(&world.call("701", &[("bgimage", "10"), ("ismarkname", "0")]).await), 10_000);
}

#[tokio::test]
async fn a_unit_gets_its_picture() {
    let world = World::new();
    let logo = STANDARD.encode(png());
    let mut pairs = unit("91990000MA0TEXT00W", "甲");
    pairs.retain(|(name, _)| *name != "login_password");
    pairs.extend([("unit_icon", logo.as_str()), ("qrcode_size", "2"), ("qrcode_logo", "1")]);
    assert_eq!(code(&world.call("309", &with(pairs.clone(), "unit_icon", "?")).await), 40_005);
    let reply = success(world.call("309", &pairs).await);
    let main_code = reply["organunit_idcode"].as_str().unwrap();
    let expected = Some(format!("http://stest.idcode.org.cn/?code={main_code}"));
    assert_eq!(scan_base64(&reply["unit_qrcode"]), (600, expected.clone()));

    let login = vec![("login_name", "91990000MA0TEXT00W"), ("login_pwd", "EXT00W")];
    // The logo came before: it can be asked for again without being sent.
    let change = with(with(login, "gotourl", "https://example.com/"), "qrcode_logo", "1");
    let reply = success(world.call("310", &change).await);
    assert_eq!(scan_base64(&reply["unit_qrcode"]), (400, expected));
}
