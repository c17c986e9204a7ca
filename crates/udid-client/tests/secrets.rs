//! No error, no `Debug` and no log shows a credential, a token or a contact. Apart from the other
//! tests: it needs the log of the whole program.
#![cfg(any(feature = "rustls", feature = "native-tls"))]

use std::fmt::{Debug, Write as _};
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use auth::ManualClock;
use bytes::Bytes;
use http::{Request, Response, StatusCode};
use jiff::SignedDuration;
use sandbox::udid::ServiceState;
use sandbox::{Fault, RateLimits, Sandbox, Settings, UdidAccount, UdidSettings};
use tracing_subscriber::fmt::format::FmtSpan;
use transport::{HttpTransport, RetryPolicy, Transport, TransportError};
use udid_client::types::{
    DeviceDetailRequest, DeviceHistoryRequest, DeviceListRequest, Period, RecordKey, RequestType,
};
use udid_client::{Client, Credentials, Error};

const APP_ID: &str = "pl4nted-app-id";
const APP_SECRET: &str = "pl4nted-app-secret";
const TOKEN: &str = "pl4nted-token";
const CONTACTS: &str = r#"[{"QYLXRYX": "pl4nted@example.org", "QYLXRDH": "pl4nted-phone",
    "QYLXRCZ": "pl4nted-fax", "unknown": "pl4nted"}]"#;
const MARKER: &str = "pl4nted";
const CREDIT_CODE: &str = "91990000MA0TEXT00W";

/// Everything that was shown or logged.
#[derive(Clone, Default)]
struct Shown(Arc<Mutex<String>>);

impl Shown {
    fn note(&self, shown: &(impl Debug + ?Sized)) {
        writeln!(self.0.lock().unwrap(), "{shown:?} {shown:#?}").unwrap();
    }

    fn error(&self, error: &Error) {
        self.note(error);
        let mut source: Option<&dyn std::error::Error> = Some(error);
        while let Some(cause) = source {
            writeln!(self.0.lock().unwrap(), "{cause} {cause:?}").unwrap();
            source = cause.source();
        }
    }
}

impl Write for Shown {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().push_str(&String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A service that gives a token and then a prepared answer to everything, in which `§` stands for
/// the secrets that it was sent.
struct Hostile {
    status: StatusCode,
    body: String,
    token_was_given: Mutex<bool>,
}

#[async_trait]
impl Transport for Hostile {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let sent = String::from_utf8_lossy(request.body()).into_owned();
        assert!(sent.contains(MARKER), "{sent}");
        let mut was_given = self.token_was_given.lock().unwrap();
        let (status, body) = if request.uri().path().ends_with("/token/get") && !*was_given {
            *was_given = true;
            let token =
                format!(r#"{{"returnCode": 1, "accessToken": "{TOKEN}", "expiresIn": 600}}"#);
            (StatusCode::OK, token)
        } else {
            let secrets = [APP_ID, APP_SECRET, TOKEN].into_iter();
            let echo: Vec<_> = secrets.filter(|secret| sent.contains(secret)).collect();
            (self.status, self.body.replace('§', &echo.join(" ")))
        };
        Ok(Response::builder().status(status).body(body.into()).unwrap())
    }
}

fn hostile(status: u16, body: &str, clock: &Arc<ManualClock>) -> Client {
    let status = StatusCode::from_u16(status).unwrap();
    let hostile = Hostile { status, body: body.to_owned(), token_was_given: Mutex::new(false) };
    let client = Client::builder("https://udid.invalid").credentials(credentials());
    client
        .clock(clock.clone())
        .transport(hostile)
        .retry(RetryPolicy::none())
        .rate_limit(transport::RateLimit::unlimited())
        .build()
        .unwrap()
}

fn credentials() -> Credentials {
    Credentials::new(APP_ID, APP_SECRET, CREDIT_CODE)
}

/// Some days after [`day`].
fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::new("2026-08-20T12:00:00+08:00".parse().unwrap()))
}

fn day() -> Period {
    "2026-08-10".parse().unwrap()
}

