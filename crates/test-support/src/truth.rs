//! What a perfect client holds, and what became of a pull that was not perfect.

use std::path::Path;

use bytes::Bytes;
use http::Request;
use sandbox::Sandbox;
use serde_json::Value;
use tempfile::TempDir;
use transport::{HttpTransport, Transport};
use udid_sqlite::SqliteStore;
use udid_store::{Batch, Cursor, RecordSink};
use udid_types::Period;

use crate::database::{Content, open};
use crate::invented::day;

/// The day that is pulled.
pub const DAY: &str = "2026-08-10";

/// The records of the day.
pub struct Truth {
    content: Content,
    total: usize,
}

impl Truth {
    /// Every field of every record as the sandbox has it, which must be the records that it reports
    /// from outside.
    pub async fn of(sandbox: &Sandbox, http: &HttpTransport) -> Self {
        let records = sandbox.udid().records(day(DAY));
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("truth.sqlite");
        let mut store = SqliteStore::open(&file).await.unwrap();
        let period: Period = DAY.parse().unwrap();
        let pass = store.begin(&period.into()).await.unwrap().pass;
        let mut batch = Batch::new(records, Cursor::START, 0);
        batch.total = Some(batch.records.len() as u64);
        store.write(pass, batch).await.unwrap();
        drop(store);
        let told = told(sandbox, http).await;
        assert_eq!(identities(&file), told);
        Self { content: Content::of(&file), total: told.len() }
    }

    /// What is wrong with a pull that ended with this text.
    pub fn judge(&self, content: &Content, is_whole: bool, text: &str) -> Option<String> {
        // Broken text that stays broken is stored with replacements, and reported in the log.
        if content.has_repaired_text() {
            return None;
        }
        if is_whole {
            return content.difference(&self.content);
        }
        if let Some(wrong) = content.difference_in_part(&self.content) {
            return Some(format!("what is stored is not true: {wrong}"));
        }
        let read = content.count("listed");
        let is_said = (text.contains("missing") || text.contains("not all pages were read"))
            && (text.contains(&format!("{DAY}: {read} "))
                || read == 0 && text.contains(&format!("{DAY}: no page")));
        (!is_said).then(|| format!("it does not say that it read {read} of {}", self.total))
    }
}

/// Key, version and primary DI of the day's records as `/admin/truth` has them.
async fn told(sandbox: &Sandbox, http: &HttpTransport) -> Vec<[String; 3]> {
    let address = format!("http://{}/admin/truth/udid/{DAY}", sandbox.address());
    let reply = http.send(Request::get(address).body(Bytes::new()).unwrap()).await.unwrap();
    let told: Value = serde_json::from_slice(reply.body()).unwrap();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let names = ["deviceRecordKey", "versionNumber", "ZXXSDYCPBS"];
    let records = told["records"].as_array().unwrap().iter();
    let mut records: Vec<_> = records.map(|row| names.map(|name| text(&row[name]))).collect();
    assert_eq!(told["total"], records.len());
    records.sort();
    records
}

/// The same in a database.
fn identities(file: &Path) -> Vec<[String; 3]> {
    let connection = open(file);
    let select = "SELECT device_record_key, CAST(version_number AS TEXT), primary_di FROM device
         ORDER BY 1, 2, 3";
    let mut statement = connection.prepare(select).unwrap();
    let rows = statement.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?])).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}
