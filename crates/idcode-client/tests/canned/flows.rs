//! Pages, trees and batches.

use std::time::Duration;

use idcode_client::{Callback, Place};
use idcode_types::{
    ApplicationType, OpenCategoryRegistrationRequest, OpenProductCategoryRegistrationRequest,
    RegisterUnitWithPictureRequest,
};

use crate::transport::{CODE, Canned, TOKEN};

#[test]
fn a_page_has_a_signed_address() {
    let client = Canned::default().client();
    let request = OpenCategoryRegistrationRequest::new()
        .with_unit_code("i.86.1.2")
        .with_resolution_url("http://example.com/?id=")
        .with_sample_url("http://example.com/?id=1")
        .with_callback_url("https://example.org/back?a=1&b=2");
    let page = client.open_category_registration(&request).unwrap();
    let url = page.url().expect("401 takes GET");
    assert!(
        url.starts_with("https://example.com/sp/idcode/category/apply?company_idcode=i.86.1.2&")
    );
    assert!(url.contains("callback_url=https%3A%2F%2Fexample.org%2Fback%3Fa%3D1%26b%3D2"), "{url}");
    assert!(url.contains("&hash="), "{url}");
    let shown = format!("{page:?}");
    assert!(!shown.contains(TOKEN) && !shown.contains(CODE) && !shown.contains("hash"), "{shown}");
}

#[test]
fn a_page_that_only_takes_a_form_gives_one() {
    let client = Canned::default().client();
    let request = OpenProductCategoryRegistrationRequest::new()
        .with_unit_code("i.86.1.2")
        .with_category_id(7)
        .with_application_type(ApplicationType::Registration)
        .with_resolution_url("http://example.com/?a=\"1\"&b=<2>")
        .with_sample_url("http://example.com")
        .with_callback_url("https://example.org");
    let page = client.open_product_category_registration(&request).unwrap();
    assert_eq!(page.url(), None, "405 takes POST only");
    let form = page.form();
    assert!(
        form.contains("value=\"http://example.com/?a=&quot;1&quot;&amp;b=&lt;2&gt;\""),
        "{form}"
    );
    assert!(form.contains("name=\"hash\""), "{form}");
}

#[test]
fn callbacks_hand_over_a_category_or_a_unit() {
    let category =
        Callback::parse("https://a.cn/b?x=1?CategoryIDcode=i.86.1.2%2F10.1.1#top").unwrap();
    assert_eq!(category.category, Some("i.86.1.2/10.1.1".into()));
    let unit =
        Callback::parse("https://a.cn/b?u=%7B%22organunit_name%22%3A%22%E5%85%AC%E5%8F%B8%22%7D");
    assert_eq!(unit.unwrap().unit.and_then(|unit| unit.name).as_deref(), Some("公司"));
    for url in ["https://a.cn/b", "https://a.cn/b?CategoryIDcode=", "", "?u=%7Bbroken"] {
        assert!(Callback::parse(url).is_err(), "{url}");
    }
}

/// The two examples of the note under 101 (北京市朝阳区, 东莞市), a usual district, and 香港.
const REGIONS: &str = r#"{"result_code":1,"address_list":[
    {"address_id":110000,"address_name":"北京市","address_level":1,"address_id_parent":0},
    {"address_id":110105,"address_name":"朝阳区","address_level":3,"address_id_parent":110000},
    {"address_id":440000,"address_name":"广东省","address_level":1,"address_id_parent":0},
    {"address_id":441900,"address_name":"东莞市","address_level":2,"address_id_parent":440000},
    {"address_id":440300,"address_name":"深圳市","address_level":2,"address_id_parent":440000},
    {"address_id":"440305","address_name":"南山区","address_level":"3","address_id_parent":"440300"},
    {"address_id":810000,"address_name":"香港","address_level":1,"address_id_parent":0},
    {"address_id":5,"address_id_parent":6},{"address_id":6,"address_id_parent":5}]}"#;

#[tokio::test]
async fn places_follow_the_note_on_regions_without_a_level() {
    let canned = Canned::answering([(502, "<html>"), (200, REGIONS)]);
    let client = canned.client();
    assert!(client.regions().await.is_err(), "the first try fails");
    let regions = client.regions().await.unwrap();
    assert_eq!(client.clone().regions().await.unwrap().len(), regions.len());
    assert_eq!(canned.count(), 2, "fetched once after the failure");

    let place = |province_id, city_id, area_id| Some(Place { province_id, city_id, area_id });
    assert_eq!(regions.place(110_105), place(110_000, 110_000, 110_105), "北京市朝阳区");
    assert_eq!(regions.place(441_900), place(440_000, 441_900, 441_900), "东莞市");
    assert_eq!(regions.place(440_305), place(440_000, 440_300, 440_305), "深圳市南山区");
    assert_eq!(regions.place(810_000), place(810_000, 810_000, 810_000), "香港");
    assert_eq!(regions.place(440_300), None, "a city with districts is not a place");
    assert_eq!(regions.place(999_999), None);
    assert_eq!(regions.place(5), None, "a circle ends");
    let top: Vec<_> = regions.children(0).map(|(id, _)| id).collect();
    assert_eq!(top, [110_000, 440_000, 810_000]);
    assert_eq!(regions.way_down(440_305), [440_000, 440_300, 440_305]);
}

fn units(count: usize) -> Vec<RegisterUnitWithPictureRequest> {
    let unit = |number| {
        RegisterUnitWithPictureRequest::new()
            .with_login_name(format!("u{number}"))
            .with_unit_name("公司")
            .with_unit_type(1)
            .with_province_id(2)
            .with_city_id(3)
            .with_area_id(4)
    };
    (0..count).map(unit).collect()
}

#[tokio::test(start_paused = true)]
async fn a_batch_pauses_and_reports_every_outcome() {
    let failed = r#"{"result_code":10007,"result_msg":"已存在该组织单位名称，不可再添加"}"#;
    let canned = Canned::answering([(200, r#"{"result_code":1}"#), (200, failed)]);
    let started = tokio::time::Instant::now();
    let mut batch = canned.client().register_units(units(3));
    let mut outcomes = Vec::new();
    while let Some((index, outcome)) = batch.next().await {
        outcomes.push((index, outcome.is_ok()));
    }
    assert_eq!(outcomes, [(0, true), (1, false), (2, true)]);
    let waited = started.elapsed();
    // The document asks for 0.5 to 1 second between two.
    assert!((Duration::from_secs(1)..=Duration::from_secs(2)).contains(&waited), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn a_batch_goes_on_where_another_ended() {
    let canned = Canned::default();
    let mut batch = canned.client().register_units(units(5));
    for _ in 0..2 {
        batch.next().await.unwrap().1.unwrap();
    }
    let mut rest = canned.client().register_units(units(5)).start_at(batch.position());
    assert_eq!(rest.next().await.unwrap().0, 2);
    assert!(canned.last().2.contains("login_name=u2&"), "{:?}", canned.last());
    let mut count = 1;
    while rest.next().await.is_some() {
        count += 1;
    }
    assert_eq!(count, 3);
}
