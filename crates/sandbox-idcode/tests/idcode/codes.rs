//! Each of the 34 return codes, provoked for the reason that the document gives.

use std::collections::BTreeSet;

use idcode_types::ENDPOINTS;
use jiff::SignedDuration;

use crate::client::{File, World, code, endpoint};
use crate::registrations::{batch, item, product, ticket, with};
use crate::units::{PHONE, complete, png, register, unit};
use crate::uploads::{target, upload_three, with_category};

/// What is provoked, one after the other, in one world.
struct Table {
    world: World,
    seen: BTreeSet<i64>,
}

impl Table {
    async fn expect(&mut self, expected: i64, id: &str, pairs: &[(&str, &str)]) {
        let reply = self.world.call(id, pairs).await;
        self.note(expected, id, code(&reply), &reply.to_string());
    }

    async fn upload(&mut self, expected: i64, id: &str, pairs: &[(&str, &str)], file: File<'_>) {
        let reply = self.world.upload(id, pairs, &[file]).await;
        self.note(expected, id, code(&reply), &reply.to_string());
    }

    fn note(&mut self, expected: i64, id: &str, code: i64, reply: &str) {
        assert_eq!(code, expected, "{id}: {reply}");
        assert!(endpoint(id).codes.contains(&expected.to_string().as_str()), "{id} {expected}");
        self.seen.insert(expected);
    }
}

#[tokio::test]
async fn every_return_code_has_its_reason() {
    let world = World::with(|settings| {
        let mut disabled = settings.idcode.accounts[0].clone();
        disabled.access_token = "DISABLED".to_owned();
        disabled.is_disabled = true;
        settings.idcode.accounts.push(disabled);
    });
    let mut table = Table { world, seen: BTreeSet::new() };
    general(&mut table).await;
    registration(&mut table).await;
    verification(&mut table).await;
    logos(&mut table).await;
    categories(&mut table).await;
    codes(&mut table).await;

    let listed = ENDPOINTS.iter().flat_map(|endpoint| endpoint.codes);
    let listed: BTreeSet<i64> = listed.map(|code| code.parse().unwrap()).collect();
    assert_eq!(listed.len(), 34);
    assert_eq!(table.seen, listed);
}

async fn general(table: &mut Table) {
    table.expect(1, "101", &[]).await;
    table.expect(0, "101", &[("unknown", "1")]).await;
    table.world.service.fail("101", 1);
    table.expect(-1, "101", &[]).await;
    table.expect(10_000, "102", &[]).await;
    for (token, expected) in [("NOBODY", 10_001), ("DISABLED", 10_002)] {
        let token = std::mem::replace(&mut table.world.access_token, token.to_owned());
        table.expect(expected, "101", &[]).await;
        table.world.access_token = token;
    }
    table.expect(10_003, "308", &[("company_idcode", "MA.156.110105.1")]).await;
    table.expect(10_006, "306", &[("company_idcode", "MA.156.110105.1")]).await;
}

async fn registration(table: &mut Table) {
    register(&table.world, "甲").await;
    table.expect(10_007, "301", &unit("another", "甲")).await;
    table.expect(10_008, "301", &unit("甲", "another")).await;
    let reply = table.world.call("301", &unit("another", "甲")).await;
    assert_eq!(reply["organunit_result_info"]["organunit_name"], "甲");
    assert_eq!(reply["organunit_result_info"]["linkphone"], PHONE);
    assert!(reply["organunit_idcode"].is_null());
    for code in [10_007, 10_008] {
        let (login, name) = if code == 10_007 { ("another", "甲") } else { ("甲", "another") };
        let mut pairs = unit(login, name);
        pairs.retain(|(name, _)| *name != "login_password");
        table.expect(code, "309", &pairs).await;
    }

    table.expect(1, "303", &[("phone_code", PHONE)]).await;
    table.expect(20_003, "302", &[("phone_code", PHONE)]).await;
    let sent = table.world.service.verification_code(PHONE).unwrap();
    table.expect(20_002, "301", &with(unit("b", "b"), "sms_verify_code", "?")).await;
    table.world.clock.advance(SignedDuration::from_secs(301));
    table.expect(20_001, "301", &with(unit("b", "b"), "sms_verify_code", &sent)).await;
    table.expect(10_005, "601", &[("login_name", "甲"), ("login_pswd", "?")]).await;
}

async fn verification(table: &mut Table) {
    let first = register(&table.world, "乙").await;
    let details = |name| {
        let details = [("company_idcode", first.as_str()), ("trade_id", "127")];
        let details =
            [&details[..], &[("organunit_address", "某路"), ("unit_size_type", "1")]].concat();
        with(details, "organunit_name", name)
    };
    let certificate =
        [("company_idcode", first.as_str()), ("code_pay_type", "0"), ("organization_code", "1")];
    table.upload(10_004, "304", &certificate, ("file1", "a.png", &png())).await;
    complete(&table.world, &first).await;
    table.expect(10_009, "305", &details("甲")).await;
    let large = vec![0_u8; (5 << 20) + 1];
    table.upload(40_001, "304", &certificate, ("file1", "a.png", &large)).await;
    table.upload(40_002, "304", &certificate, ("file1", "a.pdf", &png())).await;
    table.upload(40_003, "304", &certificate, ("file1", "a.png", &png()[..40])).await;
    table.upload(1, "304", &certificate, ("file1", "a.png", &png())).await;
    table.expect(10_010, "305", &details("丙")).await;
    table.expect(30_002, "305", &with(details("乙"), "gotourl", "example.com")).await;
}

