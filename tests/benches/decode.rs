//! x
mod derived;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::hint::black_box;
use std::time::Instant;
use udid_types::{Contact, DataSet, Device, DevicePage};
use wire::{FieldInfo, Kind, Model};

fn filler(kind: &Kind) -> Value {
    let text = |s: &str| Value::String(s.to_owned());
    match kind {
        Kind::Text | Kind::JoinedText => text("补充说明"),
        Kind::Count | Kind::Integer => text("3"),
        Kind::Date => text("2024-05-01"),
        Kind::Enum(e) | Kind::JoinedEnum(e) => text(e.values[0].wire),
        Kind::Model(m) => object(m.fields),
        Kind::List(m) => Value::Array(vec![object(m.fields)]),
    }
}
fn object(fields: &[FieldInfo]) -> Value {
    Value::Object(fields.iter().map(|f| (f.wire.to_owned(), filler(&f.kind))).collect())
}
fn filled<M: Model + Serialize + DeserializeOwned>(model: &M) -> M {
    let mut json = serde_json::to_value(model).unwrap();
    for f in M::INFO.fields {
        json.as_object_mut().unwrap().entry(f.wire).or_insert_with(|| filler(&f.kind));
    }
    serde_json::from_value(json).unwrap()
}
fn page() -> DevicePage {
    let cat = sandbox::udid::data::Catalog::new(1);
    let mut set = DataSet::default();
    for index in 0..20 {
        let r =
            cat.record(sandbox::udid::data::RecordId { day: jiff::civil::date(2024, 5, 6), index });
        let mut device: Device = filled(&r.device);
        device.contacts = device.contacts.iter().map(|c: &Contact| filled(c)).collect();
        set.devices.push(device);
        set.packages.extend(r.packages.iter().map(filled));
        set.storage_conditions.extend(r.storage_conditions.iter().map(filled));
        set.clinical_sizes.extend(r.clinical_sizes.iter().map(filled));
    }
    let mut page = DevicePage::default();
    page.data_set = Some(set);
    filled(&page)
}
fn leaves(v: &Value) -> usize {
    match v {
        Value::Null => 0,
        Value::Array(l) => l.iter().map(leaves).sum(),
        Value::Object(m) => m.values().map(leaves).sum(),
        _ => 1,
    }
}
fn time(f: &dyn Fn()) -> f64 {
    let t = Instant::now();
    for _ in 0..8 {
        f()
    }
    t.elapsed().as_secs_f64()
}
fn lower(v: Value) -> Value {
    match v {
        Value::Array(l) => l.into_iter().map(lower).collect(),
        Value::Object(m) => {
            Value::Object(m.into_iter().map(|(k, v)| (k.to_lowercase(), lower(v))).collect())
        }
        v => v,
    }
}
fn lower_keys(s: &str) -> String {
    let mut out = String::new();
    let mut rest = s;
    while let Some(i) = rest.find('"') {
        let j = i + 1 + rest[i + 1..].find('"').unwrap();
        out += &rest[..i];
        let tok = &rest[i..=j];
        if rest[j + 1..].starts_with(':') {
            out += &tok.to_lowercase()
        } else {
            out += tok
        }
        rest = &rest[j + 1..];
    }
    out += rest;
    out
}
fn main() {
    let page = page();
    let json = serde_json::to_string(&page).unwrap();
    let b = json.as_bytes();
    let sorted = serde_json::to_string(&serde_json::from_str::<Value>(&json).unwrap()).unwrap();
    let lowercase = lower_keys(&json);
    assert_eq!(
        lower(serde_json::from_str(&json).unwrap()),
        serde_json::from_str::<Value>(&lowercase).unwrap()
    );
    println!("{} bytes", b.len());
    let a = leaves(&serde_json::to_value(wire::from_slice::<DevicePage>(b).unwrap()).unwrap());
    let d = leaves(
        &serde_json::to_value(serde_json::from_slice::<derived::text::DevicePage>(b).unwrap())
            .unwrap(),
    );
    let e = leaves(
        &serde_json::to_value(serde_json::from_slice::<derived::closed::DevicePage>(b).unwrap())
            .unwrap(),
    );
    let l = leaves(
        &serde_json::to_value(wire::from_slice::<DevicePage>(lowercase.as_bytes()).unwrap())
            .unwrap(),
    );
    println!("{a} {d} {e} {l}");
    let own = || drop(black_box(wire::from_slice::<DevicePage>(black_box(b)).unwrap()));
    let own_fs = || drop(black_box(serde_json::from_slice::<DevicePage>(black_box(b)).unwrap()));
    let own_lower = || {
        drop(black_box(wire::from_slice::<DevicePage>(black_box(lowercase.as_bytes())).unwrap()))
    };
    let own_sorted =
        || drop(black_box(wire::from_slice::<DevicePage>(black_box(sorted.as_bytes())).unwrap()));
    let der_sorted = || {
        drop(black_box(
            serde_json::from_slice::<derived::text::DevicePage>(black_box(sorted.as_bytes()))
                .unwrap(),
        ))
    };
    let text = || {
        drop(black_box(serde_json::from_slice::<derived::text::DevicePage>(black_box(b)).unwrap()))
    };
    let text_str = || {
        drop(black_box(
            serde_json::from_str::<derived::text::DevicePage>(
                std::str::from_utf8(black_box(b)).unwrap(),
            )
            .unwrap(),
        ))
    };
    let closed = || {
        drop(black_box(
            serde_json::from_slice::<derived::closed::DevicePage>(black_box(b)).unwrap(),
        ))
    };
    let value = || drop(black_box(serde_json::from_slice::<Value>(black_box(b)).unwrap()));
    if std::env::args().any(|a| a == "prof") {
        for _ in 0..10000 {
            own()
        }
        return;
    }
    if std::env::args().any(|a| a == "profd") {
        for _ in 0..10000 {
            text()
        }
        return;
    }
    if std::env::args().any(|a| a == "profl") {
        for _ in 0..10000 {
            own_lower()
        }
        return;
    }
    let cases: [(&str, &dyn Fn()); 9] = [
        ("own", &own),
        ("own serde_json::from_slice", &own_fs),
        ("lower", &own_lower),
        ("own sorted", &own_sorted),
        ("der sorted", &der_sorted),
        ("text", &text),
        ("closed", &closed),
        ("value", &value),
        ("text from_str", &text_str),
    ];
    let mut times = vec![vec![]; 9];
    for _ in 0..150 {
        for (i, (_, f)) in cases.iter().enumerate() {
            times[i].push(time(*f));
        }
    }
    for (i, (n, _)) in cases.iter().enumerate() {
        let mut t = times[i].clone();
        t.sort_by(f64::total_cmp);
        let mut r: Vec<f64> = times[i].iter().zip(&times[5]).map(|(a, b)| a / b).collect();
        r.sort_by(f64::total_cmp);
        println!(
            "{n:30} min {:7.1}us med {:7.1}us  ratio to text {:.3} ",
            t[0] * 1e6 / 8.,
            t[75] * 1e6 / 8.,
            r[75]
        );
    }
}
