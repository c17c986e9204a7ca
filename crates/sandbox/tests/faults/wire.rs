//! Faults of connections and of answers on their way out.

use std::io::{ErrorKind, Read};
use std::time::{Duration, Instant};

use flate2::read::GzDecoder;
use jiff::SignedDuration;
use sandbox::{Fault, FaultRule, Sandbox};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::client::{CONNECTION, Raw, ping, read, world};

/// The answer without a fault, the one with it, and another without.
async fn struck(fault: Fault) -> (Vec<u8>, Raw) {
    let sandbox = world().await;
    let plain = ping(&sandbox).await;
    assert_eq!((plain.status(), plain.error), (200, None));
    assert_eq!(plain.header("content-length"), Some(&*plain.body.len().to_string()));
    sandbox.udid().inject("P001", fault, 1);
    let raw = ping(&sandbox).await;
    assert_eq!(ping(&sandbox).await.body, plain.body, "it strikes once");
    (plain.body, raw)
}

fn half(whole: &[u8]) -> &[u8] {
    &whole[..whole.len() / 2]
}

#[tokio::test]
async fn a_truncated_body_is_shorter_than_its_length_says() {
    let (whole, raw) = struck(Fault::Truncated).await;
    assert_eq!(raw.header("content-length"), Some(&*whole.len().to_string()));
    assert_eq!((&*raw.body, raw.error), (half(&whole), None));
}

#[tokio::test]
async fn a_length_can_be_half_of_the_body() {
    let (whole, raw) = struck(Fault::ShortLength).await;
    assert_eq!(raw.header("content-length"), Some(&*(whole.len() / 2).to_string()));
    assert_eq!((raw.body, raw.error), (whole, None));
}

#[tokio::test]
async fn a_reset_comes_before_the_answer_or_in_its_middle() {
    let (_, raw) = struck(Fault::Reset).await;
    assert_eq!(
        (&*raw.head, &*raw.body, raw.error),
        ("", &[][..], Some(ErrorKind::ConnectionReset))
    );
    let (whole, raw) = struck(Fault::ResetInBody).await;
    assert_eq!(raw.header("content-length"), Some(&*whole.len().to_string()));
    assert_eq!((&*raw.body, raw.error), (half(&whole), Some(ErrorKind::ConnectionReset)));
}

#[tokio::test]
async fn a_chunk_can_begin_without_its_length() {
    let (whole, raw) = struck(Fault::MalformedChunk).await;
    assert_eq!((raw.header("transfer-encoding"), raw.error), (Some("chunked"), None));
    let (first, second) = whole.split_at(whole.len() / 2);
    let mut expected = format!("{:x}\r\n", first.len()).into_bytes();
    for part in [first, b"\r\nlength\r\n", second, b"\r\n0\r\n\r\n"] {
        expected.extend_from_slice(part);
    }
    assert_eq!(raw.body, expected);
}

#[tokio::test]
async fn a_chunked_body_can_lack_its_end() {
    let (whole, raw) = struck(Fault::Cut).await;
    assert_eq!(raw.header("transfer-encoding"), Some("chunked"));
    let mut expected = format!("{:x}\r\n", half(&whole).len()).into_bytes();
    expected.extend_from_slice(half(&whole));
    expected.extend_from_slice(b"\r\n");
    assert_eq!(raw.body, expected);
}

#[tokio::test]
async fn a_body_comes_in_drops() {
    let started = Instant::now();
    let (whole, raw) = struck(Fault::Drip { bytes: 10, every: Duration::from_millis(20) }).await;
    let drops = whole.chunks(10);
    assert!(drops.len() > 2, "{whole:?}");
    assert!(
        started.elapsed() >= Duration::from_millis(20) * u32::try_from(drops.len() - 1).unwrap()
    );
    let mut expected = Vec::new();
    for drop in drops {
        expected.extend_from_slice(format!("{:X}\r\n", drop.len()).as_bytes());
        expected.extend_from_slice(drop);
        expected.extend_from_slice(b"\r\n");
    }
    expected.extend_from_slice(b"0\r\n\r\n");
    assert_eq!((raw.body, raw.error), (expected, None));
}

#[tokio::test]
async fn delays_add_up() {
    let sandbox = world().await;
    for _ in 0..2 {
        sandbox.faults().add(FaultRule::new(Fault::Slow(Duration::from_millis(60)))).unwrap();
    }
    let started = Instant::now();
    assert_eq!(ping(&sandbox).await.code(), "1");
    assert!(started.elapsed() >= Duration::from_millis(120));
}