/// Answers that repeat what they should not, in every kind of error.
async fn hostile_answers(shown: &Shown) {
    let near_the_end = format!("<p>{}§", "x".repeat(112));
    for (status, body) in [
        (200, r#"{"returnCode": 3, "returnMsg": "§"}"#.to_owned()),
        (200, r#"{"returnCode": "§", "errorCode": "§"}"#.to_owned()),
        (200, r#"{"returnCode": 8, "errorCode": 3, "errorMsg": "wrong: §!"}"#.to_owned()),
        (200, format!(r#"{{"returnCode": 4, "accessToken": "{TOKEN}", "returnMsg": "{TOKEN}"}}"#)),
        (500, "<html><body>cannot read §</body></html>".to_owned()),
        (400, near_the_end.clone()),
        (500, r#"{"echo": "§"}"#.to_owned()),
        (200, "<html><body>§</body></html>".to_owned()),
        (200, near_the_end),
        (200, format!(r#"{{"accessToken": "{TOKEN}", "contactList": {CONTACTS}"#)),
        (200, format!(r#"{{"accessToken": {{"is": "{TOKEN}"}}}}"#)),
        (200, r#"{"returnMsg": ["§"], "dataSet": "§"}"#.to_owned()),
        (200, format!(r#"{{"dataSet": {{"deviceInfo": [{{"ZXXSDYCPBS": {CONTACTS}}}]}}}}"#)),
    ] {
        let clock = clock();
        let client = hostile(status, &body, &clock);
        shown.error(&client.list_devices(&day().page(1)).await.unwrap_err());
        shown.error(&client.get_token().await.unwrap_err());
        shown.error(
            &client
                .get_history(&DeviceHistoryRequest::new(vec![RecordKey::new("key")], 1))
                .await
                .unwrap_err(),
        );
        shown.error(&client.walk(day()).next_page().await.unwrap_err());
        // A renewal ahead of time fails: the log says why.
        let client = hostile(status, &body, &clock);
        client.get_token().await.unwrap();
        clock.advance(SignedDuration::from_mins(8));
        shown.error(&client.list_devices(&day().page(1)).await.unwrap_err());
    }
}

/// What a user may print of the data itself.
async fn data(shown: &Shown) {
    let page = format!(
        r#"{{"returnCode": 1, "accessToken": "{TOKEN}", "dataSet": {{"deviceInfo":
            [{{"deviceRecordKey": "k", "contactList": {CONTACTS}, "unknown": "{MARKER}"}}]}}}}"#
    );
    let clock = clock();
    let client = hostile(200, &page, &clock);
    let reply = client.get_token().await.unwrap();
    assert_eq!(reply.access_token.as_deref(), Some(TOKEN));
    shown.note(&reply);
    shown.note(&client.list_devices(&day().page(1)).await.unwrap());
    let mut walk = client.walk(day());
    let walked = walk.next_page().await.unwrap().unwrap();
    let contact = &walked.records[0].device.contacts[0];
    assert_eq!(contact.phone.as_deref(), Some("pl4nted-phone"));
    shown.note(contact);
    shown.note(&walked);
    shown.note(walk.report());
    shown.note(&credentials());
    let mut request = DeviceListRequest::new(RequestType::Day, "2026-08-10".to_owned(), 1);
    request.access_token = Some(TOKEN.to_owned());
    shown.note(&request);
}

/// Real calls over HTTP, with every fault; gives the secrets that the sandbox made up.
async fn real_calls(shown: &Shown) -> Vec<String> {
    let clock = clock();
    let account = UdidAccount {
        app_id: APP_ID.to_owned(),
        app_secret: APP_SECRET.to_owned(),
        ..UdidAccount::default()
    };
    let settings = Settings {
        clock: clock.clone(),
        udid: UdidSettings {
            accounts: vec![account],
            rate_limits: RateLimits { per_second: 40, per_day: 60 },
            ..UdidSettings::with_records_per_day(5)
        },
        ..Settings::default()
    };
    let sandbox = Sandbox::builder(settings).start().await.unwrap();
    let http = HttpTransport::builder().no_proxy().max_response_bytes(100_000);
    let http = http.timeout(Duration::from_secs(2)).build().unwrap();
    let client = |credentials| {
        let client = Client::builder(sandbox.udid_url()).credentials(credentials);
        let client =
            client.retry(RetryPolicy::none()).rate_limit(transport::RateLimit::unlimited());
        client.clock(clock.clone()).transport(http.clone()).build().unwrap()
    };
    let (ours, udid) = (client(credentials()), sandbox.udid());
    let token = ours.get_token().await.unwrap().access_token.unwrap();
    let records = ours.list_devices(&day().page(1)).await.unwrap().data_set.unwrap().devices;
    for endpoint in ["P002", "D001"] {
        for fault in [
            Fault::Html { status: 503 },
            Fault::Html { status: 200 },
            Fault::Cut,
            Fault::Oversized { bytes: 200_000 },
            Fault::Slow(Duration::from_secs(9)),
        ] {
            udid.inject(endpoint, fault, 1);
            let error = match endpoint {
                "P002" => ours.get_token().await.unwrap_err(),
                _ => ours.list_devices(&day().page(1)).await.unwrap_err(),
            };
            shown.error(&error);
        }
    }
    udid.set_state(ServiceState::Closed);
    shown.error(&ours.list_devices(&day().page(1)).await.unwrap_err());
    udid.set_state(ServiceState::Up);
    shown.error(&ours.list_devices(&day().page(0)).await.unwrap_err());
    shown.error(&ours.get_device(&DeviceDetailRequest::new("06900000000000")).await.unwrap_err());
    let wrong = Credentials::new(APP_ID, MARKER, CREDIT_CODE);
    shown.error(&client(wrong).list_devices(&day().page(1)).await.unwrap_err());
    let wrong = Credentials::new(APP_ID, APP_SECRET, "91990000MA0TEXT01U");
    shown.error(&client(wrong).list_devices(&day().page(1)).await.unwrap_err());
    udid.revoke_tokens();
    let unaware = client(credentials());
    unaware.get_token().await.unwrap();
    for _ in 0..60 {
        clock.advance(SignedDuration::from_millis(50));
        if let Err(error) = ours.list_devices(&day().page(1)).await {
            shown.error(&error);
            break;
        }
    }
    // A client stops itself when it knows that no calls are left; one that does not is stopped.
    shown.error(&unaware.list_devices(&day().page(1)).await.unwrap_err());
    let contacts = records.into_iter().flat_map(|record| record.contacts);
    let contacts = contacts.flat_map(|contact| [contact.email, contact.phone, contact.fax]);
    contacts.flatten().filter(|text| !text.is_empty()).chain([token]).collect()
}

#[tokio::test]
async fn nothing_shows_a_secret() {
    let (shown, log) = (Shown::default(), Shown::default());
    let sink = log.clone();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(move || sink.clone())
        .init();

    hostile_answers(&shown).await;
    data(&shown).await;
    let mut secrets = real_calls(&shown).await;
    assert!(secrets.len() > 5, "{secrets:?}");
    secrets.push(MARKER.to_owned());

    let (shown, log) = (shown.0.lock().unwrap(), log.0.lock().unwrap());
    for secret in secrets {
        for (place, text) in [("shown", &shown), ("logged", &log)] {
            let line = text.lines().find(|line| line.contains(&secret));
            assert!(line.is_none(), "{secret} was {place}: {line:?}");
        }
    }
    for kind in ["Refused", "Transport", "Status", "NotJson", "Decode", "Service", "<hidden>"] {
        assert!(shown.contains(kind), "{kind} was not tried");
    }
    for source in
        ["TooLarge", "Timeout", "Interrupted", "QuotaUsedUp", "DailyLimit", "BadCredentials"]
    {
        assert!(shown.contains(source), "{source} was not tried");
    }
    for event in
        ["response", "not retried", "response received", "fetching a token failed", "no response"]
    {
        assert!(log.contains(event), "{event} was not logged");
    }
}
