//! Each of the 34 return codes reaches the caller as its variant, with its class.

use std::collections::BTreeSet;

use bytes::Bytes;
use http::Request;
use idcode_client::{Error, FilePart};
use idcode_types::ENDPOINTS;
use idcode_types::ResultCode as Code;
use jiff::SignedDuration;
use serde_json::{Value, json};
use wire::Class;

use super::world::{
    PHONE, URL, World, certificate, details, picture, product, text, ticket, unit, with,
};

/// The codes of the document's tables other than success: what to do about each.
const CLASSES: [(&str, Code, Class); 33] = [
    ("0", Code::Failed, Class::Failed),
    ("-1", Code::Busy, Class::RetryLater),
    ("10000", Code::BadParameter, Class::BadRequest),
    ("10001", Code::KeyMissing, Class::NotAllowed),
    ("10002", Code::KeyDisabled, Class::NotAllowed),
    ("10003", Code::UnitNotFound, Class::NotFound),
    ("10004", Code::UnitIncomplete, Class::BadRequest),
    ("10005", Code::BadLogin, Class::NotAllowed),
    ("10006", Code::NoMatch, Class::NotFound),
    ("10007", Code::DuplicateUnit, Class::AlreadyExists),
    ("10008", Code::DuplicateLogin, Class::AlreadyExists),
    ("10009", Code::UnitNameTaken, Class::AlreadyExists),
    ("10010", Code::UnitNameFixed, Class::NotAllowed),
    ("20001", Code::VerificationCodeExpired, Class::BadRequest),
    ("20002", Code::VerificationCodeWrong, Class::BadRequest),
    ("20003", Code::VerificationCodeTooSoon, Class::RetryLater),
    ("30001", Code::ResolutionUrlEmpty, Class::BadRequest),
    ("30002", Code::ResolutionUrlInvalid, Class::BadRequest),
    ("30005", Code::SampleUrlMismatch, Class::BadRequest),
    ("40001", Code::PictureTooLarge, Class::BadRequest),
    ("40002", Code::FileFormat, Class::BadRequest),
    ("40003", Code::FileDamaged, Class::BadRequest),
    ("40004", Code::LogoMissing, Class::BadRequest),
    ("40005", Code::LogoUploadFailed, Class::Failed),
    ("50001", Code::DuplicateModelCode, Class::AlreadyExists),
    ("50002", Code::DuplicateApplication, Class::AlreadyExists),
    ("50003", Code::BadCategoryRegistration, Class::BadRequest),
    ("50004", Code::NoCodes, Class::BadRequest),
    ("50005", Code::PasswordTooShort, Class::BadRequest),
    ("50006", Code::PasswordTooLong, Class::BadRequest),
    ("50007", Code::SourceFileDamaged, Class::Failed),
    ("50013", Code::NoShortCodes, Class::NotFound),
    ("59999", Code::BadContent, Class::BadRequest),
];

/// What is provoked, one after the other, in one world.
struct Table {
    world: World,
    seen: BTreeSet<String>,
}

impl Table {
    /// A call that fails with this code, number and all.
    async fn expect(&mut self, code: &str, id: &str, parameters: Value) {
        let result = self.world.call(id, &parameters, None).await;
        self.note(code, id, result);
    }

    async fn upload(&mut self, code: &str, id: &str, parameters: Value, file: FilePart) {
        let result = self.world.call(id, &parameters, Some(file)).await;
        self.note(code, id, result);
    }

    /// The client refuses to send what has this code, so another request goes out instead of a good
    /// one.
    async fn swapped(&mut self, code: &str, id: &str, good: Value, sent: Request<Bytes>) {
        self.world.swap.next(sent);
        let file = (id == "304").then(|| FilePart::bytes("a.bmp", picture()));
        let result = self.world.call(id, &good, file).await;
        self.note(code, id, result);
    }

    fn note(&mut self, number: &str, id: &str, result: Result<Value, Error>) {
        let error = result.expect_err(number);
        let (_, variant, class) = CLASSES.iter().find(|(code, ..)| *code == number).unwrap();
        assert_eq!(error.class(), *class, "{id} {number}: {error}");
        let Error::Service(complaint) = error else { panic!("{id} {number}: {error}") };
        assert_eq!(complaint.code.as_ref(), Some(variant), "{id} {number}: {complaint}");
        assert_eq!(complaint.endpoint, id);
        assert!(complaint.message.is_some(), "{id} {number}");
        self.seen.insert(number.to_owned());
    }
}

/// Provokes every return code of the document in an empty registry.
pub async fn every_return_code_is_a_typed_error(world: World) {
    let mut table = Table { world, seen: BTreeSet::new() };
    let company = general(&mut table).await;
    verification_codes(&mut table).await;
    verification(&mut table, &company).await;
    logos(&mut table).await;
    categories(&mut table, &company).await;
    uploads(&mut table, &company).await;
    downloads(&mut table, &company).await;

    let listed: BTreeSet<_> =
        ENDPOINTS.iter().flat_map(|endpoint| endpoint.codes).map(ToString::to_string).collect();
    assert_eq!(listed.len(), 34);
    assert_eq!(table.seen, listed);
}

