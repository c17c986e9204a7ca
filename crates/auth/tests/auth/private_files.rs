//! How the files of a store are named, locked and replaced.

use std::fs::{self, File};
use std::io::Read;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use auth::{QuotaError, StoreError};
use tokio::time::timeout;

use crate::store::{World, noon, text_of, token, until};

/// A file beside that of the token.
fn beside(world: &World, suffix: &str) -> PathBuf {
    let mut path = world.file(".token").unwrap().into_os_string();
    path.push(suffix);
    path.into()
}

async fn save(world: &World, text: &str) -> Result<(), StoreError> {
    world.token_file().lock().await.unwrap().save(&token(text))
}

/// Whoever has the old file open keeps it, to its last byte: it is not written to.
#[tokio::test]
async fn a_file_is_replaced_and_not_written_over() {
    let world = World::new();
    save(&world, "first").await.unwrap();
    let path = world.file(".token").unwrap();
    let (before, mut old) = (fs::read_to_string(&path).unwrap(), File::open(&path).unwrap());
    save(&world, "second").await.unwrap();
    let mut kept = String::new();
    old.read_to_string(&mut kept).unwrap();
    assert_eq!(kept, before);
    assert!(fs::read_to_string(&path).unwrap().contains("second"));
    assert!(!beside(&world, ".new").exists());
}

/// What a killed process left is open to others and longer than what comes.
#[cfg(unix)]
#[tokio::test]
async fn what_a_killed_process_left_is_in_nobodys_way() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new();
    save(&world, "first").await.unwrap();
    let new = beside(&world, ".new");
    fs::write(&new, "half a token ".repeat(1000)).unwrap();
    fs::set_permissions(&new, PermissionsExt::from_mode(0o644)).unwrap();
    save(&world, "second").await.unwrap();
    assert_eq!(text_of(world.token_file().peek()).as_deref(), Some("second"));
    assert!(!new.exists());
    assert_eq!(world.file(".aside"), None);
}

/// As on a disk that is full: the old file stays.
#[tokio::test]
async fn what_cannot_be_written_is_an_error_and_the_old_file_stays() {
    let world = World::new();
    save(&world, "first").await.unwrap();
    fs::create_dir(beside(&world, ".new")).unwrap();
    let error = save(&world, "second").await.unwrap_err();
    let name = world.file(".token").unwrap().display().to_string();
    assert!(matches!(&error, StoreError::Io { path, .. } if *path == name), "{error}");
    assert_eq!(text_of(world.token_file().peek()).as_deref(), Some("first"));
}

/// A damaged file that cannot be moved is passed over, again and again.
#[tokio::test]
async fn what_cannot_be_set_aside_is_not_trusted_either() {
    let world = World::new();
    save(&world, "first").await.unwrap();
    fs::create_dir(beside(&world, ".aside")).unwrap();
    fs::write(beside(&world, ".aside").join("file"), "").unwrap();
    fs::write(world.file(".token").unwrap(), "{").unwrap();
    for _ in 0..2 {
        assert_eq!(text_of(world.token_file().lock().await.unwrap().load()), None);
    }
    save(&world, "second").await.unwrap();
    assert_eq!(text_of(world.token_file().peek()).as_deref(), Some("second"));
}

#[tokio::test]
async fn a_lock_is_one_holders_until_it_is_let_go() {
    let world = World::new();
    let first = world.token_file().lock().await.unwrap();
    let other = world.token_file();
    let mut second = std::pin::pin!(other.lock());
    assert!(timeout(Duration::from_millis(100), &mut second).await.is_err());
    // Another account need not wait.
    world.folder().token_file("toys", &["another"]).lock().await.unwrap();
    drop(first);
    second.await.unwrap();
}

#[test]
fn calls_counted_at_the_same_time_are_all_counted() {
    let world = World::new();
    let counted = thread::scope(|scope| {
        let count = || {
            let tries = (0..20).map(|_| world.ledger().reserve(Some(100), noon()));
            tries.flatten().count()
        };
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(count)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum::<usize>()
    });
    assert_eq!(counted, 100);
}

/// Service and parts of an account are told apart, wherever one ends and the next begins. The name
/// is the beginning of a SHA-256 over all parts, each after its length in eight bytes, as computed
/// with Python: another name would forget what is stored.
#[tokio::test]
async fn each_service_and_account_has_a_file_of_its_own() {
    let world = World::new();
    let account = world.folder().token_file("toys", &["account 0"]);
    account.lock().await.unwrap().save(&token("any")).unwrap();
    let name = world.file(".token").unwrap().file_name().unwrap().to_owned();
    assert_eq!(name, "f29ad11022860417cc1d1f12417e83f4.token");

    let folder = world.folder();
    let parts: [(&str, &[&str]); 5] = [
        ("toys", &["ab", "c"]),
        ("toys", &["a", "bc"]),
        ("toys", &["abc"]),
        ("toysab", &["c"]),
        ("books", &["ab", "c"]),
    ];
    for (number, (service, account)) in parts.iter().enumerate() {
        let file = folder.token_file(service, account);
        assert_eq!(text_of(file.peek()), None, "{service} {account:?}");
        file.lock().await.unwrap().save(&token(&number.to_string())).unwrap();
        folder.quota_ledger(service, account).reserve(Some(1), noon()).unwrap();
    }
    for (number, (service, account)) in parts.iter().enumerate() {
        let stored = text_of(folder.token_file(service, account).peek());
        assert_eq!(stored, Some(number.to_string()));
    }
}

/// A ledger of another account in the place of ours, and one that counts to the end of all numbers.
#[test]
fn a_foreign_ledger_stops_calls_and_a_full_one_counts() {
    let world = World::new();
    world.ledger().reserve(Some(1), noon()).unwrap();
    let ours = world.file(".quota").unwrap();
    let text = fs::read_to_string(&ours).unwrap();
    let other = World::new();
    let foreign = other.folder().quota_ledger("toys", &["another"]);
    foreign.reserve(None, noon()).unwrap();
    fs::copy(other.file(".quota").unwrap(), &ours).unwrap();
    assert!(matches!(world.ledger().reserve(Some(2), noon()), Err(QuotaError::Store(_))));

    let full = text.replace("\"made\":1", &format!("\"made\":{}", u64::MAX));
    assert_ne!(text, full);
    fs::write(&ours, full).unwrap();
    assert!(matches!(
        world.ledger().reserve(Some(u64::MAX), noon()),
        Err(QuotaError::UsedUp { .. })
    ));
    world.ledger().reserve(None, noon()).unwrap();
    until(world.ledger().reserve(Some(5), noon()));
}

/// Only root can give a file away: for anybody else there is nothing to see here.
#[cfg(unix)]
#[tokio::test]
async fn a_file_of_another_user_is_set_aside() {
    let world = World::new();
    save(&world, "first").await.unwrap();
    let path = world.file(".token").unwrap();
    if std::os::unix::fs::chown(&path, Some(65_534), None).is_err() {
        return;
    }
    assert_eq!(text_of(world.token_file().peek()), None);
    assert_eq!(text_of(world.token_file().lock().await.unwrap().load()), None);
    assert!(world.file(".aside").is_some());
}
