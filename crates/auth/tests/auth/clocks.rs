//! Clocks as trait objects.

use std::sync::Arc;

use auth::{Clock, ManualClock, OffsetClock, SystemClock};
use jiff::{SignedDuration, Timestamp};

#[test]
fn the_system_clock_is_not_stuck_in_the_past() {
    let clock: Box<dyn Clock> = Box::new(SystemClock);
    assert!(clock.now() > "2024-01-01T00:00:00Z".parse().unwrap());
}

#[test]
fn a_manual_clock_shows_what_it_is_told() {
    let clock = ManualClock::new(Timestamp::UNIX_EPOCH);
    clock.advance(SignedDuration::from_secs(90));
    assert_eq!(clock.now().as_second(), 90);
    clock.set(Timestamp::UNIX_EPOCH);
    assert_eq!(clock.now(), Timestamp::UNIX_EPOCH);
}

#[test]
fn an_offset_clock_follows_a_service_that_is_behind() {
    let ours = Arc::new(ManualClock::new(Timestamp::from_second(1_000).unwrap()));
    let clock = OffsetClock::new(ours.clone());
    assert_eq!(clock.now(), ours.now());

    clock.follow(Timestamp::from_second(880).unwrap());
    ours.advance(SignedDuration::from_secs(20));

    assert_eq!(clock.offset(), SignedDuration::from_mins(-2));
    assert_eq!(clock.now().as_second(), 900);
}

#[test]
fn an_offset_beyond_all_timestamps_is_ignored() {
    let clock = OffsetClock::new(Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH)));
    clock.set_offset(SignedDuration::MAX);
    assert_eq!(clock.now(), Timestamp::UNIX_EPOCH);
}
