//! What people and other programs read: names, types, views, and a stock SQLite.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use rusqlite::Connection;
use test_support::database::open;
use udid_sqlite::{SqliteStore, TABLES};
use udid_store::{Batch, Completion, Cursor, Listing, MemberPart, RecordSink, ReleaseName};
use udid_types::{DataSet, DeviceRecord, Period};

const DAY: i64 = 24 * 60 * 60 * 1000;

fn records(devices: &str) -> Vec<DeviceRecord> {
    let data_set = format!(r#"{{"deviceInfo": [{devices}]}}"#);
    let data_set: DataSet = wire::from_slice(data_set.as_bytes()).unwrap();
    data_set.into_records().records
}

/// Stores a whole listing.
async fn store_listing(file: &Path, listing: Listing, as_of: i64, records: Vec<DeviceRecord>) {
    let mut store = SqliteStore::open(file).await.unwrap();
    let pass = store.begin(&listing).await.unwrap().pass;
    let mut batch = Batch::new(records, Cursor::START, as_of);
    batch.total = Some(batch.records.len() as u64);
    if matches!(listing, Listing::Release(_)) {
        let mut part = MemberPart::new("hash".to_owned(), 1, "PART1.xml".to_owned());
        (part.stated, part.has_ended) = (batch.total, true);
        (batch.total, batch.member) = (Some(1), Some(part));
    }
    store.write(pass, batch).await.unwrap();
    assert_eq!(store.complete(pass, true).await.unwrap(), Completion::Complete);
}

async fn store_day(file: &Path, devices: &str) {
    let day: Period = "2026-08-10".parse().unwrap();
    store_listing(file, day.into(), 0, records(devices)).await;
}

fn texts(connection: &Connection, query: &str) -> Vec<String> {
    let mut statement = connection.prepare(query).unwrap();
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| {
        let cells = (0..columns)
            .map(|index| Ok(format!("{:?}", row.get::<_, rusqlite::types::Value>(index)?)));
        Ok(cells.collect::<rusqlite::Result<Vec<_>>>()?.join(" "))
    });
    rows.unwrap().map(Result::unwrap).collect()
}

#[tokio::test]
async fn every_table_and_view_is_described() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new.sqlite");
    drop(SqliteStore::open(&file).await.unwrap());
    let select = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')
                  AND name NOT LIKE 'sqlite_%'";
    let connection = open(&file);
    let mut statement = connection.prepare(select).unwrap();
    let names = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let names: BTreeSet<_> = names.map(Result::unwrap).collect();
    assert_eq!(names, TABLES.iter().map(|table| table.name.to_owned()).collect());
    let strict = "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
                  AND NOT strict AND name NOT LIKE 'sqlite_%'";
    assert_eq!(texts(&connection, strict), ["Integer(0)"]);
}

#[tokio::test]
async fn numbers_are_numbers_and_dates_are_dates() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("typed.sqlite");
    store_day(
        &file,
        r#"{"deviceRecordKey": "a", "ZDCFSYCS": "9", "CPBSFBRQ": "2026/9/5"},
           {"deviceRecordKey": "b", "ZDCFSYCS": "10", "CPBSFBRQ": "2026-10-01 08:30:00"},
           {"deviceRecordKey": "c", "ZDCFSYCS": "many", "CPBSFBRQ": ""}"#,
    )
    .await;
    let connection = open(&file);
    let aggregates = "SELECT max(max_reuses), min(published_on) FROM device";
    assert_eq!(texts(&connection, aggregates), [r#"Integer(10) Text("2026-09-05")"#]);
    let as_sent = "SELECT key, as_sent FROM device ORDER BY key";
    assert_eq!(
        texts(&connection, as_sent),
        [
            r#"Text("a") Text("{\"published_on\":\"2026/9/5\"}")"#,
            r#"Text("b") Text("{\"published_on\":\"2026-10-01 08:30:00\"}")"#,
            r#"Text("c") Text("{\"max_reuses\":\"many\",\"published_on\":\"\"}")"#,
        ]
    );
}

#[tokio::test]
async fn families_of_sizes_are_stored_once_and_removed_with_their_last_record() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("families.sqlite");
    let lens = |power: u32, name: &str| {
        format!(
            r#"{{"deviceRecordKey": "k{power}", "GGXH": "-{power}.00", "CPMCTYMC": "{name}",
                "versionNumber": 1, "contactList": [{{"QYLXRYX": "a@example.org"}}]}}"#
        )
    };
    let lenses = |name| (0..20).map(|power| lens(power, name)).collect::<Vec<_>>().join(",");
    store_day(&file, &lenses("lens")).await;
    let connection = open(&file);
    assert_eq!(texts(&connection, "SELECT count(*) FROM family"), ["Integer(1)"]);
    assert_eq!(texts(&connection, "SELECT count(*) FROM contact"), ["Integer(20)"]);
    let renamed = records(&lenses("contact lens"));
    let day: Period = "2026-08-11".parse().unwrap();
    store_listing(&file, day.into(), 1, renamed).await;
    let names = "SELECT DISTINCT product_name FROM family";
    assert_eq!(texts(&connection, names), [r#"Text("contact lens")"#]);
    assert_eq!(udid_sqlite::check(&file).await.unwrap(), Vec::<String>::new());
}

/// Cases of a field that holds several numbers without any separator.
#[tokio::test]
async fn registration_numbers_and_insurance_codes_are_found_each_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("codes.sqlite");
    store_day(
        &file,
        r#"{"deviceRecordKey": "a", "YBBM": "C0301234567890123456789012A，C0301234567890123456789012B",
            "ZCZBHHZBAPZBH": "苏械注准20162220838苏械注准20152021027苏械注准20172661896"},
           {"deviceRecordKey": "b", "ZCZBHHZBAPZBH": " 国械注准〔2023〕1234 "}"#,
    )
    .await;
    let connection = open(&file);
    let numbers = "SELECT number, key FROM registration_number JOIN device ON device.id = record
                   ORDER BY number";
    assert_eq!(
        texts(&connection, numbers),
        [
            r#"Text("国械注准20231234") Text("b")"#,
            r#"Text("苏械注准20152021027") Text("a")"#,
            r#"Text("苏械注准20162220838") Text("a")"#,
            r#"Text("苏械注准20172661896") Text("a")"#,
        ]
    );
    let codes = "SELECT count(*) FROM insurance_code WHERE code LIKE 'C0301%'";
    assert_eq!(texts(&connection, codes), ["Integer(2)"]);
}

