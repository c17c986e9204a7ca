//! Every fault at every service: it strikes, or its rule is refused.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::time::{Duration, Instant};

use auth::{Secret, dbhs_sign, idcode_hash};
use jiff::{SignedDuration, Timestamp};
use sandbox::{Fault, FaultRule, Frequency, Sandbox, Settings};
use serde_json::{Value, json};

use crate::client::{EVENING, Raw, page, ping, send, token, world, world_with};
use crate::fault_kinds::{names, plain};
use crate::wire::is_refused;

const SERVICES: [&str; 4] = ["udid", "idcode", "dbhs", "cloudmfg"];

/// What a slow answer takes at least; an answer without a fault takes less.
const SLOW: Duration = Duration::from_millis(200);

/// One of each kind.
fn kinds() -> BTreeMap<String, Fault> {
    let host = Some("elsewhere.invalid".to_owned());
    let others = [
        Fault::Html { status: 502 },
        Fault::Oversized { bytes: 1 << 20 },
        Fault::Slow(SLOW),
        Fault::SlowBetween { least: SLOW, most: 2 * SLOW },
        Fault::SlowTail { median: 2 * SLOW, most: 2 * SLOW },
        Fault::Drip { bytes: 4096, every: Duration::from_millis(1) },
        Fault::GzipBomb { bytes: 1 << 20 },
        Fault::Unavailable { status: 503, retry_after: Some(7) },
        Fault::Redirect { status: 307, host },
        Fault::ShiftedRows { by: 3 },
        Fault::ClockSkew(SignedDuration::from_hours(25)),
    ];
    plain().into_iter().chain(others).map(|fault| (fault.name(), fault)).collect()
}

/// The table in the documentation of the crate: for each kind, what it does at each service.
fn table() -> BTreeMap<String, Vec<String>> {
    let source = include_str!("../../src/lib.rs");
    let rows = source.lines().filter_map(|line| line.strip_prefix("//! | `"));
    let rows = rows.filter(|row| !row.starts_with(char::is_uppercase));
    let rows = rows.map(|row| {
        let mut cells = row.split('|').map(|cell| cell.trim().to_owned());
        let name = cells.next().unwrap().trim_end_matches('`').to_owned();
        (name, cells.take(4).collect())
    });
    rows.collect()
}

/// Calls of a service whose answers are the same each time, and as different as they can be.
async fn answers(sandbox: &Sandbox, service: &str, token: &str) -> Vec<Raw> {
    match service {
        "udid" => vec![
            ping(sandbox).await,
            page(sandbox, token, 1).await,
            page(sandbox, token, 2).await,
            page(sandbox, token, 9).await,
        ],
        "idcode" => {
            let unknown = ("industrycategory_id_parent", "999999999");
            vec![idcode(sandbox, "101", &[]).await, idcode(sandbox, "203", &[unknown]).await]
        }
        "dbhs" => {
            let list = |name: &str| dbhs(sandbox, "product/list", json!({"productName": name}));
            let (some, none) = (list("无菌").await, list("no such product").await);
            // An id of digits, in one of them.
            let detail = dbhs(sandbox, "product/detail", json!({"id": "201900100"}));
            vec![some, none, detail.await]
        }
        _ => {
            let body = json!({
                "userId": sandbox.cloudmfg_user_id(),
                "access_token": sandbox.cloudmfg_access_token(),
                "data": {"devId": "285863325"},
            });
            let body = body.to_string();
            let rest = format!("Content-Length: {}\r\n\r\n{body}", body.len());
            vec![send(sandbox.address(), "POST", "/openapi/device/query", &rest).await]
        }
    }
}

/// A signed call of an IDcode look-up.
pub async fn idcode(sandbox: &Sandbox, id: &str, parameters: &[(&str, &str)]) -> Raw {
    let endpoint = idcode_types::ENDPOINTS.iter().find(|endpoint| endpoint.id == id).unwrap();
    let time = EVENING.parse::<Timestamp>().unwrap().as_millisecond().to_string();
    let mut pairs = vec![("access_token", sandbox.idcode_access_token()), ("time", &time)];
    pairs.extend(parameters);
    pairs.sort_unstable();
    let code = Secret::from(sandbox.idcode_authorization_code());
    let hash = idcode_hash(endpoint.path, pairs.iter().copied(), &code);
    pairs.push(("hash", &hash));
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    send(sandbox.address(), "GET", &format!("{}?{query}", endpoint.path), "\r\n").await
}

