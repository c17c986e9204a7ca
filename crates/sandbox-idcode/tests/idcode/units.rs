//! Units from registration to verification: 301 to 310, 601, 608.

use jiff::SignedDuration;
use sandbox_idcode::IdcodeRole;
use serde_json::Value;

use crate::client::{World, code, success};

/// A small PNG.
pub fn png() -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(8, 8).write_to(&mut file, image::ImageFormat::Png).unwrap();
    file.into_inner()
}

pub const PHONE: &str = "13900000000";

/// Parameters of 301.
pub fn unit<'a>(login: &'a str, name: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("login_name", login),
        ("login_password", "secret-1"),
        ("organunit_name", name),
        ("code", "1"),
        ("province_id", "110000"),
        ("city_id", "110000"),
        ("area_id", "110105"),
        ("linkphone", PHONE),
    ]
}

/// Main code of a new unit.
pub async fn register(world: &World, name: &str) -> String {
    let reply = success(world.call("301", &unit(name, name)).await);
    assert!(reply["organunit_result_info"].is_null());
    reply["organunit_idcode"].as_str().unwrap().to_owned()
}

/// Completes the data of a unit.
pub async fn complete(world: &World, unit: &str) {
    let details = [
        ("company_idcode", unit),
        ("trade_id", "1358"),
        ("organunit_address", "某路 1 号"),
        ("unit_size_type", "2"),
    ];
    success(world.call("305", &details).await);
}

pub async fn verify(world: &World, unit: &str, file: (&str, &str, &[u8])) -> Value {
    let certificate = [
        ("company_idcode", unit),
        ("code_pay_type", "2"),
        ("organization_code", "91990000MA0TEXT00W"),
    ];
    world.upload("304", &certificate, &[file]).await
}

#[tokio::test]
async fn a_unit_is_registered_completed_verified_and_reviewed() {
    let world = World::new();
    let unit = register(&world, "某某公司").await;
    assert_eq!(unit, "MA.156.110105.1001");
    let stage = async || {
        let company = [("company_idcode", unit.as_str())];
        let base = success(world.call("306", &company).await);
        let status = success(world.call("308", &company).await);
        let review = success(world.call("608", &[company[0], ("type", "1")]).await);
        assert_eq!(review["examine_content"], base["organunit_name"]);
        (
            base["status_id"].as_i64().unwrap(),
            status["is_authen"].as_i64().unwrap(),
            status["is_audit"].as_i64().unwrap(),
            review["examine_status"].as_i64().unwrap(),
        )
    };
    assert_eq!(stage().await, (-100, 0, 0, 0));
    complete(&world, &unit).await;
    assert_eq!(stage().await, (0, 0, 0, 0));
    success(verify(&world, &unit, ("file1", "license.PNG", &png())).await);
    assert_eq!(stage().await, (0, 0, 1, 1));
    world.service.reject_examinations("字迹不清");
    assert_eq!(stage().await, (-1, 0, -1, -1));
    let rejected = world.call("608", &[("company_idcode", &unit), ("type", "1")]).await;
    assert_eq!(rejected["examine_remarks"], "字迹不清");

    success(verify(&world, &unit, ("file1", "license.png", &png())).await);
    world.clock.advance(SignedDuration::from_secs(59));
    assert_eq!(stage().await, (0, 0, 1, 1));
    world.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(stage().await, (100, 1, 100, 100));

    let base = success(world.call("306", &[("company_idcode", &unit)]).await);
    assert_eq!(base["organunit_oid"], unit.as_str());
    assert_eq!(base["organization_code"], "91990000MA0TEXT00W");
    assert_eq!(base["trade_id"], 1358);
    assert_eq!(base["unit_size_type_id"], 2);
    assert_eq!(base["finallyexam_date"], "2026-08-20 12:01:00");
    assert!(base["organunit_id"].is_string(), "String in 306");
    let status = world.call("308", &[("company_idcode", &unit)]).await;
    assert_eq!(status["surplus_time"], "365", "String in 308");
}

