//! What the log says of a failed refresh and of stored files. Apart from the other tests: they would race for the log.

use std::fs;
use std::sync::Arc;

use auth::{Clock, ManualClock, StoreFolder, Token, TokenCell};
use jiff::{SignedDuration, Timestamp};

use test_support::log;

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

#[tokio::test]
async fn what_is_wrong_with_a_stored_token_is_logged_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let file = StoreFolder::open(&path).unwrap().token_file("toys", &[MARKER]);
    let lines = log::Log::of(async {
        let token = Token::new(MARKER, Timestamp::MAX);
        file.lock().await.unwrap().save(&token).unwrap();
        let mut entries = fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path());
        let stored = entries.find(|path| path.extension().unwrap() == "token").unwrap();
        let text = fs::read_to_string(&stored).unwrap();
        // A parser would repeat what it found instead of a number.
        fs::write(&stored, text.replace("\"version\":1", &format!("\"version\":\"{MARKER}\"")))
            .unwrap();
        assert!(file.lock().await.unwrap().load().is_none());
    });
    let lines = lines.await;
    assert!(lines.contains("a stored file is set aside"), "{lines}");
    assert!(!lines.contains(MARKER), "{lines}");
}

#[tokio::test]
async fn a_file_that_cannot_be_set_aside_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let file = StoreFolder::open(&path).unwrap().token_file("toys", &[MARKER]);
    let lines = log::Log::of(async {
        file.lock().await.unwrap().save(&Token::new(MARKER, Timestamp::MAX)).unwrap();
        let mut entries = fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path());
        let stored = entries.find(|path| path.extension().unwrap() == "token").unwrap();
        fs::write(&stored, "{").unwrap();
        let aside = format!("{}.aside", stored.display());
        fs::create_dir_all(format!("{aside}/full")).unwrap();
        assert!(file.lock().await.unwrap().load().is_none());
    });
    let lines = lines.await;
    assert!(lines.contains("a stored file cannot be used"), "{lines}");
    assert!(!lines.contains(MARKER), "{lines}");
}
