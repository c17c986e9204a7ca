//! `yima db`.

use std::fs;

use rusqlite::Connection;
use test_support::invented::sandbox;

use crate::binary::Yima;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_is_described_checked_and_copied() {
    let sandbox = sandbox(30).await;
    let yima = Yima::of(&sandbox);
    let listed = yima.run(&["db", "schema"]);
    let schema = listed.data();
    for table in ["device_current", "device_zh", "orphan", "period", "insurance_code"] {
        assert!(schema.contains(table), "{table}: {schema}");
    }
    yima.run(&["udid", "pull", "--day", "2026-08-10", "--to", "day.sqlite"]).data();
    let sound = yima.run(&["db", "check", "--db", "day.sqlite"]);
    assert_eq!((sound.code, sound.stderr.as_str()), (Some(0), "day.sqlite is sound\n"));
    let copied = yima.run(&["db", "backup", "--db", "day.sqlite", "copy.sqlite"]);
    assert_eq!(copied.code, Some(0), "{copied:?}");

    let file = yima.home().join("copy.sqlite");
    let connection = Connection::open(&file).unwrap();
    connection.execute("UPDATE record SET model = 'x' WHERE id = 3", []).unwrap();
    drop(connection);
    let before = fs::read(&file).unwrap();
    let damaged = yima.run(&["db", "check", "--db", "copy.sqlite"]);
    assert_eq!(damaged.code, Some(1), "{damaged:?}");
    assert!(damaged.stderr.contains("copy.sqlite is damaged:\nrecord "), "{damaged:?}");
    assert!(fs::read(&file).unwrap() == before, "nothing is repaired in place");

    let again = yima.run(&["db", "backup", "--db", "day.sqlite", "copy.sqlite"]);
    assert_eq!(again.code, Some(1), "{again:?}");
    assert!(again.stderr.contains("the file exists"), "{again:?}");
}
