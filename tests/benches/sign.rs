//! Signing an IDcode request against the bare MD5 of the same bytes.
//!
//! Prints the ratio of the medians of paired rounds (bar 1.5). The request is the document's
//! example, and one with a JSON parameter of 20 kB.

use std::hint::black_box;
use std::time::Instant;

use auth::{Secret, idcode_hash};
use md5::{Digest, Md5};

const CODE: &str = "RORJOOfU4OJ44XUf4uuXU4JuRLeeRAX7";

/// Paired rounds, and calls in each.
const ROUNDS: usize = 301;
const CALLS: u32 = 2_000;

fn main() {
    // `cargo test` runs benchmarks once, without measuring.
    let rounds = if std::env::args().any(|argument| argument == "--bench") { ROUNDS } else { 1 };
    let batch = "{\"category_memo\":\"品类描述\"}".repeat(600);
    let cases = [
        ("the document's example", vec![("id", "123"), ("name", "zhangsan")]),
        ("402 with 20 kB of JSON", vec![("json_str", batch.as_str())]),
    ];
    for (name, own) in cases {
        let mut parameters =
            vec![("access_token", "J7X4LuOOfURXeAAEAAAAAABSK"), ("time", "1497587696789")];
        parameters.extend(own);
        let calls = if parameters.iter().any(|(_, value)| value.len() > 1000) { 20 } else { CALLS };
        println!("{name}: signing / bare MD5 = {:.2} (bar 1.5)", ratio(&parameters, rounds, calls));
    }
}

fn ratio(parameters: &[(&str, &str)], rounds: usize, calls: u32) -> f64 {
    let code = Secret::from(CODE);
    let bytes = signed_bytes(parameters);
    let sign = || idcode_hash("/abc/def", parameters.iter().copied(), &code);
    let bare = || hex(&Md5::digest(bytes.as_bytes()));
    assert_eq!(sign(), bare(), "both hash the same bytes");
    let mut ratios: Vec<f64> = (0..rounds)
        .map(|_| {
            let bare = seconds(calls, || black_box(bare()).len());
            seconds(calls, || black_box(sign()).len()) / bare
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    ratios[ratios.len() / 2]
}

fn seconds(calls: u32, work: impl Fn() -> usize) -> f64 {
    let started = Instant::now();
    for _ in 0..calls {
        black_box(work());
    }
    started.elapsed().as_secs_f64()
}

/// What is hashed, put together beforehand.
fn signed_bytes(parameters: &[(&str, &str)]) -> String {
    let mut sorted = parameters.to_vec();
    sorted.sort_unstable();
    let pairs: Vec<_> = sorted.iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("/abc/def?{}{CODE}", pairs.join("&"))
}

fn hex(hash: &[u8]) -> String {
    use std::fmt::Write;

    hash.iter().fold(String::with_capacity(32), |mut hex, byte| {
        let _ = write!(hex, "{byte:02X}");
        hex
    })
}
