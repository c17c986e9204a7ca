//! What is remembered of which response.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use dbhs_client::{Client, Credentials};
use http::{Request, Response};
use rusqlite::Connection;
use tempfile::TempDir;
use transport::{RetryPolicy, from_fn};
use udid_sqlite::SqliteStore;
use udid_store::{Batch, Cursor, RecordSink, RegistrantCounts};
use udid_sync::{EnrichError, EnrichOptions, Enriched, enrich};
use udid_types::{Device, DeviceRecord};

const AGENT: &str = "91310000MA1FL0000X";
const MAKER: &str = "91110000MA1FL00015";
const THIRD: &str = "91330000MA1FL00027";

/// Responses by search key; all others are not found.
#[derive(Clone, Default)]
struct Script {
    responses: Arc<Mutex<BTreeMap<String, String>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Script {
    fn set(&self, key: &str, response: &str) {
        self.responses.lock().unwrap().insert(key.to_owned(), response.to_owned());
    }

    /// The search keys so far, which are forgotten.
    fn asked(&self) -> Vec<String> {
        let mut asked = std::mem::take(&mut *self.asked.lock().unwrap());
        asked.sort();
        asked
    }

    fn respond(&self, request: &Request<Bytes>) -> Response<Bytes> {
        let query = request.uri().query().unwrap_or_default();
        let key = form_urlencoded::parse(query.as_bytes()).next().unwrap().1.into_owned();
        self.asked.lock().unwrap().push(key.clone());
        let nothing = r#"{"code":200,"data":null,"msg":""}"#.to_owned();
        let body = self.responses.lock().unwrap().get(&key).cloned().unwrap_or(nothing);
        Response::new(Bytes::from(body))
    }

    fn client(&self) -> Client {
        let script = self.clone();
        let transport = from_fn(move |request| {
            let response = script.respond(&request);
            async move { Ok(response) }
        });
        let builder = Client::builder("https://dbhs.example");
        let builder = builder.credentials(Credentials::new("a key", "a secret"));
        builder.transport(transport).retry(RetryPolicy::none()).build().unwrap()
    }
}

/// What the business register says of an enterprise.
fn organization(name: &str, code: &str, province: &str) -> String {
    format!(
        r#"{{"code":200,"msg":"","data":{{"orgName":"{name}","orgCreditCode":"{code}","provinceName":"{province}"}}}}"#
    )
}

/// A database with devices of these registrants: name, credit code, registration number.
struct Database {
    _folder: TempDir,
    file: PathBuf,
}

impl Database {
    async fn of(registrants: &[(&str, &str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("devices.sqlite");
        let mut store = SqliteStore::open(&file).await.unwrap();
        let records = registrants.iter().enumerate().map(|(index, (name, code, number))| {
            let mut device = Device::default();
            device.device_record_key = Some(format!("k{index}"));
            device.registrant_name = Some((*name).to_owned());
            device.credit_code = Some((*code).to_owned());
            device.registration_numbers = Some((*number).into());
            DeviceRecord { device, ..DeviceRecord::default() }
        });
        let listing = "2026-08-10".parse::<udid_types::Period>().unwrap().into();
        let pass = store.begin(&listing).await.unwrap().pass;
        let batch = Batch::new(records.collect(), Cursor::START, 2);
        store.write(pass, batch).await.unwrap();
        Self { _folder: folder, file }
    }

    async fn enrich(
        &self,
        script: &Script,
        asked_before: Option<SystemTime>,
    ) -> Result<Enriched, EnrichError> {
        let mut store = SqliteStore::open(&self.file).await.unwrap();
        let options = EnrichOptions { in_flight: 1, asked_before };
        enrich(&script.client(), &mut store, options, |_, _| {}).await
    }

    /// The first column of each row.
    fn texts(&self, select: &str) -> Vec<Option<String>> {
        let connection = Connection::open(&self.file).unwrap();
        let mut statement = connection.prepare(select).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    fn error_of(&self, key: &str) -> Option<String> {
        self.texts(&format!("SELECT error FROM organization WHERE search_key = '{key}'")).remove(0)
    }
}

/// Case A12.
#[tokio::test]
async fn registrants_abroad_go_by_name_and_their_agents_by_code() {
    let database = Database::of(&[
        ("Nautilus Inc.", AGENT, "国械注进20193130001"),
        ("甲（中国）有限公司", MAKER, "国械注准20193130001"),
        (" 甲(中国)有限公司", MAKER, "国械注准20193130002"),
    ])
    .await;
    let script = Script::default();
    script.set(AGENT, &organization("代理有限公司", AGENT, "上海市"));
    script.set(MAKER, &organization("甲(中国)有限公司", MAKER, "北京市"));
    let enriched = database.enrich(&script, None).await.unwrap();
    assert_eq!(script.asked(), [MAKER, AGENT, "Nautilus Inc."]);
    assert_eq!(enriched.counts, RegistrantCounts { found: 2, not_found: 1, failed: 0 });
    let provinces = database.texts("SELECT province FROM device_organization WHERE found");
    assert_eq!(provinces, [Some("北京市".to_owned()), Some("北京市".to_owned())]);
    let agents = database.texts("SELECT name FROM device_agent");
    assert_eq!(agents, [Some("代理有限公司".to_owned())]);
}

/// Case G2: dashes and title marks reach the service, other spellings are no other enterprise.
#[tokio::test]
async fn names_are_asked_for_once_with_their_marks() {
    let names = ["一汽—大众汽车有限公司", "《语文报》社有限责任公司"];
    let mut registrants = names.map(|name| (name, "", "")).to_vec();
    registrants.push((" 一汽—大众汽车\u{3000}有限公司", " ", ""));
    let database = Database::of(&registrants).await;
    let script = Script::default();
    for name in names {
        script.set(name, &organization(name, "", "吉林省"));
    }
    let enriched = database.enrich(&script, None).await.unwrap();
    assert_eq!(script.asked(), ["《语文报》社有限责任公司", "一汽—大众汽车有限公司"]);
    assert_eq!((enriched.failed, enriched.counts.found), (0, 2));
    assert_eq!(database.texts("SELECT name FROM device_organization WHERE found").len(), 3);
}

#[tokio::test]
async fn a_failed_look_up_blocks_no_other_and_is_repeated() {
    let database = Database::of(&[("乙", MAKER, ""), ("丙", AGENT, ""), ("丁", THIRD, "")]).await;
    let script = Script::default();
    script.set(MAKER, r#"{"code":500,"data":null,"msg":"系统内部错误"}"#);
    script.set(AGENT, &organization("丙", AGENT, "上海市"));
    script.set(THIRD, &organization("戊", MAKER, "浙江省"));
    let enriched = database.enrich(&script, None).await.unwrap();
    assert_eq!((enriched.asked, enriched.failed), (3, 2));
    assert_eq!(enriched.first_failure.unwrap().0, MAKER);
    assert_eq!(enriched.counts, RegistrantCounts { found: 1, not_found: 0, failed: 2 });
    assert!(database.error_of(MAKER).unwrap().contains("code 500"));
    // An answer about another enterprise, name and code of which differ, is not taken.
    assert!(database.error_of(THIRD).unwrap().contains("戊"));
    assert_eq!(database.texts("SELECT name FROM organization WHERE found"), [Some("丙".into())]);

    script.asked();
    script.set(THIRD, &organization("丁", THIRD, "浙江省"));
    let enriched = database.enrich(&script, None).await.unwrap();
    assert_eq!(script.asked(), [MAKER, THIRD]);
    assert_eq!(enriched.counts, RegistrantCounts { found: 2, not_found: 0, failed: 1 });
    assert_eq!(database.error_of(THIRD), None);
}

/// A rate limit under code 200, an object without values, and nothing with a reason are no facts.
#[tokio::test]
async fn unclear_responses_are_not_remembered_as_not_found() {
    let unclear = [
        r#"{"code":200,"data":null,"msg":"请求过于频繁，请稍后再试"}"#,
        r#"{"code":200,"data":{},"msg":"成功"}"#,
    ];
    for response in unclear {
        let database = Database::of(&[("乙", MAKER, ""), ("丙", AGENT, "")]).await;
        let script = Script::default();
        script.set(MAKER, &organization("乙", MAKER, "北京市"));
        script.set(AGENT, response);
        let enriched = database.enrich(&script, None).await.unwrap();
        let counts = RegistrantCounts { found: 1, not_found: 0, failed: 1 };
        assert_eq!(enriched.counts, counts, "{response}");
    }
}

#[tokio::test]
async fn not_found_for_everyone_is_not_remembered() {
    let database = Database::of(&[("乙", MAKER, ""), ("丙", AGENT, "")]).await;
    let script = Script::default();
    let enriched = database.enrich(&script, None).await.unwrap();
    assert_eq!((enriched.failed, enriched.counts.not_found), (2, 0));
    // One that is found shows that the service works, before or after those that are not.
    script.set(AGENT, &organization("丙", AGENT, "上海市"));
    script.asked();
    let enriched = database.enrich(&script, None).await.unwrap();
    assert_eq!(enriched.counts, RegistrantCounts { found: 1, not_found: 1, failed: 0 });
    assert_eq!(script.asked(), [MAKER, AGENT]);
}

/// A run that finds no one asks for one that was found before.
#[tokio::test]
async fn a_known_enterprise_confirms_that_others_are_not_there() {
    let database = Database::of(&[("乙", MAKER, ""), ("丙", AGENT, "")]).await;
    let script = Script::default();
    script.set(AGENT, &organization("丙", AGENT, "上海市"));
    script.set(MAKER, r#"{"code":500,"data":null,"msg":""}"#);
    database.enrich(&script, None).await.unwrap();
    script.set(MAKER, r#"{"code":200,"data":null,"msg":""}"#);
    script.asked();
    let enriched = database.enrich(&script, None).await.unwrap();
    assert_eq!(enriched.counts, RegistrantCounts { found: 1, not_found: 1, failed: 0 });
    assert_eq!(script.asked(), [MAKER, AGENT]);
}

#[tokio::test]
async fn known_enterprises_are_asked_for_again_on_demand_and_kept_if_that_fails() {
    let database = Database::of(&[("乙", MAKER, ""), ("丙", AGENT, "")]).await;
    let script = Script::default();
    script.set(AGENT, &organization("丙", AGENT, "上海市"));
    database.enrich(&script, None).await.unwrap();
    script.asked();
    let an_hour_ago = SystemTime::now() - Duration::from_secs(3600);
    database.enrich(&script, Some(an_hour_ago)).await.unwrap();
    assert_eq!(script.asked(), [""; 0]);

    script.set(AGENT, r#"{"code":500,"data":null,"msg":""}"#);
    let soon = SystemTime::now() + Duration::from_secs(2);
    let enriched = database.enrich(&script, Some(soon)).await.unwrap();
    assert_eq!(enriched.asked, 2);
    assert_eq!(enriched.counts, RegistrantCounts { found: 1, not_found: 1, failed: 2 });
    assert_eq!(database.texts("SELECT province FROM organization WHERE found").len(), 1);
}

#[tokio::test]
async fn refused_credentials_end_a_run_at_once() {
    let database = Database::of(&[("乙", MAKER, ""), ("丙", AGENT, "")]).await;
    let script = Script::default();
    script.set(MAKER, r#"{"code":401,"data":null,"msg":"未授权的请求"}"#);
    let error = database.enrich(&script, None).await.unwrap_err();
    assert!(matches!(error, EnrichError::Client(_)), "{error}");
    assert_eq!(script.asked(), [MAKER]);
    assert!(database.error_of(MAKER).unwrap().contains("401"));
}

#[tokio::test]
async fn ten_failures_in_a_row_end_a_run() {
    let codes: Vec<_> = (10..30).map(|number| format!("91330000MA1FL000{number}")).collect();
    let registrants: Vec<_> = codes.iter().map(|code| ("某", code.as_str(), "")).collect();
    let database = Database::of(&registrants).await;
    let script = Script::default();
    for code in &codes {
        script.set(code, r#"{"code":500,"data":null,"msg":""}"#);
    }
    database.enrich(&script, None).await.unwrap_err();
    assert_eq!(script.asked().len(), 10);
}
