//! A planted secret shows up in no `Debug` output and in no log line.

use std::fmt::{self, Write};
use std::sync::{Arc, Mutex};

use auth::{Secret, Token};
use jiff::Timestamp;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::service::{LIFETIME, Service};

const MARKER: &str = "pl4nted-m4rker";

#[tokio::test]
async fn debug_output_hides_the_text() {
    let service = Service::new();
    let token = Token::new(MARKER, Timestamp::MAX);
    service.cell.adopt(token.clone()).await;
    let lease = service.get().await.unwrap();

    assert_eq!(lease.expose(), MARKER);
    for shown in [
        format!("{:?}", Secret::from(MARKER)),
        format!("{:#?}", Some(Secret::from(MARKER.to_owned()))),
        format!("{token:?}"),
        format!("{lease:?}"),
        format!("{:?}", service.cell),
    ] {
        assert!(!shown.contains(MARKER), "{shown}");
    }
}

#[test]
fn secrets_are_equal_when_their_texts_are() {
    assert_eq!(Secret::from(MARKER), Secret::from(MARKER));
    for other in ["", "pl4nted-m4rkeR", "pl4nted-m4rker!", "pl4nted"] {
        assert_ne!(Secret::from(MARKER), Secret::from(other), "{other}");
    }
}

#[tokio::test]
async fn a_failed_early_refresh_is_logged_without_the_token() {
    let log = Log::default();
    let guard = tracing::subscriber::set_default(log.clone());
    let service = Service::new();
    service.cell.adopt(service.token(MARKER)).await;
    service.clock.advance(LIFETIME * 99 / 100);
    service.fails.set(true);

    service.get().await.unwrap();

    drop(guard);
    let lines = log.0.lock().unwrap();
    assert!(lines.contains("the service is down"), "{lines}");
    assert!(!lines.contains(MARKER), "{lines}");
}

/// Keeps every field of every event.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        writeln!(self.0.lock().unwrap(), "{field}={value:?}").unwrap();
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}
