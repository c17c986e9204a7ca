//! Whatever comes, every endpoint answers with a code of its own table.

use idcode_types::ENDPOINTS;
use wire::Kind;

use crate::client::{World, code};
use crate::registrations::{URL, batch, item, ticket};
use crate::uploads::{upload_three, with_category};

/// Calls of each endpoint.
const ROUNDS: usize = 60;

/// A sequence of numbers that looks random and is always the same.
struct Sequence(u64);

impl Sequence {
    fn pick<'a>(&mut self, among: &[&'a str]) -> &'a str {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let index = usize::try_from(self.0 >> 33).unwrap() % among.len();
        among[index]
    }
}

#[tokio::test]
async fn every_answer_has_a_code_of_its_table() {
    let world = World::new();
    let (company, registration) = with_category(&world).await;
    let uploaded = upload_three(&world, &company, &registration).await;
    world.call("407", &ticket(&company, "门票")).await;
    let json = batch(&world, &company, &[item(4002, 10, "35080200", "S1")]);
    let broken = batch(&world, "MA.156.1.1", &[item(1, 2, "3", "/")]);
    let product = format!("{company}/10.35080100.A1");
    let original = format!("{product}/1");
    let texts = [
        &company,
        &registration,
        &uploaded,
        &json,
        &broken,
        &product,
        &original,
        URL,
        "甲",
        "ftp://x",
        "https://example.com/",
        "A1",
        "A/1",
        "10",
        "1,2,3",
        ",",
        "13900000001",
        "123456",
        "bm8=",
        "secret-1",
        "35080100",
        "\u{0}",
        "{}",
        "MA.156.1.1",
        "https://example.com/{userCode}",
    ];
    let numbers = [
        "0",
        "1",
        "2",
        "3",
        "10",
        "400",
        "4001",
        "110000",
        "110105",
        "127",
        "-1",
        "x",
        "18446744073709551615",
        "99999999999999999999",
    ];
    let mut sequence = Sequence(1);
    let (mut successes, mut refusals) = (0, 0);
    for endpoint in &ENDPOINTS {
        // Pages answer with HTML when all is right.
        for _ in (0..ROUNDS).filter(|_| !endpoint.is_page) {
            let mut pairs = Vec::new();
            for field in endpoint.request.fields {
                let value = match field.kind {
                    _ if sequence.pick(&["", "", "", "", "left out"]) == "left out" => continue,
                    Kind::Enum(list) => {
                        let listed: Vec<_> = list.values.iter().map(|value| value.wire).collect();
                        sequence.pick(&listed)
                    }
                    Kind::Integer | Kind::Count => sequence.pick(&numbers),
                    _ => match field.wire {
                        "company_idcode" => sequence.pick(&[&company, &company, "MA.156.1.1"]),
                        "category_reg_id" | "reg_id" => sequence.pick(&[&registration, "1"]),
                        "uploadcode_id" => sequence.pick(&[&uploaded, "1"]),
                        _ => sequence.pick(&texts),
                    },
                };
                pairs.push((field.wire, value));
            }
            let reply = match endpoint.files.first() {
                Some(file) => {
                    let name = sequence.pick(&["codes.txt", "a.png", "", "txt"]);
                    let content = sequence.pick(&["1\n2", "", "\u{feff}", "\u{89}PNG", "/\n"]);
                    let files = [(file.wire, name, content.as_bytes())];
                    world.upload(endpoint.id, &pairs, &files).await
                }
                None => world.call(endpoint.id, &pairs).await,
            };
            let code = code(&reply);
            let is_listed = endpoint.codes.contains(&code.to_string().as_str());
            assert!(is_listed, "{} does not list {code}: {pairs:?}", endpoint.id);
            *if code == 1 { &mut successes } else { &mut refusals } += 1;
        }
    }
    assert!(successes > 300 && refusals > 1_000, "{successes} {refusals}");
}
