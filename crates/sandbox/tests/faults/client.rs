//! A client that reads what comes and judges nothing.

use std::io::ErrorKind;
use std::net::SocketAddr;

use sandbox::{Sandbox, Settings, UdidSettings};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The endpoint that needs no account.
pub const CONNECTION: &str = "/api/v2/connection/test";

/// Two minutes to midnight in Beijing.
pub const EVENING: &str = "2026-08-10T23:58:00+08:00";

/// All that came over a connection.
#[derive(Debug)]
pub struct Raw {
    pub head: String,
    pub body: Vec<u8>,
    /// How it ended, if not in good order.
    pub error: Option<ErrorKind>,
}

impl Raw {
    pub fn status(&self) -> u16 {
        self.head.split(' ').nth(1).unwrap().parse().unwrap()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The return code of a UDID answer.
    pub fn code(&self) -> String {
        self.json()["returnCode"].as_str().unwrap().to_owned()
    }
}

/// A sandbox with a clock that stands still on an evening, and 95 records a day.
pub async fn world() -> Sandbox {
    world_with(|_| {}).await
}

pub async fn world_with(change: impl FnOnce(&mut Settings)) -> Sandbox {
    let mut settings =
        Settings { udid: UdidSettings::with_records_per_day(95), ..Settings::default() };
    change(&mut settings);
    let sandbox = Sandbox::builder(settings).start().await.unwrap();
    sandbox.clock().stand_still(true);
    sandbox.clock().set(EVENING.parse().unwrap());
    sandbox
}

/// Sends a request over a connection of its own and reads until it ends.
pub async fn send(address: SocketAddr, method: &str, path: &str, rest: &str) -> Raw {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request =
        format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{rest}");
    // A connection that is closed at once may not take it any more.
    let _ = stream.write_all(request.as_bytes()).await;
    read(&mut stream).await
}

/// Reads a connection to its end.
pub async fn read(stream: &mut TcpStream) -> Raw {
    let (mut bytes, mut block) = (Vec::new(), vec![0; 1 << 16]);
    let error = loop {
        match stream.read(&mut block).await {
            Ok(0) => break None,
            Ok(count) => bytes.extend_from_slice(&block[..count]),
            Err(error) => break Some(error.kind()),
        }
    };
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
    let body = end.map_or(Vec::new(), |end| bytes.split_off(end + 4));
    Raw { head: String::from_utf8(bytes).unwrap(), body, error }
}

fn with_body(kind: &str, body: &str) -> String {
    format!("Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

/// A call of a UDID endpoint.
pub async fn udid(sandbox: &Sandbox, path: &str, parameters: &Value) -> Raw {
    let mut form = form_urlencoded::Serializer::new(String::new());
    let form = form.append_pair(udid_types::FORM_FIELD, &parameters.to_string()).finish();
    let rest = with_body("application/x-www-form-urlencoded", &form);
    send(sandbox.address(), "POST", &format!("/api/v2{path}"), &rest).await
}

/// A test of the connection, which is the smallest answer there is.
pub async fn ping(sandbox: &Sandbox) -> Raw {
    udid(sandbox, "/connection/test", &json!({})).await
}

/// An answer of P002.
pub async fn token_reply(sandbox: &Sandbox) -> Raw {
    let parameters = json!({
        "appId": sandbox.app_id(), "appSecret": sandbox.app_secret(),
        "TYSHXYDM": sandbox.credit_code(),
    });
    udid(sandbox, "/token/get", &parameters).await
}

pub async fn token(sandbox: &Sandbox) -> String {
    token_reply(sandbox).await.json()["accessToken"].as_str().unwrap().to_owned()
}

/// A page of the records of 2026-08-10.
pub async fn page(sandbox: &Sandbox, token: &str, number: u32) -> Raw {
    let parameters = json!({
        "accessToken": token, "requestType": "1", "rangeValue": "2026-08-10",
        "currentPageNumber": number.to_string(),
    });
    udid(sandbox, "/sharing/get", &parameters).await
}

/// Keys of the records of a page.
pub fn keys(page: &Raw) -> Vec<String> {
    let rows = &page.json()["dataSet"]["deviceInfo"];
    let rows = rows.as_array().unwrap_or_else(|| panic!("{page:?}"));
    rows.iter().map(|row| row["deviceRecordKey"].as_str().unwrap().to_owned()).collect()
}

/// A request of an admin endpoint, and its answer.
pub async fn admin(sandbox: &Sandbox, method: &str, path: &str, body: &Value) -> (u16, Value) {
    let rest = if body.is_null() {
        "\r\n".to_owned()
    } else {
        with_body("application/json", &body.to_string())
    };
    let raw = send(sandbox.address(), method, path, &rest).await;
    (raw.status(), serde_json::from_slice(&raw.body).unwrap_or_default())
}
