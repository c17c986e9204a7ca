//! Each of the 47 endpoints, called by its name, works.

use std::collections::BTreeSet;

use idcode_client::{Callback, FilePart};
use idcode_types::ENDPOINTS;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use transport::{HttpTransport, Transport};

use super::world::{
    PHONE, SAMPLE, URL, World, certificate, details, endpoint, picture, product, text, ticket,
    unit, with,
};

/// The phone that 302 is for; 303 has another, as there is a pause between two codes.
pub const OTHER_PHONE: &str = "13900000001";

/// What works, one after the other, in one world.
pub struct Tour {
    /// The registry, as the calls left it.
    pub world: World,
    seen: BTreeSet<&'static str>,
    /// Each call with its parameters, whether it had a file, and its reply.
    pub calls: Vec<(&'static str, Value, bool, Value)>,
}

impl Tour {
    async fn call(&mut self, id: &'static str, parameters: Value) -> Value {
        self.seen.insert(id);
        let reply = self.world.reply(id, &parameters).await;
        self.calls.push((id, parameters, false, reply.clone()));
        reply
    }

    async fn upload(&mut self, id: &'static str, parameters: Value, file: FilePart) -> Value {
        self.seen.insert(id);
        let reply = self.world.call(id, &parameters, Some(file)).await;
        let reply = reply.unwrap_or_else(|error| panic!("{id}: {error}"));
        self.calls.push((id, parameters, true, reply.clone()));
        reply
    }

    /// Opens a page, fills it in, and reads where the browser is sent then.
    async fn page(&mut self, id: &'static str, parameters: Value, typed: &str) -> Callback {
        self.seen.insert(id);
        let endpoint = endpoint(id);
        let page = self.world.client.page_named(endpoint.name, &parameters).unwrap().unwrap();
        let fields: Vec<_> = page.fields.iter().map(|(name, value)| (*name, &**value)).collect();
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = match page.url() {
            Some(url) => http::Request::get(url).body(bytes::Bytes::new()),
            None => http::Request::post(&page.action)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(form.into()),
        };
        let http = HttpTransport::builder().build().unwrap();
        let shown = http.send(request.unwrap()).await.unwrap();
        let html = str::from_utf8(shown.body()).unwrap();
        assert!(html.contains(endpoint.zh), "{id}: {html}");
        let (_, action) = html.split_once("action=\"").unwrap();
        let (action, _) = action.split_once('"').unwrap();
        Callback::parse(&self.submit(action, typed).await).unwrap()
    }

    /// Where a browser is sent that submits a form.
    async fn submit(&self, action: &str, typed: &str) -> String {
        let request = format!(
            "POST {action} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{typed}",
            typed.len()
        );
        let mut connection = TcpStream::connect(self.world.sandbox.address()).await.unwrap();
        connection.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).await.unwrap();
        let location = answer.lines().find_map(|line| line.strip_prefix("location: "));
        location.unwrap_or_else(|| panic!("no redirect: {answer}")).to_owned()
    }
}

/// All of it in this world.
pub async fn tour_of(world: World) -> Tour {
    let mut tour = Tour { world, seen: BTreeSet::new(), calls: Vec::new() };
    base_data(&mut tour).await;
    let company = units(&mut tour).await;
    let registration = categories(&mut tour, &company).await;
    pages(&mut tour, &company).await;
    codes(&mut tour, &company, &registration).await;
    pictures(&mut tour, &company).await;
    tour
}

/// Calls every endpoint of the document in an empty registry.
pub async fn every_endpoint_works(world: World) {
    let tour = tour_of(world).await;
    let all: BTreeSet<_> = ENDPOINTS.iter().map(|endpoint| endpoint.id).collect();
    assert_eq!(all.len(), 47);
    assert_eq!(tour.seen, all);
    for id in all {
        assert!(tour.world.sandbox.idcode().calls(id) > 0, "the sandbox saw {id}");
    }
}

