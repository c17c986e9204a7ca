//! Databases of version 1: texts as sent, and records without a key by their DI alone.

use rusqlite::{Connection, params_from_iter};
use test_support::database::Content;
use udid_sqlite::SqliteStore;
use udid_types::{DataSet, DeviceRecord};

use crate::{find, write_in_new_pass};

/// The tables of version 1, as it made them.
fn create(connection: &Connection) {
    let texts = |columns: &[&str]| {
        columns.iter().map(|column| format!("{column} TEXT")).collect::<Vec<_>>().join(", ")
    };
    let device: Vec<_> = DEVICE.split_whitespace().collect();
    connection
        .execute_batch(&format!(
            "CREATE TABLE device (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, {});
             CREATE INDEX device_primary_di ON device (primary_di);
             CREATE TABLE pull (
                 id INTEGER PRIMARY KEY, period TEXT NOT NULL UNIQUE, next_page INTEGER NOT NULL,
                 total INTEGER, complete INTEGER NOT NULL);
             CREATE TABLE pull_record (
                 pull INTEGER NOT NULL REFERENCES pull (id),
                 record INTEGER NOT NULL REFERENCES device (id),
                 PRIMARY KEY (pull, record)) WITHOUT ROWID;",
            texts(&device)
        ))
        .unwrap();
    for (name, columns) in CHILDREN {
        let columns = texts(&columns.split_whitespace().collect::<Vec<_>>());
        connection
            .execute_batch(&format!(
                "CREATE TABLE {name} (
                     record INTEGER NOT NULL REFERENCES device (id), position INTEGER NOT NULL,
                     {columns}, PRIMARY KEY (record, position)) WITHOUT ROWID"
            ))
            .unwrap();
    }
    connection
        .execute_batch(
            "CREATE INDEX package_package_di ON package (package_di);
             PRAGMA application_id = 0x59494d41; PRAGMA user_version = 1;",
        )
        .unwrap();
}

/// Its columns, transcribed from such a database.
const DEVICE: &str = "version_number version_time device_record_key device_history_key primary_di \
    data_status unit_of_use_count unit_of_use_di issuing_system has_direct_marking \
    direct_marking_is_primary_di direct_marking_di published_on carriers is_registered_di \
    registered_di product_name brand_name model is_kit description catalog_number product_kind \
    category_code former_category_code registrant_name registrant_name_en credit_code \
    registration_numbers usage_kind is_single_use max_reuses is_sterile needs_sterilization \
    sterilization_method insurance_codes mr_safety special_conditions special_size_note \
    pi_has_lot_number pi_has_serial_number pi_has_production_date pi_has_expiry_date \
    more_info_url withdrawn_on version_status correction_number correction_remark correction_time \
    unknown_fields";

const CHILDREN: [(&str, &str); 4] = [
    ("contact", "email phone fax unknown_fields"),
    (
        "package",
        "device_record_key device_history_key package_di contained_di contained_count level \
         unknown_fields",
    ),
    (
        "storage",
        "device_record_key device_history_key condition min_value max_value unit unknown_fields",
    ),
    ("clinical", "device_record_key device_history_key size_type value unit unknown_fields"),
];

fn insert(connection: &Connection, table: &str, values: &[(&str, &str)]) {
    let names: Vec<_> = values.iter().map(|(name, _)| *name).collect();
    let marks = vec!["?"; values.len()].join(", ");
    let insert = format!("INSERT INTO {table} ({}) VALUES ({marks})", names.join(", "));
    connection.execute(&insert, params_from_iter(values.iter().map(|(_, value)| value))).unwrap();
}

fn records() -> Vec<DeviceRecord> {
    let data_set = r#"{
        "deviceInfo": [
            {"deviceRecordKey": "k", "versionNumber": "02", "versionTime": "20260810",
             "ZXXSDYCPBS": "06900000000014", "ZDCFSYCS": "many", "SFBJWYCXSY": "1", "new": 1,
             "contactList": [{"QYLXRYX": "a@example.org"}]},
            {"ZXXSDYCPBS": "06900000000014", "CPMCTYMC": "keyless"}],
        "packingInfo": [{"deviceRecordKey": "k", "BZCPBS": "16900000000011",
                         "BZNHXYJCPBSSL": "10"}]}"#;
    let data_set: DataSet = wire::from_slice(data_set.as_bytes()).unwrap();
    data_set.into_records().records
}

#[tokio::test]
async fn a_database_of_version_1_is_changed_and_keeps_its_records() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("old.sqlite");
    let connection = Connection::open(&file).unwrap();
    create(&connection);
    insert(
        &connection,
        "device",
        &[
            ("id", "1"),
            ("key", "k"),
            ("device_record_key", "k"),
            ("version_number", "02"),
            ("version_time", "20260810"),
            ("primary_di", "06900000000014"),
            ("max_reuses", "many"),
            ("is_single_use", "1"),
            ("unknown_fields", r#"{"new": 1}"#),
        ],
    );
    let keyless = [("id", "2"), ("key", "primary_di:06900000000014")];
    let keyless = [&keyless[..], &[("primary_di", "06900000000014"), ("product_name", "keyless")]];
    insert(&connection, "device", &keyless.concat());
    let of_first = [("record", "1"), ("position", "0")];
    insert(&connection, "contact", &[&of_first[..], &[("email", "a@example.org")]].concat());
    let package =
        [("device_record_key", "k"), ("package_di", "16900000000011"), ("contained_count", "10")];
    insert(&connection, "package", &[&of_first[..], &package].concat());
    drop(connection);

    let mut store = SqliteStore::open(&file).await.unwrap();
    let expected = records();
    assert_eq!(find(&store, "06900000000014").await, expected);
    let counted = write_in_new_pass(&mut store, expected.clone()).await;
    assert_eq!((counted.inserted, counted.replaced), (0, 2));
    assert_eq!(find(&store, "6900000000014").await, expected);
    drop(store);
    assert_eq!(Content::of(&file).count("device"), 2);
}