#[tokio::test]
async fn parameters_may_stand_in_the_address_of_a_form_with_a_file() {
    let world = World::new();
    let unit = register(&world, "甲").await;
    complete(&world, &unit).await;
    let certificate =
        [("company_idcode", unit.as_str()), ("code_pay_type", "0"), ("organization_code", "1")];
    let file = ("file1", "license.png", &png()[..]);
    success(world.upload_in_query("304", &certificate, &[file]).await);
    let reply = world.upload_in_query("304", &certificate, &[file, file, file, file, file]).await;
    assert_eq!(code(&reply), 0, "too many files: {reply}");
}

#[tokio::test]
async fn a_verification_code_is_sent_and_used_once() {
    let world = World::with(|settings| settings.idcode.requires_sms_code = true);
    assert_eq!(code(&world.call("301", &unit("a", "a")).await), 10_000);
    let sent = success(world.call("302", &[("phone_code", PHONE)]).await);
    let sent = sent["verify_code"].as_str().unwrap().to_owned();
    let with_code = |name: &'static str, sent: &str| {
        let sent = sent.to_owned();
        let world = &world;
        async move {
            let mut pairs = unit(name, name);
            pairs.push(("sms_verify_code", &sent));
            code(&world.call("301", &pairs).await)
        }
    };
    assert_eq!(with_code("a", "no").await, 20_002);
    assert_eq!(with_code("a", &sent).await, 1);
    assert_eq!(with_code("b", &sent).await, 20_002);

    success(world.call("303", &[("phone_code", PHONE)]).await);
    let sent = world.service.verification_code(PHONE).unwrap();
    assert_eq!(code(&world.call("303", &[("phone_code", PHONE)]).await), 20_003);
    world.clock.advance(SignedDuration::from_secs(301));
    assert_eq!(with_code("b", &sent).await, 20_001);
    assert_eq!(code(&world.call("302", &[("phone_code", "12")]).await), 0);
}

#[tokio::test]
async fn units_are_found_by_name_and_log_in() {
    let world = World::new();
    register(&world, "北京某某公司").await;
    register(&world, "北京某某公司二").await;
    let found = async |name: &str, search_type: &str| {
        let pairs = [("company_name", name), ("search_type", search_type)];
        let reply = world.call("307", &pairs).await;
        reply["organunit_list"].as_array().map_or(0, Vec::len)
    };
    assert_eq!(found("北京某某公司", "0").await, 2);
    assert_eq!(found("北京某某公司", "1").await, 1);
    assert_eq!(found("某某公司", "1").await, 0);
    let login = [("login_name", "北京某某公司"), ("login_pswd", "secret-1")];
    let reply = success(world.call("601", &login).await);
    assert_eq!(reply["organunit_oid"], "MA.156.110105.1001");
}

#[tokio::test]
async fn regions_of_a_unit_must_belong_together() {
    let world = World::new();
    let register = async |place: [&str; 3]| {
        let name = place.join("-");
        let mut pairs = unit(&name, &name);
        for (name, value) in ["province_id", "city_id", "area_id"].into_iter().zip(place) {
            pairs.retain(|(existing, _)| *existing != name);
            pairs.push((name, value));
        }
        let reply = world.call("301", &pairs).await;
        (code(&reply), reply["organunit_idcode"].as_str().unwrap_or_default().to_owned())
    };
    for good in [
        ["440000", "440100", "440106"],
        ["440000", "441900", "441900"],
        ["810000", "810000", "810000"],
        ["500000", "500000", "500103"],
    ] {
        let (code, unit) = register(good).await;
        assert_eq!(code, 1, "{good:?}");
        assert!(unit.starts_with(&format!("MA.156.{}.", good[2])), "{unit}");
    }
    for bad in [
        ["440000", "110000", "440106"],
        ["440000", "440000", "440106"],
        ["440000", "440100", "440100"],
        ["440000", "440100", "110105"],
        ["110000", "110000", "110000"],
        ["440100", "440100", "440106"],
    ] {
        assert_eq!(register(bad).await.0, 10_000, "{bad:?}");
    }
}