async fn base_data(tour: &mut Tour) {
    let none = || json!({});
    for (id, parameters, list) in [
        ("101", none(), "address_list"),
        ("102", json!({ "address_id_parent": 110_000 }), "address_list"),
        ("103", none(), "trade_list"),
        ("104", json!({ "trade_id_parent": 0 }), "trade_list"),
        ("105", none(), "unit_type_list"),
        ("201", none(), "codeuse_list"),
        ("202", none(), "industrycategory_list"),
        ("203", json!({ "industrycategory_id_parent": 0 }), "industrycategory_list"),
        ("204", none(), "industrycategory_list"),
    ] {
        let reply = tour.call(id, parameters).await;
        assert!(!reply[list].as_array().unwrap().is_empty(), "{id}: {reply}");
    }
}

/// The main code of a unit that is registered, completed and handed in.
async fn units(tour: &mut Tour) -> String {
    let reply = tour.call("302", json!({ "phone_code": OTHER_PHONE })).await;
    let sent = tour.world.sandbox.idcode().verification_code(OTHER_PHONE);
    assert_eq!(reply["verify_code"].as_str(), sent.as_deref());
    tour.call("303", json!({ "phone_code": PHONE })).await;

    let company = text(&tour.call("301", unit("甲", "甲")).await["organunit_idcode"]);
    tour.call("305", details(&company)).await;
    tour.upload("304", certificate(&company), FilePart::bytes("licence.bmp", picture())).await;
    let by_code = || json!({ "company_idcode": company });
    assert_eq!(tour.call("306", by_code()).await["organunit_name"], "甲");
    let found = tour.call("307", json!({ "company_name": "甲" })).await;
    assert_eq!(found["organunit_list"][0]["organunit_oid"], *company);
    tour.call("308", by_code()).await;
    assert_eq!(
        tour.call("608", with(by_code(), "type", "1")).await["examine_content"],
        "甲",
        "the name of a unit is reviewed"
    );
    let login = json!({ "login_name": "甲", "login_pswd": "secret-1" });
    assert_eq!(tour.call("601", login).await["organunit_oid"], *company);

    let with_picture = with(unit("91990000MA0TEXT00W", "乙"), "login_password", Value::Null);
    let with_picture = with(with_picture, "linkphone", "13900000002");
    let reply = tour.call("309", with_picture).await;
    assert!(text(&reply["unit_qrcode"]).starts_with("iVBORw0KGgo"), "a PNG in base64");
    let login =
        json!({ "login_name": "91990000MA0TEXT00W", "login_pwd": "EXT00W", "gotourl": URL });
    tour.call("310", login).await;
    company
}

/// The identifier of a registration.
async fn categories(tour: &mut Tour, company: &str) -> String {
    let reply = tour.call("406", product(company, "A1")).await;
    assert_eq!(reply["organunit_idcode"], format!("{company}/10.35080100.A1/"));
    let registration = text(&reply["category_reg_id"]);
    tour.call("407", ticket(company, "门票")).await;
    let item = json!({
        "industrycategory_id": 4002, "codeuse_id": 10, "category_code": "35080200",
        "code_pay_type": 2, "gotourl": URL, "sample_url": SAMPLE, "model_number": "植入物",
        "model_number_code": "B2",
    });
    let batch = json!({ "company_idcode": company, "category_reg_list": [item] });
    tour.call("402", json!({ "json_str": batch })).await;

    let by_code = || json!({ "company_idcode": company });
    for id in ["403", "409"] {
        let reply = tour.call(id, with(by_code(), "category_reg_id", &*registration)).await;
        assert_eq!(reply["base_idcode_list"].as_array().unwrap().len(), 1, "{id}: {reply}");
    }
    for id in ["404", "410"] {
        let reply = tour.call(id, by_code()).await;
        assert_eq!(reply["base_idcode_list"].as_array().unwrap().len(), 3, "{id}: {reply}");
    }
    let url = with(with(by_code(), "reg_id", &*registration), "gotourl", "https://example.com/");
    tour.call("602", url).await;
    tour.call("606", json!({ "gotourl": URL, "sample_url": SAMPLE })).await;
    registration
}