#[tokio::test]
async fn a_small_body_unpacks_to_a_large_one() {
    let (whole, raw) = struck(Fault::GzipBomb { bytes: 8 << 20 }).await;
    assert_eq!(raw.header("content-encoding"), Some("gzip"));
    assert!(raw.body.len() < (8 << 20) / 100, "{}", raw.body.len());
    let mut unpacked = Vec::new();
    GzDecoder::new(&*raw.body).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked.len(), whole.len() + (8 << 20));
    assert_eq!((unpacked.trim_ascii_end(), raw.error), (&*whole, None));
}

#[tokio::test]
async fn bodies_can_be_too_large_empty_or_no_text() {
    let (whole, raw) = struck(Fault::Oversized { bytes: 100_000 }).await;
    assert_eq!((raw.body.len(), raw.body.trim_ascii_end()), (100_000, &*whole));
    let (_, raw) = struck(Fault::Empty).await;
    assert_eq!((raw.status(), &*raw.body, raw.error), (200, &[][..], None));
    let (mut whole, raw) = struck(Fault::InvalidUtf8).await;
    whole.insert(whole.len() / 2, 0xff);
    assert_eq!(raw.body, whole);
    assert!(std::str::from_utf8(&raw.body).is_err());
}

#[tokio::test]
async fn gateways_answer_with_pages() {
    for (fault, status, retry_after) in [
        (Fault::Html { status: 200 }, 200, None),
        (Fault::Html { status: 404 }, 404, None),
        (Fault::Html { status: 502 }, 502, None),
        (Fault::Unavailable { status: 429, retry_after: Some(7) }, 429, Some("7")),
        (Fault::Unavailable { status: 503, retry_after: None }, 503, None),
    ] {
        let (_, raw) = struck(fault).await;
        assert_eq!((raw.status(), raw.header("retry-after")), (status, retry_after));
        assert!(raw.header("content-type").unwrap().starts_with("text/html"));
        assert!(String::from_utf8(raw.body).unwrap().contains("<html>"));
    }
}

#[tokio::test]
async fn redirections_keep_the_path() {
    for (host, expected) in [
        (Some("elsewhere.invalid:81"), format!("http://elsewhere.invalid:81{CONNECTION}")),
        (None, CONNECTION.to_owned()),
    ] {
        let host = host.map(str::to_owned);
        let (_, raw) = struck(Fault::Redirect { status: 307, host }).await;
        assert_eq!((raw.status(), raw.header("location")), (307, Some(&*expected)));
    }
}

#[tokio::test]
async fn a_connection_can_be_closed_at_once() {
    let sandbox = world().await;
    let rule = FaultRule { times: Some(1), ..FaultRule::new(Fault::Close) };
    sandbox.faults().add(rule).unwrap();
    let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
    // Nothing was sent: it is not an answer to anything.
    let raw = read(&mut stream).await;
    assert_eq!((&*raw.head, &*raw.body, raw.error), ("", &[][..], None));
    assert_eq!(ping(&sandbox).await.code(), "1");
    assert_eq!(sandbox.udid().calls("P001"), 1);
}

/// As often as a port is tried, every five milliseconds, on a machine with other work.
const TRIES: u32 = 6_000;

/// Whether connections are refused; right after the fault began, some are accepted or reset.
pub async fn is_refused(sandbox: &Sandbox) -> bool {
    for _ in 0..TRIES {
        let connected = TcpStream::connect(sandbox.address()).await;
        if connected.is_err_and(|error| error.kind() == ErrorKind::ConnectionRefused) {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    false
}

#[tokio::test]
async fn nobody_listens_until_the_time_is_over() {
    let sandbox = world().await;
    let mut open = TcpStream::connect(sandbox.address()).await.unwrap();
    let request = format!("POST {CONNECTION} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    open.write_all(request.as_bytes()).await.unwrap();
    open.readable().await.unwrap();

    let duration = Some(SignedDuration::from_mins(1));
    sandbox.faults().add(FaultRule { duration, ..FaultRule::new(Fault::Refuse) }).unwrap();
    assert!(is_refused(&sandbox).await);
    open.write_all(request.as_bytes()).await.unwrap();
    assert_eq!(read(&mut open).await.error, Some(ErrorKind::ConnectionReset));

    sandbox.clock().advance(SignedDuration::from_secs(59));
    assert!(is_refused(&sandbox).await);
    sandbox.clock().advance(SignedDuration::from_secs(1));
    let mut tries = 0;
    while TcpStream::connect(sandbox.address()).await.is_err() {
        tries += 1;
        assert!(tries < TRIES, "the port stays closed");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(ping(&sandbox).await.code(), "1");
}