/// A signed call of a DBHS interface with a JSON body.
pub async fn dbhs(sandbox: &Sandbox, id: &str, body: Value) -> Raw {
    let endpoint = dbhs_types::ENDPOINTS.iter().find(|endpoint| endpoint.id == id).unwrap();
    let timespan = EVENING.parse::<Timestamp>().unwrap().as_second().to_string();
    let (key, secret) = (sandbox.dbhs_app_key(), Secret::from(sandbox.dbhs_secret_key()));
    let sign = dbhs_sign(key, &timespan, &secret);
    let body = body.to_string();
    let rest = format!(
        "appKey: {key}\r\ntimespan: {timespan}\r\nsign: {sign}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    send(sandbox.address(), "POST", endpoint.path, &rest).await
}

/// All that a caller can see of these answers, their time only as far as it is long.
async fn seen(sandbox: &Sandbox, service: &str, token: &str) -> String {
    let begun = Instant::now();
    let answers = answers(sandbox, service, token).await;
    let is_slow = begun.elapsed() >= SLOW * u32::try_from(answers.len()).unwrap();
    let mut seen = String::new();
    for Raw { head, body, error } in answers {
        let head = head.lines().filter(|line| !line.to_lowercase().starts_with("date:"));
        let head: Vec<_> = head.collect();
        write!(seen, "{head:?} {} {error:?}", String::from_utf8_lossy(&body)).unwrap();
    }
    seen + if is_slow { " slow" } else { "" }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_strikes_where_the_table_says_so_and_is_refused_elsewhere() {
    let (kinds, table) = (kinds(), table());
    assert!(names().iter().collect::<BTreeSet<_>>().into_iter().eq(kinds.keys()), "{:?}", names());
    assert_eq!(table.len(), 9, "{table:?}");
    for (name, fault) in &kinds {
        for (service, index) in SERVICES.into_iter().zip(0..) {
            // IDcode's keys have no capitals otherwise.
            let capitals = |settings: &mut Settings| {
                settings.idcode.pascal_case_results = name == "lower_case_keys";
            };
            let sandbox = world_with(capitals).await;
            let token = token(&sandbox).await;
            let plain = seen(&sandbox, service, &token).await;
            let duration = (*fault == Fault::Refuse).then_some(SignedDuration::from_secs(60));
            let rule = FaultRule { duration, ..FaultRule::new(fault.clone()).service(service) };
            let says_no = table.get(name).is_some_and(|cells| cells[index].starts_with("no:"));
            match sandbox.faults().add(rule) {
                Err(refused) => assert!(says_no, "{refused}"),
                Ok(_) if says_no => panic!("{name} is not refused at {service}"),
                Ok(_) if *fault == Fault::Refuse => {
                    assert!(is_refused(&sandbox).await, "{service}");
                }
                Ok(_) => {
                    let struck = seen(&sandbox, service, &token).await;
                    assert!(struck != plain, "{name} changes nothing at {service}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_rule_that_cannot_strike_or_asks_for_too_much_is_refused() {
    let sandbox = world().await;
    let cut = || FaultRule::new(Fault::Cut);
    let shifted = FaultRule::new(Fault::ShiftedRows { by: 3 });
    let skewed = FaultRule::new(Fault::ClockSkew(SignedDuration::from_secs(1)));
    let often = |frequency| FaultRule { frequency, ..cut() };
    for (rule, refusal) in [
        (cut().endpoint("D004"), "there is no endpoint D004"),
        (cut().service("dbhs").endpoint("D001"), "there is no endpoint dbhs D001"),
        (cut().service("post"), "there is no service post"),
        (
            shifted.service("udid").endpoint("D002"),
            "shifted_rows has no effect on udid D002: no listing has pages there",
        ),
        (
            skewed.service("cloudmfg"),
            "clock_skew has no effect on cloudmfg: the time is not used there",
        ),
        (often(Frequency::Every(0)), "cut: the rule never applies"),
        (often(Frequency::Probability(f64::NAN)), "cut: the rule never applies"),
        (often(Frequency::Burst { probability: 0.5, length: 0 }), "cut: the rule never applies"),
        (FaultRule { times: Some(0), ..FaultRule::new(Fault::Cut) }, "cut: the rule never applies"),
        (
            FaultRule { duration: Some(SignedDuration::ZERO), ..FaultRule::new(Fault::Cut) },
            "cut: the rule never applies",
        ),
        (
            FaultRule::new(Fault::Oversized { bytes: usize::MAX }),
            "oversized: at most 268435456 bytes",
        ),
        (
            FaultRule::new(Fault::GzipBomb { bytes: (256 << 20) + 1 }),
            "gzip_bomb: at most 268435456 bytes",
        ),
        (
            FaultRule::new(Fault::Html { status: 99 }),
            "html: 99 is not an HTTP status of a response",
        ),
        (
            FaultRule::new(Fault::Redirect { status: 200, host: None }),
            "redirect: 200 is not an HTTP status of a redirect",
        ),
    ] {
        let refused = sandbox.faults().add(rule.clone()).unwrap_err();
        assert_eq!(refused.to_string(), refusal);
        let settings = Settings { faults: vec![rule], ..Settings::default() };
        let error = Sandbox::builder(settings).start().await.err().unwrap();
        assert_eq!(error.to_string(), refusal);
    }
    assert_eq!(sandbox.faults().list(), []);
}

#[tokio::test]
async fn a_rule_for_all_services_passes_those_by_that_it_cannot_strike() {
    let sandbox = world().await;
    sandbox.faults().add(FaultRule::new(Fault::DuplicatedRows)).unwrap();
    ping(&sandbox).await;
    assert_eq!(sandbox.faults().list()[0].hits, 0, "P001 has no lists");
    page(&sandbox, &token(&sandbox).await, 1).await;
    assert_eq!(sandbox.faults().list()[0].hits, 1);
}

#[tokio::test]
async fn there_are_no_more_than_a_thousand_rules() {
    let sandbox = world().await;
    sandbox.faults().add_all(vec![FaultRule::new(Fault::Cut); 999]).unwrap();
    let refused = sandbox.faults().add_all(vec![FaultRule::new(Fault::Cut); 2]).unwrap_err();
    assert_eq!(refused.to_string(), "there are at most 1000 rules");
    assert_eq!(sandbox.faults().list().len(), 999, "none of them");
    sandbox.faults().add(FaultRule::new(Fault::Cut)).unwrap();
    sandbox.faults().add(FaultRule::new(Fault::Cut)).unwrap_err();
}

#[tokio::test]
#[should_panic(
    expected = "wrong_totals has no effect on cloudmfg A.2.5: no reply has a total there"
)]
async fn an_injected_fault_that_cannot_strike_is_a_panic() {
    world().await.cloudmfg().inject("A.2.5", Fault::WrongTotals, 1);
}
