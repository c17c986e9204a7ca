//! What the log says of a failed refresh. Apart from the other tests: they would race for the log.

use std::sync::Arc;

use auth::{Clock, ManualClock, Token, TokenCell};
use jiff::{SignedDuration, Timestamp};

#[path = "../../../tests/support/log.rs"]
mod log;

const MARKER: &str = "pl4nted-m4rker";

#[tokio::test]
async fn a_failed_early_refresh_is_logged_without_the_token() {
    let clock = Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH));
    let cell = TokenCell::new(clock.clone(), SignedDuration::from_mins(5));
    let lines = log::Log::of(async {
        cell.adopt(Token::new(MARKER, clock.now() + SignedDuration::from_mins(6))).await;
        clock.advance(SignedDuration::from_mins(3));
        let lease = cell.get(|_| async { Err("the service is down") }).await.unwrap();
        assert_eq!(lease.expose(), MARKER);
    });
    let lines = lines.await;
    assert!(lines.contains("error=the service is down"), "{lines}");
    assert!(!lines.contains(MARKER), "{lines}");
}
