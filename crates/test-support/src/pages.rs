//! A UDID service whose pages a test makes up, for responses that the sandbox never gives.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use serde_json::{Value, json};

/// Status and body of an answer.
type Answer = (u16, String);

/// What a service answers.
pub struct Answers {
    /// The page with a number, in the order in which pages are asked for.
    pub page: Box<dyn Fn(u64) -> Answer + Send + Sync>,
    /// The device of a primary DI.
    pub single: Box<dyn Fn(&str) -> Answer + Send + Sync>,
}

/// A service whose token is always good and whose pages a test makes up. Gives its base URL and
/// lives until the test ends.
pub fn serve(page: impl Fn(u64) -> Answer + Send + Sync + 'static) -> String {
    serve_periods(move |_, number| page(number))
}

/// The same for every period.
pub fn serve_periods(page: impl Fn(&str, u64) -> Answer + Send + Sync + 'static) -> String {
    serve_all(move |parameters| {
        let period = parameters["rangeValue"].as_str().expect("a period");
        page(period, page_number(parameters))
    })
}

/// The same for pages and for devices by themselves.
pub fn serve_answers(answers: Answers) -> String {
    serve_all(move |parameters| match parameters["primaryDeviceId"].as_str() {
        Some(di) => (answers.single)(di),
        None => (answers.page)(page_number(parameters)),
    })
}

fn serve_all(answer: impl Fn(&Value) -> Answer + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = answer.clone();
            // The service ignores clients that disconnect.
            thread::spawn(move || drop(reply(&stream, &*answer)));
        }
    });
    format!("http://{address}/api/v2")
}

fn reply(mut stream: &TcpStream, answer: &dyn Fn(&Value) -> Answer) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let is_token = line.contains("/token/get");
    let mut length = 0;
    while !line.trim().is_empty() {
        line.clear();
        reader.read_line(&mut line)?;
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut form = vec![0; length];
    reader.read_exact(&mut form)?;
    let (status, body) = if is_token { (200, token()) } else { answer(&parameters(&form)) };
    write!(
        stream,
        "HTTP/1.1 {status} Canned\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{body}",
        body.len()
    )
}

fn token() -> String {
    let token = json!({"returnCode": 1, "accessToken": "canned-token", "expiresIn": 7200});
    token.to_string()
}

fn parameters(form: &[u8]) -> Value {
    let (_, parameters) = form_urlencoded::parse(form).next().expect("a form");
    serde_json::from_str(&parameters).expect("JSON in the form")
}

fn page_number(parameters: &Value) -> u64 {
    let number = &parameters["currentPageNumber"];
    let number = number.as_u64().or_else(|| number.as_str()?.parse().ok());
    number.expect("a page number")
}

/// A page that counts `total` records in all; `data_set` is JSON with the lists of records.
pub fn page(data_set: &str, total: usize) -> Answer {
    page_of(data_set, total, total.div_ceil(20))
}

/// The same with a number of pages.
pub fn page_of(data_set: &str, total: usize, pages: usize) -> Answer {
    let page = format!(
        r#"{{"returnCode":1,"totalPageCount":"{pages}","totalRecordCount":"{total}","dataSet":{data_set}}}"#
    );
    (200, page)
}
