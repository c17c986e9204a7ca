//! What the log says of a failed refresh. Apart from the other tests: they would race for the log.

use std::fmt::{self, Write};
use std::sync::{Arc, Mutex};

use auth::{Clock, ManualClock, Token, TokenCell};
use jiff::{SignedDuration, Timestamp};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

const MARKER: &str = "pl4nted-m4rker";

#[tokio::test]
async fn a_failed_early_refresh_is_logged_without_the_token() {
    let log = Log::default();
    let guard = tracing::subscriber::set_default(log.clone());
    let clock = Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH));
    let cell = TokenCell::new(clock.clone(), SignedDuration::from_mins(5));
    cell.adopt(Token::new(MARKER, clock.now() + SignedDuration::from_mins(6))).await;
    clock.advance(SignedDuration::from_mins(3));

    let lease = cell.get(|_| async { Err("the service is down") }).await.unwrap();

    drop(guard);
    assert_eq!(lease.expose(), MARKER);
    let lines = log.0.lock().unwrap();
    assert!(lines.contains("error=the service is down"), "{lines}");
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
