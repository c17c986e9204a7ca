//! What tolerance costs: decoding a full page of devices into `udid-types`, into structs as serde
//! derives them, and into `serde_json::Value`.

// The same structs stand on two kinds of values; their fields are named as in `udid-types`.
#[allow(clippy::duplicate_mod, clippy::struct_field_names)]
mod derived;

#[path = "decode/page.rs"]
mod page;
#[path = "decode/pairs.rs"]
mod pairs;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use udid_types::DevicePage;

use derived::{closed, text};

/// A page must not take longer than this in terms of the derived structs.
const BAR: f64 = 1.15;

fn main() {
    let documented = page::documented();
    let lower_case = page::in_lower_case(&documented);
    check(&documented, &lower_case);

    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    absolute(&mut criterion, &documented, &lower_case);
    criterion.final_summary();
    if is_measuring() {
        relative(&documented, &lower_case);
    }
}

/// `cargo test --benches` runs everything once and measures nothing.
fn is_measuring() -> bool {
    let has = |flag: &str| std::env::args().any(|argument| argument == flag);
    has("--bench") && !has("--test") && !has("--list")
}

/// All sides must find the same number of values, or they do not do the same work.
fn check(documented: &str, lower_case: &str) {
    let expected = page::leaves(&value(documented));
    assert_eq!(found(&tolerant(documented)), expected, "udid-types");
    assert_eq!(found(&derived_text(documented)), expected, "derived");
    assert_eq!(found(&derived_closed(documented)), expected, "derived, closed enums");
    assert!(tolerant(documented) == tolerant(lower_case), "keys in lower case");
    assert_ne!(documented, lower_case);
    println!("one page: {} bytes, {expected} values", documented.len());
}

fn found(decoded: &impl Serialize) -> usize {
    page::leaves(&serde_json::to_value(decoded).expect("JSON again"))
}

fn absolute(criterion: &mut Criterion, documented: &str, lower_case: &str) {
    let mut group = criterion.benchmark_group("decode");
    group.throughput(Throughput::Bytes(documented.len() as u64));
    group.bench_function("udid-types", |b| b.iter(|| tolerant(documented)));
    group.bench_function("udid-types, lower case", |b| b.iter(|| tolerant(lower_case)));
    group.bench_function("derived", |b| b.iter(|| derived_text(documented)));
    group.bench_function("derived, closed enums", |b| b.iter(|| derived_closed(documented)));
    group.bench_function("Value", |b| b.iter(|| value(documented)));
    group.finish();
}

fn relative(documented: &str, lower_case: &str) {
    let own = || run(tolerant, documented);
    let to_derived = pairs::ratio(own(), run(derived_text, documented));
    let to_checked_once = pairs::ratio(own(), run(derived_checked_once, documented));
    let to_closed = pairs::ratio(own(), run(derived_closed, documented));
    let to_value = pairs::ratio(own(), run(value, documented));
    let of_lower_case = pairs::ratio(run(tolerant, lower_case), own());
    println!("udid-types / derived = {to_derived:.2} (bar {BAR})");
    println!("udid-types / derived, UTF-8 checked once = {to_checked_once:.2}");
    println!("udid-types / derived, closed enums = {to_closed:.2}");
    println!("udid-types / Value = {to_value:.2}");
    println!("udid-types, keys in lower case / as documented = {of_lower_case:.2}");
}

fn run<T>(decode: fn(&str) -> T, json: &str) -> impl Fn() {
    move || drop(black_box(decode(black_box(json))))
}

fn tolerant(json: &str) -> DevicePage {
    wire::from_slice(json.as_bytes()).expect("a page")
}

fn derived_text(json: &str) -> text::DevicePage {
    from_slice(json)
}

fn derived_closed(json: &str) -> closed::DevicePage {
    from_slice(json)
}

/// What a caller gets who knows that serde_json else checks every string by itself.
fn derived_checked_once(json: &str) -> text::DevicePage {
    let json = std::str::from_utf8(json.as_bytes()).expect("UTF-8");
    serde_json::from_str(json).expect("a page")
}

fn value(json: &str) -> Value {
    from_slice(json)
}

fn from_slice<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_slice(json.as_bytes()).expect("a page")
}