#[tokio::test]
async fn a_record_is_delisted_when_the_newest_full_release_lacks_it_whatever_came_first() {
    let release = Listing::from(ReleaseName::from_title("UDID_FULL_RELEASE_20260901").unwrap());
    let end = release.closes_at();
    let at = |as_of| ("2026-08-10".parse::<Period>().unwrap().into(), as_of);
    let of_release = (release.clone(), end);
    // Seen 2 days before the end of the release's date is not yet delisted, a moment earlier is.
    for (seen, is_delisted) in
        [(end - 2 * DAY, false), (end - 2 * DAY - 1, true), (end + DAY, false)]
    {
        for order in [[at(seen), of_release.clone()], [of_release.clone(), at(seen)]] {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("delisted.sqlite");
            for (listing, as_of) in order {
                let name = if listing == release { "listed" } else { "seen" };
                let withdrawn = r#""TSRQ": "2026-08-01""#;
                let device = format!(r#"{{"deviceRecordKey": "{name}", {withdrawn}}}"#);
                store_listing(&file, listing, as_of, records(&device)).await;
            }
            let connection = open(&file);
            let current = "SELECT key, withdrawn_on FROM device_current ORDER BY key";
            let listed = r#"Text("listed") Text("2026-08-01")"#;
            let both = [listed, r#"Text("seen") Text("2026-08-01")"#];
            let expected = if is_delisted { &both[..1] } else { &both[..] };
            assert_eq!(texts(&connection, current), expected, "seen at {seen}");
            let delisted = "SELECT delisted_on FROM device WHERE key = 'seen'";
            let on = if is_delisted { r#"Text("2026-09-01")"# } else { "Null" };
            assert_eq!(texts(&connection, delisted), [on]);
        }
    }
}

#[tokio::test]
async fn chinese_readers_see_titles_and_words() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chinese.sqlite");
    store_day(
        &file,
        r#"{"deviceRecordKey": "a", "CPLX": "1", "BSZT": "1,2", "SFBJWYCXSY": "是", "CPMCTYMC": "导管"}"#,
    )
    .await;
    let connection = open(&file);
    let mut statement = connection.prepare("SELECT * FROM device_zh").unwrap();
    let titles: Vec<_> = statement.column_names().map(str::to_owned).collect();
    assert_eq!(titles.iter().collect::<BTreeSet<_>>().len(), titles.len(), "{titles:?}");
    let row = statement
        .query_row([], |row| {
            let cells = (0..titles.len()).map(|index| row.get::<_, rusqlite::types::Value>(index));
            cells.collect::<rusqlite::Result<Vec<_>>>()
        })
        .unwrap();
    let shown: Vec<_> = titles
        .iter()
        .zip(&row)
        .filter_map(|(title, value)| match value {
            rusqlite::types::Value::Text(text) => Some(format!("{title}={text}")),
            _ => None,
        })
        .collect();
    let all = shown.join(" ");
    for word in ["=器械", "=一维码,二维码", "=是", "=导管"] {
        assert!(all.contains(word), "{word} in {all}");
    }
}

/// Python brings the SQLite of the system: its version is another than ours.
#[tokio::test]
async fn a_stock_sqlite_reads_every_table_and_view() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("stock.sqlite");
    store_day(&file, r#"{"deviceRecordKey": "a", "ZXXSDYCPBS": "06900000000014"}"#).await;
    let script = "
import sqlite3, sys
assert sqlite3.sqlite_version_info >= (3, 37), sqlite3.sqlite_version
connection = sqlite3.connect(sys.argv[1])
for name in sys.argv[2:]:
    rows = connection.execute(f'SELECT * FROM {name}').fetchall()
    print(name, len(rows))
";
    let names: Vec<_> = TABLES.iter().map(|table| table.name).collect();
    let output = Command::new("python3").args(["-c", script]).arg(&file).args(&names).output();
    let output = output.expect("python3");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("device_zh 1") && text.contains("device_current 1"), "{text}");
    assert_eq!(text.lines().count(), TABLES.len());
}
