//! Files that cannot be used are refused with a reason, and left as they are.

use std::fs;
use std::sync::Barrier;
use std::thread;

use rusqlite::Connection;
use test_support::foreign::Foreign;
use tokio::runtime::Builder;
use udid_sqlite::SqliteStore;
use udid_store::StoreError;

/// What another program has not yet moved from its log into its database stays there.
#[tokio::test]
async fn a_database_in_use_by_another_program_is_left_alone() {
    let foreign = Foreign::database("PRAGMA journal_mode = WAL;");
    let theirs = Connection::open(&foreign.file).unwrap();
    theirs.execute("INSERT INTO device VALUES (8)", []).unwrap();
    let crashed = Foreign::new(|file| {
        for (path, bytes) in foreign.bytes() {
            let end = path.file_name().unwrap().to_str().unwrap().trim_start_matches("theirs");
            if end != "-shm" {
                fs::write(format!("{}{end}", file.display()), bytes).unwrap();
            }
        }
    });
    drop(theirs);
    let before = crashed.bytes();
    assert_eq!(before.len(), 2);
    assert!(matches!(SqliteStore::open(&crashed.file).await, Err(StoreError::Foreign { .. })));
    let after = crashed.bytes();
    assert!(before.iter().all(|file| after.contains(file)), "changed");
}

#[tokio::test]
async fn a_database_of_another_version_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("newer.sqlite");
    drop(SqliteStore::open(&file).await.unwrap());
    Connection::open(&file).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let Err(error) = SqliteStore::open(&file).await else { panic!("opened") };
    let text = error.to_string();
    assert!(text.contains("version 99") && text.contains("needs version 5"), "{text}");
}

#[test]
fn many_may_make_a_new_file_at_the_same_time() {
    for _ in 0..10 {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new.sqlite");
        let start = Barrier::new(6);
        thread::scope(|scope| {
            let open = || {
                start.wait();
                let runtime = Builder::new_current_thread().build().unwrap();
                runtime.block_on(SqliteStore::open(&file)).map(drop)
            };
            let threads: Vec<_> = (0..6).map(|_| scope.spawn(open)).collect();
            for thread in threads {
                thread.join().unwrap().unwrap();
            }
        });
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_new_database_is_for_its_owner_and_an_old_one_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("records.sqlite");
    let modes = || {
        let entries = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap());
        entries.map(|entry| entry.metadata().unwrap().permissions().mode() & 0o777).collect()
    };
    let open = SqliteStore::open(&file).await.unwrap();
    let while_open: Vec<_> = modes();
    assert_eq!(while_open, [0o600; 3], "the file, its log and the index of the log");
    drop(open);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    drop(SqliteStore::open(&file).await.unwrap());
    assert_eq!(modes(), [0o644]);
}
