//! Tokens and counts that processes share, by way of several handles to one folder.

use std::fs;
use std::path::{Path, PathBuf};

use auth::{QuotaError, QuotaLedger, StoreFolder, Token, TokenFile};
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;

const MARKER: &str = "pl4nted-token";
const ACCOUNT: &str = "pl4nted-account";

pub struct World {
    pub dir: TempDir,
}

impl World {
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self) -> PathBuf {
        self.dir.path().join("store")
    }

    /// As another process has it.
    pub fn folder(&self) -> StoreFolder {
        StoreFolder::open(self.path()).unwrap()
    }

    pub fn token_file(&self) -> TokenFile {
        self.folder().token_file("toys", &[ACCOUNT])
    }

    pub fn ledger(&self) -> QuotaLedger {
        self.folder().quota_ledger("toys", &[ACCOUNT])
    }

    /// The file whose name ends so.
    pub fn file(&self, suffix: &str) -> Option<PathBuf> {
        files(&self.path()).into_iter().find(|path| path.to_string_lossy().ends_with(suffix))
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

pub fn token(text: &str) -> Token {
    Token::new(text, noon() + SignedDuration::from_hours(2))
}

pub fn noon() -> Timestamp {
    "2026-08-20T12:00:00+08:00".parse().unwrap()
}

pub fn until(result: Result<(), QuotaError>) -> Timestamp {
    match result {
        Err(QuotaError::UsedUp { until }) => until,
        other => panic!("{other:?}"),
    }
}

pub fn text_of(token: Option<Token>) -> Option<String> {
    token.map(|token| token.secret().expose().to_owned())
}

#[tokio::test]
async fn a_token_is_there_for_others_until_it_is_refused() {
    let world = World::new();
    world.token_file().lock().await.unwrap().save(&token("first")).unwrap();
    let stored = world.token_file().peek().unwrap();
    assert_eq!((stored.secret().expose(), stored.expires_at()), ("first", token("").expires_at()));

    let other = world.folder().token_file("toys", &["another"]);
    assert_eq!(text_of(other.peek()), None);
    let locked = world.token_file().lock().await.unwrap();
    locked.save(&token("second")).unwrap();
    locked.remove(token("first").secret()).unwrap();
    assert_eq!(text_of(locked.load()).as_deref(), Some("second"));
    locked.remove(token("second").secret()).unwrap();
    assert_eq!(text_of(world.token_file().peek()), None);
}

#[tokio::test]
async fn a_shorter_life_of_the_same_token_is_not_kept() {
    let world = World::new();
    let locked = world.token_file().lock().await.unwrap();
    locked.save(&token("same")).unwrap();
    locked.save(&Token::new("same", noon())).unwrap();
    assert_eq!(locked.load().unwrap().expires_at(), token("").expires_at());
}

#[cfg(unix)]
#[tokio::test]
async fn files_are_for_their_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new();
    world.token_file().lock().await.unwrap().save(&token(MARKER)).unwrap();
    world.ledger().reserve(None, noon()).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&world.path()), 0o700);
    let files = files(&world.path());
    assert_eq!(files.len(), 4, "{files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }

    fs::set_permissions(world.path(), PermissionsExt::from_mode(0o750)).unwrap();
    let error = StoreFolder::open(world.path()).unwrap_err();
    assert!(error.to_string().contains("open to others"), "{error}");
}