/// The main code of the unit 甲.
async fn general(table: &mut Table) -> String {
    table.world.sandbox.idcode().fail("101", 1);
    table.expect("-1", "101", json!({})).await;
    for (token, code) in [("NOBODY", "10001"), ("DISABLED", "10002")] {
        let other = table.world.client_of(token);
        let known = std::mem::replace(&mut table.world.client, other);
        table.expect(code, "101", json!({})).await;
        table.world.client = known;
    }
    let unknown = json!({ "company_idcode": "MA.156.110105.1" });
    table.expect("10003", "308", unknown.clone()).await;
    table.expect("10006", "306", unknown).await;
    let company = table.world.unit("甲").await;
    table.expect("10007", "301", unit("another", "甲")).await;
    table.expect("10008", "301", unit("甲", "another")).await;
    table.expect("10005", "601", json!({ "login_name": "甲", "login_pswd": "?" })).await;
    table.expect("10000", "301", with(unit("b", "b"), "code", 98)).await;
    company
}

async fn verification_codes(table: &mut Table) {
    let phone = json!({ "phone_code": PHONE });
    table.world.reply("303", &phone).await;
    table.expect("20003", "302", phone).await;
    let sent = table.world.sandbox.idcode().verification_code(PHONE).unwrap();
    let other = if sent == "000000" { "000001" } else { "000000" };
    table.expect("20002", "301", with(unit("b", "b"), "sms_verify_code", other)).await;
    table.world.clock.advance(SignedDuration::from_secs(301));
    table.expect("20001", "301", with(unit("b", "b"), "sms_verify_code", sent)).await;
}

async fn verification(table: &mut Table, company: &str) {
    let file = |name: &str, content: &[u8]| FilePart::bytes(name, content.to_vec());
    let named = |name: &str| with(details(company), "organunit_name", name);
    table.upload("10004", "304", certificate(company), file("a.bmp", &picture())).await;
    table.world.unit("乙").await;
    table.expect("10009", "305", named("乙")).await;
    table.expect("30002", "305", with(details(company), "gotourl", "example.com")).await;
    table.world.reply("305", &details(company)).await;
    table.upload("40002", "304", certificate(company), file("a.pdf", &picture())).await;
    table.upload("40003", "304", certificate(company), file("a.bmp", &picture()[..20])).await;
    let parameters =
        [("company_idcode", company), ("code_pay_type", "0"), ("organization_code", "1")];
    let large = [&b"BM"[..], &vec![0; 5 << 20]].concat();
    let large = table.world.signed_upload("304", &parameters, ("file1", "a.bmp", &large));
    table.swapped("40001", "304", certificate(company), large).await;
    let licence = Some(file("a.bmp", &picture()));
    let reply = table.world.call("304", &certificate(company), licence).await.unwrap();
    table.seen.insert(text(&reply["result_code"]));
    table.expect("10010", "305", named("丙")).await;
}

async fn logos(table: &mut Table) {
    let login = json!({ "login_name": "甲", "login_pwd": "secret-1", "gotourl": URL });
    table.expect("40004", "310", with(login.clone(), "qrcode_logo", "1")).await;
    table.expect("40005", "310", with(login, "unit_icon", "bm8gcGljdHVyZQ==")).await;
}

async fn categories(table: &mut Table, company: &str) {
    let urls = json!({ "gotourl": URL, "sample_url": URL });
    let without = table.world.signed_form("606", &[("sample_url", URL)]);
    table.swapped("30001", "606", urls, without).await;
    let elsewhere = with(product(company, "A1"), "sample_url", "https://example.org/1");
    table.expect("30005", "406", elsewhere).await;
    table.world.product(company, "A1").await;
    table.expect("50001", "406", product(company, "A1")).await;
    table.world.reply("407", &ticket(company, "门票")).await;
    table.expect("50002", "407", ticket(company, "门票")).await;
    let unknown = json!({ "company_idcode": company, "type": "2", "category_reg_id": "1" });
    table.expect("50003", "608", unknown).await;
}

async fn uploads(table: &mut Table, company: &str) {
    let registration = table.world.product(company, "A2").await;
    let target = json!({ "company_idcode": company, "category_reg_id": registration });
    let twice = FilePart::codes(["1", "2", "1"]);
    table.upload("59999", "5011", target.clone(), twice).await;
    let parameters =
        [("company_idcode", company), ("category_reg_id", &registration), ("code_list_str", ", ,")];
    let none = table.world.signed_form("5012", &parameters);
    table.swapped("50004", "5012", with(target, "code_list_str", "1"), none).await;
}

async fn downloads(table: &mut Table, company: &str) {
    let registration = table.world.product(company, "A3").await;
    let batch = |id: &str| json!({ "company_idcode": company, "uploadcode_id": id });
    table.expect("0", "504", batch("1")).await;
    let id = table.world.three_codes(company, &registration).await;
    for (code, password) in [("50005", "12345"), ("50006", "12345678901234567")] {
        let parameters =
            [("company_idcode", company), ("uploadcode_id", &id), ("password", password)];
        let sent = table.world.signed_form("504", &parameters);
        table.swapped(code, "504", batch(&id), sent).await;
    }
    table.world.sandbox.idcode().damage_batch(&id);
    table.expect("50007", "505", batch(&id)).await;

    let filed = table.world.reply("407", &ticket(company, "入场券")).await;
    let id = table.world.three_codes(company, &text(&filed["category_reg_id"])).await;
    table.expect("50013", "505", with(batch(&id), "code_type", "0")).await;
}
