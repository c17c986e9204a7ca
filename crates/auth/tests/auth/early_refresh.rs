//! Tokens that end: replaced ahead of time if possible, used to the end if not.

use auth::{Clock, Token};
use jiff::SignedDuration;

use crate::service::{LIFETIME, REFRESH_BEFORE, Service};

const SECOND: SignedDuration = SignedDuration::from_secs(1);

#[tokio::test]
async fn a_token_is_kept_until_shortly_before_its_end() {
    let service = Service::new();
    service.get().await.unwrap();

    service.clock.advance(LIFETIME - REFRESH_BEFORE - SECOND);
    assert_eq!(service.get().await.unwrap().expose(), "token 1");

    service.clock.advance(SECOND);
    assert_eq!(service.get().await.unwrap().expose(), "token 2");
    assert_eq!(*service.fetches.borrow(), [None, Some("token 1".to_owned())]);
}

#[tokio::test]
async fn a_failed_early_refresh_keeps_the_old_token_and_waits_before_the_next() {
    let service = Service::new();
    service.get().await.unwrap();
    service.clock.advance(LIFETIME - REFRESH_BEFORE);
    service.fails.set(true);

    for _ in 0..5 {
        assert_eq!(service.get().await.unwrap().expose(), "token 1");
    }
    assert_eq!(service.fetched(), 2, "one early attempt only");

    service.clock.advance(SECOND * 10);
    assert_eq!(service.get().await.unwrap().expose(), "token 1");
    assert_eq!(service.fetched(), 3, "the next attempt after the pause");

    service.fails.set(false);
    service.clock.advance(SECOND * 10);
    assert_eq!(service.get().await.unwrap().expose(), "token 4");
}

#[tokio::test]
async fn an_expired_token_is_never_given_out() {
    let service = Service::new();
    service.get().await.unwrap();
    service.clock.advance(LIFETIME);
    service.fails.set(true);

    assert!(service.get().await.is_err());
    assert!(service.get().await.is_err(), "the pause is for early attempts only");
    assert_eq!(service.fetched(), 3);
}

#[tokio::test]
async fn a_token_shorter_than_the_refresh_time_is_not_fetched_at_every_call() {
    let service = Service::new();
    let short = Token::new("short", service.clock.now() + SECOND * 60);
    service.cell.get(|_| async { Ok::<_, String>(short) }).await.unwrap();

    assert_eq!(service.get().await.unwrap().expose(), "short");

    service.clock.advance(SECOND * 10);
    assert_eq!(service.get().await.unwrap().expose(), "token 1");
}

#[tokio::test]
async fn a_clock_set_back_does_not_stretch_the_pause() {
    let service = Service::new();
    service.get().await.unwrap();
    service.clock.advance(LIFETIME - SECOND);
    service.fails.set(true);
    service.get().await.unwrap();

    service.clock.advance(SECOND * -60);
    service.get().await.unwrap();

    assert_eq!(service.fetched(), 3);
}