async fn pages(tour: &mut Tour, company: &str) {
    let back = || json!({ "callback_url": "https://example.com/back?order=1" });
    let page = || {
        with(with(with(back(), "company_idcode", company), "gotourl", URL), "sample_url", SAMPLE)
    };
    let one_product = with(with(page(), "industrycategory_id", 4002), "code_pay_type", "2");
    for (id, parameters, typed, expected) in [
        (
            "401",
            page(),
            "industrycategory_id=4001&model_number=a&model_number_code=P1",
            "10.35080100.P1",
        ),
        ("408", page(), "industrycategory_id=6&model_number=b", "20.20000000.2"),
        ("405", one_product, "model_number=c&model_number_code=P2", "10.35080200.P2"),
    ] {
        let category = tour.page(id, parameters, typed).await.category.unwrap();
        let expected = format!("{company}/{expected}");
        assert_eq!(category.as_str().trim_end_matches('/'), expected, "{id}");
    }
    let unit = tour.page("607", back(), "login_name=%E7%94%B2&login_pswd=secret-1").await.unit;
    assert_eq!(unit.unwrap().name.as_deref(), Some("甲"));
}

async fn codes(tour: &mut Tour, company: &str, registration: &str) {
    let target =
        || json!({ "company_idcode": company, "category_reg_id": registration, "version": "2.0" });
    let file = FilePart::codes(["F1", "F2"]);
    let reply = tour.upload("5011", target(), file).await;
    let uploaded = text(&reply["data"]["uploadcode_id"]);
    tour.call("5012", with(target(), "code_list_str", "L1,L2")).await;
    let range = with(with(target(), "start_num", 1), "end_num", 3);
    tour.call("5013", range.clone()).await;
    tour.call("5014", with(range, "length", 4)).await;

    let product = format!("{company}/10.35080100.A1");
    let by_category = json!({
        "company_idcode": company, "idcode_of_category": product, "model_number_code": "A1",
    });
    let list = tour.call("502", by_category).await;
    assert_eq!(list["code_record_list"].as_array().unwrap().len(), 4, "{list}");
    let batch = || json!({ "company_idcode": company, "uploadcode_id": uploaded });
    assert_eq!(text(&tour.call("503", batch()).await["code_record_tab"]["code_num"]), "2");
    let url = tour.call("504", with(batch(), "password", "123456")).await;
    assert!(text(&url["codefileurl_info"]).starts_with("http"), "{url}");
    let codes = tour.call("505", batch()).await;
    assert_eq!(codes["data"], json!([format!("{product}/F1"), format!("{product}/F2")]));
    let short = tour.call("506", json!({ "code": format!("{product}/F1") })).await;
    assert_eq!(short["data"].as_array().unwrap().len(), 1, "{short}");
}

async fn pictures(tour: &mut Tour, company: &str) {
    let reply = tour.call("603", json!({ "code": company })).await;
    assert!(text(&reply["code_pic_address"]).starts_with("http"), "{reply}");
    let content = format!("http://s.idcode.org.cn/?code={company}");
    let framed = json!({ "code": content, "is_margin": "1", "qrcode_size": 400, "color": "0" });
    let quality = json!({
        "company_idcode": company, "code": company, "use_logo": "0", "margin_type": "0",
        "code_type": "1", "code_size": "5",
    });
    for (id, parameters) in [("604", framed), ("605", quality)] {
        let reply = tour.call(id, parameters).await;
        assert!(text(&reply["code_pic_base64str"]).starts_with("iVBORw0KGgo"), "{id}");
    }
    let reply = tour.call("701", json!({ "bgimage": "0", "ismarkname": "0" })).await;
    assert!(text(&reply["authen_pic_url"]).starts_with("http"), "{reply}");
}