/// What was wrong stays beside for whoever wants to look at it.
#[tokio::test]
async fn files_that_cannot_be_trusted_are_set_aside() {
    let world = World::new();
    let save = async |world: &World| {
        world.token_file().lock().await.unwrap().save(&token(MARKER)).unwrap();
        world.file(".token").unwrap()
    };
    let path = save(&world).await;
    let good = fs::read_to_string(&path).unwrap();
    let cut = good[..good.len() - 1].to_owned();
    let elsewhere = World::new();
    let foreign = save(&elsewhere).await;
    assert_eq!(foreign.file_name(), path.file_name(), "the name depends on the account alone");
    let cases = [
        ("cut", cut),
        ("empty", String::new()),
        ("no JSON", "a token".to_owned()),
        ("another version", good.replace("\"version\":1", "\"version\":2")),
        ("another kind", good.replace("\"kind\":\"token\"", "\"kind\":\"quota\"")),
        ("another account", good.replace("\"key\":\"", "\"key\":\"0")),
        ("no time", good.replace("\"expires_at\":\"2026", "\"expires_at\":\"in 2026")),
        ("too large", good.clone() + &" ".repeat(16 * 1024)),
    ];
    for (case, text) in cases {
        assert_ne!(text, good, "{case}");
        fs::write(save(&world).await, &text).unwrap();
        let file = world.token_file();
        assert_eq!(text_of(file.peek()), None, "{case}");
        assert!(world.file(".token").is_some(), "{case}: who only looks changes nothing");
        assert_eq!(text_of(file.lock().await.unwrap().load()), None, "{case}");
        assert_eq!(world.file(".token"), None, "{case}");
        assert_eq!(fs::read_to_string(world.file(".aside").unwrap()).unwrap(), text, "{case}");
        fs::remove_file(world.file(".aside").unwrap()).unwrap();
    }
}

#[cfg(unix)]
#[tokio::test]
async fn files_that_others_can_read_are_set_aside() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let world = World::new();
    for mode in [0o640, 0o604, 0o620] {
        world.token_file().lock().await.unwrap().save(&token(MARKER)).unwrap();
        let path = world.file(".token").unwrap();
        fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
        assert_eq!(text_of(world.token_file().peek()), None, "{mode:o}");
        assert_eq!(text_of(world.token_file().lock().await.unwrap().load()), None, "{mode:o}");
        let aside = fs::metadata(world.file(".aside").unwrap()).unwrap();
        assert_eq!(aside.permissions().mode() & 0o777, 0o600, "{mode:o}");
    }

    world.token_file().lock().await.unwrap().save(&token(MARKER)).unwrap();
    let path = world.file(".token").unwrap();
    let target = world.dir.path().join("target");
    fs::rename(&path, &target).unwrap();
    symlink(&target, &path).unwrap();
    assert_eq!(text_of(world.token_file().lock().await.unwrap().load()), None);
    assert!(world.file(".aside").unwrap().is_symlink());
}

#[test]
fn a_limit_holds_for_all_until_midnight_in_beijing() {
    let world = World::new();
    let midnight: Timestamp = "2026-08-21T00:00:00+08:00".parse().unwrap();
    for _ in 0..3 {
        world.ledger().reserve(Some(3), noon()).unwrap();
    }
    let refusal = world.ledger().reserve(Some(3), noon());
    let text = refusal.as_ref().unwrap_err().to_string();
    assert_eq!(text, "no calls are left until 2026-08-21T00:00:00+08:00");
    assert_eq!(until(refusal), midnight);
    let last_moment = midnight - SignedDuration::from_nanos(1);
    assert_eq!(until(world.ledger().reserve(Some(3), last_moment)), midnight);
    world.ledger().reserve(Some(3), midnight).unwrap();
    // A process whose clock is a little behind writes on the same page.
    world.ledger().reserve(Some(3), last_moment).unwrap();
    world.ledger().reserve(Some(3), midnight).unwrap();
    let next = midnight + SignedDuration::from_hours(24);
    assert_eq!(until(world.ledger().reserve(Some(3), midnight)), next);
}

#[test]
fn what_the_service_leaves_is_only_ever_lowered() {
    let world = World::new();
    world.ledger().lower(3, noon()).unwrap();
    world.ledger().reserve(None, noon()).unwrap();
    world.ledger().lower(100, noon()).unwrap();
    world.ledger().reserve(Some(50), noon()).unwrap();
    world.ledger().reserve(None, noon()).unwrap();
    until(world.ledger().reserve(None, noon()));
    world.ledger().reserve(None, noon() + SignedDuration::from_hours(12)).unwrap();
}

