//! Pages: 401, 405, 408 and 607.

use idcode_types::Idcode;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{World, code, encode, endpoint, parameters};
use crate::registrations::{SAMPLE, URL};
use crate::units::{register, unit};

const CALLBACK: &str = "https://example.com/back?order=1#done";

/// Opens a page; its form's address.
async fn open(world: &World, id: &str, pairs: &[(&str, &str)]) -> String {
    let endpoint = endpoint(id);
    let signed = world.sign(endpoint.path, parameters(pairs));
    let response = world.raw(endpoint.method(), endpoint.path, &signed).await;
    let page = String::from_utf8(response.body().to_vec()).unwrap();
    assert!(page.contains(endpoint.zh), "{page}");
    let (_, rest) = page.split_once("action=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

/// Submits a page as a browser does that does not follow redirects; where it would be sent, and the
/// status.
async fn submit(world: &World, form: &str, pairs: &[(&str, &str)]) -> (u16, String) {
    let body = encode(&parameters(pairs));
    let request = format!(
        "POST {form} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: {}\r\n\
         content-type: application/x-www-form-urlencoded\r\n\r\n{body}",
        body.len()
    );
    let mut connection = TcpStream::connect(world.server.address()).await.unwrap();
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.unwrap();
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    let location = answer.lines().find_map(|line| line.strip_prefix("location: "));
    (status, location.unwrap_or_default().to_owned())
}

fn appended(location: &str, name: &str) -> String {
    let (query, _) = location.split_once('#').expect("the fragment stays last");
    let (_, query) = query.split_once('?').unwrap();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find(|(key, _)| key == name).unwrap().1.into_owned()
}

fn pairs(unit: &str) -> Vec<(&str, &str)> {
    vec![
        ("company_idcode", unit),
        ("gotourl", URL),
        ("sample_url", SAMPLE),
        ("callback_url", CALLBACK),
    ]
}

#[tokio::test]
async fn a_category_is_registered_on_a_page() {
    let world = World::new();
    let unit = register(&world, "甲").await;
    let product =
        [("industrycategory_id", "4001"), ("model_number_code", "A1"), ("model_number", "注射器")];
    for (id, more, fields, expected) in [
        ("401", vec![], &product[..], "10.35080100.A1"),
        ("408", vec![], &[("industrycategory_id", "6"), ("model_number", "门票")], "20.20000000.1"),
        (
            "405",
            vec![("industrycategory_id", "4002"), ("code_pay_type", "5")],
            &[("model_number_code", "B2"), ("model_number", "植入物")],
            "10.35080200.B2",
        ),
    ] {
        let form = open(&world, id, &[pairs(&unit), more].concat()).await;
        let (status, location) = submit(&world, &form, &[("model_number", "")]).await;
        assert_eq!((status, location.as_str()), (200, ""), "shown again");
        let (status, location) = submit(&world, &form, fields).await;
        assert_eq!(status, 302);
        assert!(location.starts_with("https://example.com/back?order=1&"), "{location}");
        let code: Idcode = appended(&location, "CategoryIDcode").parse().unwrap();
        assert_eq!((code.unit_code(), code.category_code()), (unit.as_str(), Some(expected)));
        assert_eq!(submit(&world, &form, fields).await.0, 404, "a page works once");
    }
    let list = world.call("404", &[("company_idcode", &unit), ("search_type", "2")]).await;
    assert_eq!(list["base_idcode_list"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_unit_logs_in_on_a_page() {
    let world = World::new();
    let main_code = register(&world, "甲").await;
    let form = open(&world, "607", &[("callback_url", CALLBACK)]).await;
    let name = unit("甲", "甲")[0].1;
    let wrong = [("login_name", name), ("login_pswd", "no")];
    assert_eq!(submit(&world, &form, &wrong).await.0, 200);
    let (status, location) =
        submit(&world, &form, &[("login_name", name), ("login_pswd", "secret-1")]).await;
    assert_eq!(status, 302);
    let unit: Value = serde_json::from_str(&appended(&location, "OrganUnit")).unwrap();
    assert_eq!(unit["organunit_oid"], main_code);
    assert!(unit["organunit_id"].is_u64(), "BigDecimal in 607");
}

#[tokio::test]
async fn a_page_is_not_shown_for_nothing() {
    let world = World::new();
    let unit = register(&world, "甲<b>").await;
    let with = |name: &'static str, value: &'static str| {
        let mut changed = pairs(&unit);
        changed.retain(|(existing, _)| *existing != name);
        changed.push((name, value));
        changed
    };
    assert_eq!(code(&world.call("401", &with("company_idcode", "MA.156.1.1")).await), 10_003);
    assert_eq!(code(&world.call("408", &with("gotourl", "ftp://example.com")).await), 10_000);
    assert_eq!(code(&world.call("408", &with("sample_url", "http://example.com")).await), 10_000);
    assert_eq!(code(&world.call("401", &with("callback_url", "javascript:x")).await), 10_000);
    assert_eq!(code(&world.call("607", &[]).await), 10_000);
}