async fn logos(table: &mut Table) {
    let login = || vec![("login_name", "乙"), ("login_pwd", "secret-1")];
    table.expect(10_000, "310", &login()).await;
    let with_url = with(login(), "gotourl", "https://example.com/");
    table.expect(10_005, "310", &with(with_url.clone(), "login_pwd", "?")).await;
    table.expect(40_004, "310", &with(with_url.clone(), "qrcode_logo", "1")).await;
    table.expect(40_005, "310", &with(with_url, "unit_icon", "bm8gcGljdHVyZQ==")).await;
    table.expect(30_002, "310", &with(login(), "gotourl", "https://")).await;
}

async fn categories(table: &mut Table) {
    let company = register(&table.world, "丁").await;
    let good = || product(&company, "A1");
    let without = |name: &str| -> Vec<_> {
        good().into_iter().filter(|(existing, _)| *existing != name).collect()
    };
    table.expect(30_001, "406", &without("gotourl")).await;
    table.expect(30_001, "606", &[("sample_url", "https://example.com/1")]).await;
    table.expect(30_002, "406", &with(good(), "gotourl", "https://example.com/{what}")).await;
    table.expect(30_005, "406", &with(good(), "sample_url", "https://example.org/1")).await;
    table.expect(10_000, "406", &with(good(), "codeuse_id", "20")).await;
    table.expect(10_000, "406", &with(good(), "model_number_code", "A/1")).await;
    table.expect(1, "406", &good()).await;
    table.expect(50_001, "406", &good()).await;
    table.expect(1, "407", &ticket(&company, "门票")).await;
    table.expect(50_002, "407", &ticket(&company, "门票")).await;
    table.expect(10_000, "407", &with(ticket(&company, "二"), "codeuse_id", "10")).await;
    for (code, json) in [
        (50_001, item(4001, 10, "35080100", "A1")),
        (50_002, item(6, 20, "20000000", "1")),
        (10_000, item(6, 10, "20000000", "1")),
    ] {
        let json = batch(&table.world, &company, &[json]);
        table.expect(code, "402", &[("json_str", &json)]).await;
    }
    let json = batch(&table.world, "MA.156.110105.1", &[item(6, 20, "20000000", "2")]);
    table.expect(10_003, "402", &[("json_str", &json)]).await;
    table.expect(10_003, "406", &with(good(), "company_idcode", "MA.156.110105.1")).await;
    let no_registration =
        [("company_idcode", company.as_str()), ("type", "2"), ("category_reg_id", "1")];
    table.expect(50_003, "608", &no_registration).await;
    table.expect(10_000, "608", &no_registration[..2]).await;
    table.expect(10_000, "608", &with(no_registration.to_vec(), "type", "3")).await;
}

async fn codes(table: &mut Table) {
    let world = World::new();
    let (company, registration) = with_category(&world).await;
    let before = std::mem::replace(&mut table.world, world);
    let good = || target(&company, &registration);
    for (code, name, content) in [
        (40_002, "codes.csv", &b"1\n"[..]),
        (40_003, "codes.txt", b""),
        (40_003, "codes.txt", b"1\n\xff\n"),
        (59_999, "codes.txt", b"1\n\n3\n"),
        (59_999, "codes.txt", b"1\n2\n1\n"),
        (59_999, "codes.txt", b"MA.156.110105.9/10.35080100.A1/1\n"),
        (1, "codes.txt", b"1\n"),
    ] {
        table.upload(code, "5011", &good(), ("code_file", name, content)).await;
    }
    let wrong = with(good(), "category_reg_id", "1");
    table.upload(50_003, "5011", &wrong, ("code_file", "codes.txt", b"1\n")).await;
    table.expect(50_004, "5012", &good()).await;
    table.expect(50_004, "5012", &with(good(), "code_list_str", ", ,")).await;
    table.expect(59_999, "5012", &with(good(), "code_list_str", "1,,2")).await;
    let range = with(with(good(), "start_num", "2"), "end_num", "1");
    table.expect(10_000, "5013", &range).await;
    let range = with(with(range, "end_num", "1000"), "length", "3");
    table.expect(10_000, "5014", &range).await;
    table.expect(10_000, "5014", &with(range.clone(), "length", "99")).await;
    table.expect(50_003, "5014", &with(with(range, "category_reg_id", "2"), "length", "9")).await;

    let uploaded = upload_three(&table.world, &company, &registration).await;
    let good = || vec![("company_idcode", company.as_str()), ("uploadcode_id", uploaded.as_str())];
    table.expect(50_005, "504", &with(good(), "password", "12345")).await;
    table.expect(50_006, "504", &with(good(), "password", "12345678901234567")).await;
    table.expect(1, "504", &with(good(), "password", "1234567890123456")).await;
    table.expect(0, "504", &with(good(), "uploadcode_id", "1")).await;
    table.expect(10_000, "503", &with(good(), "uploadcode_id", "1")).await;
    table.world.service.damage_batch(&uploaded);
    table.expect(50_007, "504", &good()).await;
    table.expect(50_007, "505", &good()).await;

    let filed = table.world.call("407", &ticket(&company, "门票")).await;
    let filed = filed["category_reg_id"].as_u64().unwrap().to_string();
    let uploaded = upload_three(&table.world, &company, &filed).await;
    let good =
        [("company_idcode", company.as_str()), ("uploadcode_id", &uploaded), ("code_type", "0")];
    table.expect(50_013, "504", &good).await;
    table.world = before;
}