#[test]
fn a_stop_is_remembered_for_the_day_of_the_call() {
    let world = World::new();
    let midnight = noon() + SignedDuration::from_hours(12);
    world.ledger().stop(noon(), noon()).unwrap();
    assert_eq!(until(world.ledger().reserve(None, noon())), midnight);
    world.ledger().reserve(None, midnight).unwrap();
    // The answer to a call of yesterday says nothing of today.
    world.ledger().stop(midnight - SignedDuration::from_secs(1), midnight).unwrap();
    world.ledger().reserve(None, midnight).unwrap();
}

/// To begin anew would make the calls of the day again.
#[test]
fn a_count_that_cannot_be_trusted_stops_calls_where_there_is_a_limit() {
    let world = World::new();
    world.ledger().reserve(Some(1), noon()).unwrap();
    let path = world.file(".quota").unwrap();
    let good = fs::read_to_string(&path).unwrap();
    let in_a_year = good.replace("2026-08-20", "2027-08-20");
    for text in ["{}", "", &good[..good.len() - 1], &good.replace("quota", "token"), &in_a_year] {
        assert_ne!(text, good);
        fs::write(&path, text).unwrap();
        for _ in 0..2 {
            let error = world.ledger().reserve(Some(1000), noon()).unwrap_err();
            let shown = error.to_string();
            assert!(shown.starts_with(&path.display().to_string()), "{shown}");
            assert!(shown.contains("remove it if none were made"), "{shown}");
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), text, "it stays where it is");
    }
    fs::remove_file(&path).unwrap();
    world.ledger().reserve(Some(1), noon()).unwrap();
    until(world.ledger().reserve(Some(1), noon()));
}

/// A process without a limit sets the damaged count aside; one with a limit knows of it that day.
#[test]
fn a_count_that_was_set_aside_leaves_no_limit_to_be_kept_that_day() {
    let world = World::new();
    world.ledger().reserve(Some(1), noon()).unwrap();
    fs::write(world.file(".quota").unwrap(), "{}").unwrap();
    world.ledger().reserve(None, noon()).unwrap();
    assert!(world.file(".aside").is_some());
    world.ledger().reserve(None, noon()).unwrap();
    let error = world.ledger().reserve(Some(1000), noon()).unwrap_err();
    assert!(matches!(error, QuotaError::Store(_)), "{error}");
    world.ledger().reserve(Some(1), noon() + SignedDuration::from_hours(12)).unwrap();
}

/// One of the far future may come of a wrong clock.
#[test]
fn a_count_of_the_far_future_locks_no_account_without_a_limit() {
    let world = World::new();
    let in_a_year = noon() + SignedDuration::from_hours(24 * 365);
    world.ledger().stop(in_a_year, in_a_year).unwrap();
    world.ledger().reserve(None, noon()).unwrap();
}

/// Only root can give a folder away: for anybody else there is nothing to see here.
#[cfg(unix)]
#[test]
fn a_folder_of_another_user_is_refused() {
    let world = World::new();
    world.ledger().reserve(None, noon()).unwrap();
    if std::os::unix::fs::chown(world.path(), Some(65_534), None).is_err() {
        return;
    }
    let error = StoreFolder::open(world.path()).unwrap_err();
    assert!(error.to_string().contains("belongs to another user"), "{error}");
}

#[tokio::test]
async fn names_and_debug_hold_no_account_and_no_token() {
    let world = World::new();
    let locked = world.token_file().lock().await.unwrap();
    locked.save(&token(MARKER)).unwrap();
    world.ledger().reserve(None, noon()).unwrap();
    let names = files(&world.path());
    let shown = format!(
        "{names:?} {:?} {locked:?} {:?} {:?}",
        world.folder(),
        world.token_file(),
        world.ledger()
    );
    assert!(!shown.contains("pl4nted"), "{shown}");
    for file in names {
        let text = fs::read_to_string(&file).unwrap();
        assert!(!text.contains(ACCOUNT), "{}", file.display());
        assert_eq!(text.contains(MARKER), file.extension().unwrap() == "token", "{text}");
    }
}
