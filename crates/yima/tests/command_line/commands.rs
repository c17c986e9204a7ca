//! What the commands give.

use serde_json::Value;
use udid_types::DeviceRecord;

use crate::binary::Yima;
use test_support::invented::{day, records_of, sandbox};

const DAY: &str = "2026-08-10";

fn keys(ndjson: &str) -> Vec<String> {
    let key = |line| {
        let record: Value = serde_json::from_str(line).unwrap();
        record["device"]["deviceRecordKey"].as_str().unwrap().to_owned()
    };
    ndjson.lines().map(key).collect()
}

/// Keys of the records of a day as a listing has them: the newest first.
fn newest_first(day_text: &str, count: u32) -> Vec<String> {
    let records = records_of(day(day_text), count).into_iter().rev();
    records.map(|record| record.device.device_record_key.unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn list_gives_a_page_or_all_that_follow() {
    let sandbox = sandbox(45).await;
    let yima = Yima::of(&sandbox);
    let list = ["udid", "--output", "ndjson", "list", "--day", DAY];
    let run = |more: &[&str]| yima.run(&[&list[..], more].concat());
    let all = newest_first(DAY, 45);
    assert_eq!(keys(&run(&[]).data()), all[..20]);
    assert_eq!(keys(&run(&["--page", "3"]).data()), all[40..]);
    assert_eq!(run(&["--page", "4"]).data(), "");
    assert_eq!(run(&["--page", "4"]).stderr, "page 4 of 3, 45 records in 2026-08-10\n");
    assert_eq!(keys(&run(&["--all"]).data()), all);
    // What stands on earlier pages is not missed.
    assert_eq!(keys(&run(&["--all", "--page", "2"]).data()), all[20..]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn list_takes_a_month() {
    let sandbox = sandbox(1).await;
    let yima = Yima::of(&sandbox);
    let month = yima.run(&["udid", "--output", "ndjson", "list", "--month", "2026-02", "--all"]);
    let days = (1..=28).rev().map(|day| format!("2026-02-{day:02}"));
    let expected: Vec<_> = days.flat_map(|day| newest_first(&day, 1)).collect();
    assert_eq!(keys(&month.data()), expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn history_gives_the_earlier_versions_of_all_keys() {
    let sandbox = sandbox(60).await;
    let yima = Yima::of(&sandbox);
    let version = |record: &DeviceRecord| {
        record.device.version_number.as_ref().and_then(wire::Count::get).unwrap()
    };
    let records = records_of(day(DAY), 60);
    let changed: Vec<_> = records.iter().filter(|record| version(record) > 1).collect();
    let earlier: u64 = changed.iter().map(|record| version(record) - 1).sum();
    assert!(changed.len() > 3);
    let keys: Vec<_> =
        changed.iter().map(|record| record.device.device_record_key.as_deref().unwrap()).collect();
    let history = |chunk: &str| {
        let start = ["udid", "--output", "json", "history", "--chunk", chunk];
        let document = yima.run(&[&start[..], &keys].concat()).data();
        serde_json::from_str::<Vec<Value>>(&document).unwrap()
    };
    let versions = history("20");
    assert_eq!(versions.len() as u64, earlier);
    assert!(versions.iter().all(|record| record["device"]["deviceHistoryKey"].is_string()));
    let calls = sandbox.udid().calls("D002");
    assert!(history("1") == versions);
    assert_eq!(sandbox.udid().calls("D002") - calls, keys.len() as u64);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn device_asks_the_service_or_a_database() {
    let sandbox = sandbox(45).await;
    let yima = Yima::of(&sandbox);
    let record = &records_of(day(DAY), 45)[44];
    let package = records_of(day(DAY), 45).into_iter().find(|record| !record.packages.is_empty());
    let package = package.unwrap();
    let expected = |record| serde_json::to_value([record]).unwrap();
    let device = |di: &str, more: &[&str]| {
        let shown = yima.run(&[&["udid", "--output", "json", "device", di][..], more].concat());
        serde_json::from_str::<Value>(&shown.data()).unwrap()
    };
    let di = record.device.primary_di.as_deref().unwrap();
    assert_eq!(device(di, &[]), expected(record));
    assert_eq!(sandbox.udid().calls("D003"), 1);

    yima.run(&["udid", "pull", "--day", DAY, "--db", "records.sqlite"]).data();
    let from = ["--db", "records.sqlite"];
    assert_eq!(device(di, &from), expected(record));
    let package_di = package.packages[0].package_di.as_deref().unwrap();
    assert_eq!(device(package_di, &from), expected(&package));
    let records = records_of(day(DAY), 45);
    let mut dis = records.iter().filter_map(|record| record.device.primary_di.as_deref());
    let gtin = dis.find(|di| di.len() == 14 && di.starts_with("06")).unwrap();
    for typed in [&gtin[1..], &format!("(01){gtin}(17)270101(10)A1"), &format!("]d201{gtin}")] {
        assert_eq!(device(typed, &from)[0]["device"]["ZXXSDYCPBS"], gtin, "{typed}");
    }
    assert_eq!(sandbox.udid().calls("D003"), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn device_finds_other_spellings_of_an_identifier_at_the_service() {
    let sandbox = sandbox(45).await;
    let yima = Yima::of(&sandbox);
    let records = records_of(day(DAY), 45);
    let mut dis = records.iter().filter_map(|record| record.device.primary_di.as_deref());
    let gtin = dis.find(|di| di.len() == 14 && di.starts_with("06")).unwrap();
    let full_width = gtin.replace('6', "６");
    for typed in [&gtin[1..], &format!(" {} {}", &gtin[..7], &gtin[7..]), &full_width] {
        let shown = yima.run(&["udid", "device", typed, "--output", "json"]);
        assert!(shown.data().contains(gtin), "{typed}");
    }
    assert_eq!(sandbox.udid().calls("D003"), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_needs_neither_service_nor_credentials() {
    let sandbox = sandbox(5).await;
    let yima = Yima::of(&sandbox);
    yima.run(&["udid", "pull", "--day", DAY, "--db", "records.sqlite"]).data();
    drop(sandbox);
    let file = yima.home().join("records.sqlite").display().to_string();
    let di = records_of(day(DAY), 1)[0].device.primary_di.clone().unwrap();
    let stranger = Yima::new();
    assert!(stranger.run(&["udid", "device", &di, "--db", &file]).data().contains(&di));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn token_shows_the_token_only_when_asked() {
    let sandbox = sandbox(1).await;
    let yima = Yima::of(&sandbox);
    let token = |more: &[&str]| {
        let shown = yima.run(&[&["udid", "token", "--output", "json"][..], more].concat());
        let reply: Value = serde_json::from_str(&shown.data()).unwrap();
        assert!(reply["surplusAccessCount"].is_string() || reply.to_string().contains("99"));
        reply["accessToken"].as_str().unwrap().to_owned()
    };
    assert_eq!(token(&[]), "(use --reveal to see it)");
    let revealed = token(&["--reveal"]);
    assert_eq!(revealed.len(), 32, "{revealed}");
    assert!(revealed.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let table = yima.run(&["udid", "token"]).data();
    assert!(table.contains("(use --reveal to see it)") && !table.contains(&revealed));
}

#[test]
fn a_sandbox_of_its_own_needs_nothing() {
    let yima = Yima::new();
    let list = ["udid", "--sandbox", "--records-per-day", "3", "--output", "ndjson", "list"];
    let run = |more: &[&str]| yima.run(&[&list[..], &["--day", DAY], more].concat()).data();
    assert_eq!(keys(&run(&[])), newest_first(DAY, 3));
    assert_ne!(run(&["--seed", "2"]), run(&[]));
    assert!(yima.run(&["udid", "test", "--sandbox"]).data().contains("业务执行成功"));
}