#[tokio::test]
async fn names_cannot_be_changed_once_a_unit_is_verified() {
    let world = World::new();
    let unit = register(&world, "甲").await;
    register(&world, "乙").await;
    let rename = async |name: &str, file: Option<(&str, &str, &[u8])>| {
        let details = [
            ("company_idcode", unit.as_str()),
            ("trade_id", "127"),
            ("organunit_address", "某路 1 号"),
            ("unit_size_type", "1"),
            ("organunit_name", name),
            ("gotourl", "https://example.com/{mainCode}"),
        ];
        match file {
            None => code(&world.call("305", &details).await),
            Some(file) => code(&world.upload("305", &details, &[file]).await),
        }
    };
    assert_eq!(rename("乙", None).await, 10_009);
    assert_eq!(rename("丙", Some(("unit_logo", "logo.png", &png()))).await, 1);
    assert_eq!(rename("丙", Some(("unit_logo", "logo.svg", &png()))).await, 10_000);
    verify(&world, &unit, ("file1", "license.png", &png())).await;
    world.service.pass_examinations();
    assert_eq!(rename("丁", None).await, 10_010);
    assert_eq!(rename("丙", None).await, 1);
    let base = world.call("306", &[("company_idcode", &unit)]).await;
    assert_eq!([&base["organunit_name"], &base["unit_icon"]], ["丙", "logo.png"]);
}

#[tokio::test]
async fn an_enterprise_finds_only_its_own_units() {
    let mut world = World::with(|settings| {
        let first = settings.idcode.accounts[0].clone();
        let mut second = first.clone();
        second.access_token = "ENTERPRISE".to_owned();
        second.role = IdcodeRole::Enterprise;
        second.scheme = idcode_types::Scheme::I86;
        second.may_call_restricted = false;
        settings.idcode.accounts = vec![first, second];
    });
    let theirs = register(&world, "甲").await;
    world.access_token = "ENTERPRISE".to_owned();
    let own = register(&world, "乙").await;
    assert!(own.starts_with("i.86.110105."), "{own}");
    assert_eq!(code(&world.call("306", &[("company_idcode", &own)]).await), 1);
    assert_eq!(code(&world.call("306", &[("company_idcode", &theirs)]).await), 10_006);
    assert_eq!(code(&world.call("308", &[("company_idcode", &theirs)]).await), 10_003);
    let restricted = world.call("309", &restricted_unit()).await;
    assert_eq!(code(&restricted), 0, "open to some users only");
}

fn restricted_unit() -> Vec<(&'static str, &'static str)> {
    let mut pairs = unit("91990000MA0TEXT00W", "丙");
    pairs.retain(|(name, _)| *name != "login_password");
    pairs
}

#[tokio::test]
async fn a_unit_registered_with_its_license_has_its_end_as_password() {
    let world = World::new();
    let reply = success(world.call("309", &restricted_unit()).await);
    assert_eq!(reply["login_name"], "91990000MA0TEXT00W");
    let login = [("login_name", "91990000MA0TEXT00W"), ("login_pswd", "EXT00W")];
    let unit = success(world.call("601", &login).await);
    assert_eq!(unit["organunit_oid"], reply["organunit_idcode"]);
    assert_eq!(unit["gotourl"], Value::Null);

    let change = [
        ("login_name", "91990000MA0TEXT00W"),
        ("login_pwd", "EXT00W"),
        ("gotourl", "https://example.com/unit?id="),
        ("qrcode_color", "1"),
    ];
    success(world.call("310", &change).await);
    let unit = success(world.call("601", &login).await);
    assert_eq!(unit["gotourl"], "https://example.com/unit?id=");
    assert_eq!(unit["qrcode_color"], 0, "colors are the other way round in replies");
}

#[tokio::test]
async fn a_taken_name_has_the_code_of_the_table_or_of_the_sample() {
    for (as_in_sample, expected) in [(false, 10_007), (true, 2)] {
        let world = World::with(|settings| settings.idcode.code_2_for_taken_name = as_in_sample);
        register(&world, "甲").await;
        let reply = world.call("301", &unit("another", "甲")).await;
        assert_eq!(code(&reply), expected);
        // The rest is as in the sample of a failure.
        assert_eq!(reply["result_msg"], "已存在该组织单位名称，不可再添加！");
        assert_eq!(reply["organunit_result_info"]["organunit_name"], "甲");
        assert!(reply["organunit_idcode"].is_null());
        // The sample shows a name; 309 has no sample of a failure.
        assert_eq!(code(&world.call("301", &unit("甲", "another")).await), 10_008);
        let mut with_picture = unit("another", "甲");
        with_picture.retain(|(name, _)| *name != "login_password");
        assert_eq!(code(&world.call("309", &with_picture).await), 10_007);
    }
}
