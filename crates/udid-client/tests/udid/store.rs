//! Tokens that clients share by way of a folder.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::SignedDuration;
use tempfile::TempDir;
use udid_client::{Client, ClientError, Error};

use crate::common::{World, day};

fn client(world: &World, folder: &TempDir) -> Client {
    world.builder().store(folder.path().join("store")).build().unwrap()
}

fn stored(folder: &TempDir) -> Option<PathBuf> {
    let mut entries = fs::read_dir(folder.path().join("store")).unwrap();
    let is_token = |path: &PathBuf| path.extension().is_some_and(|suffix| suffix == "token");
    entries.find_map(|entry| Some(entry.unwrap().path()).filter(is_token))
}

#[tokio::test]
async fn a_stored_token_is_used_and_renewed_in_time() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    client(&world, &folder).list_devices(&day().page(1)).await.unwrap();
    client(&world, &folder).list_devices(&day().page(1)).await.unwrap();
    assert_eq!((world.calls("P002"), world.calls("D001")), (1, 2));

    // A token lives for two hours.
    world.clock.advance(SignedDuration::from_mins(115));
    client(&world, &folder).list_devices(&day().page(1)).await.unwrap();
    assert_eq!(world.calls("P002"), 1);
    world.clock.advance(SignedDuration::from_mins(1));
    client(&world, &folder).list_devices(&day().page(1)).await.unwrap();
    client(&world, &folder).list_devices(&day().page(1)).await.unwrap();
    assert_eq!((world.calls("P002"), world.calls("D001")), (2, 5));
}

#[tokio::test]
async fn nothing_is_stored_unasked() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    world.client().list_devices(&day().page(1)).await.unwrap();
    client(&world, &folder).test_connection().await.unwrap();
    assert_eq!(stored(&folder), None);
}

#[tokio::test]
async fn a_refused_token_is_replaced_for_all() {
    let world = World::with(|settings| settings.udid.code_9_with_token = false).await;
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (client(&world, &folder), client(&world, &folder));
    first.list_devices(&day().page(1)).await.unwrap();
    second.list_devices(&day().page(1)).await.unwrap();
    world.sandbox.udid().revoke_tokens();
    first.list_devices(&day().page(1)).await.unwrap();
    second.list_devices(&day().page(1)).await.unwrap();
    client(&world, &folder).list_devices(&day().page(1)).await.unwrap();
    // Two refusals, one new token.
    assert_eq!((world.calls("P002"), world.calls("D001")), (2, 7));
}

/// The account keeps being refused: the token goes, for whoever comes next.
#[tokio::test]
async fn a_token_that_is_refused_in_vain_is_not_kept() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let client = client(&world, &folder);
    client.get_token().await.unwrap();
    assert!(stored(&folder).is_some());
    world.sandbox.udid().revoke_tokens();
    world.sandbox.udid().inject(
        "P002",
        sandbox::Fault::Unavailable { status: 503, retry_after: None },
        1,
    );
    client.list_devices(&day().page(1)).await.unwrap_err();
    assert_eq!(stored(&folder), None);
}

#[tokio::test]
async fn code_9_with_a_token_is_stored() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = world.client().get_token().await.unwrap().access_token.unwrap();
    client(&world, &folder).list_devices(&day().page(1)).await.unwrap();
    let text = fs::read_to_string(stored(&folder).unwrap()).unwrap();
    assert!(text.contains(&elsewhere));
    client(&world, &folder).list_devices(&day().page(1)).await.unwrap();
    assert_eq!((world.calls("P002"), world.calls("D001")), (2, 2));
}

#[tokio::test]
async fn a_damaged_token_is_fetched_anew() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    client(&world, &folder).list_devices(&day().page(1)).await.unwrap();
    fs::write(stored(&folder).unwrap(), "{").unwrap();
    client(&world, &folder).list_devices(&day().page(1)).await.unwrap();
    client(&world, &folder).list_devices(&day().page(1)).await.unwrap();
    assert_eq!((world.calls("P002"), world.calls("D001")), (2, 3));
}

#[tokio::test]
async fn a_store_that_cannot_be_used_is_an_error() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let result = world.builder().store(file.join("store")).build();
    assert!(matches!(result, Err(Error::Client(ClientError::Store { .. }))));
}

/// With a limit, a count that cannot be kept stops calls, for the limit would not hold. Without one
/// nothing is stopped; what the service says is remembered by the client alone.
#[tokio::test]
async fn a_store_that_goes_away_stops_calls_that_have_a_limit() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let limited = world.builder().daily_limit(100);
    let limited = limited.store(folder.path().join("store")).build().unwrap();
    let free = client(&world, &folder);
    remove(&folder.path().join("store"));
    let error = limited.list_devices(&day().page(1)).await.unwrap_err();
    assert!(matches!(error, Error::Client(ClientError::Store { .. })), "{error}");
    assert_eq!(world.calls("P002"), 0);

    free.list_devices(&day().page(1)).await.unwrap();
    free.list_devices(&day().page(1)).await.unwrap();
    assert_eq!((world.calls("P002"), world.calls("D001")), (1, 2));
    world.sandbox.udid().inject("D001", sandbox::Fault::QuotaUsedUp, 1);
    free.list_devices(&day().page(1)).await.unwrap_err();
    let error = free.list_devices(&day().page(1)).await.unwrap_err();
    assert!(matches!(error, Error::Client(ClientError::QuotaUsedUp { .. })), "{error}");
    assert_eq!(world.calls("D001"), 3);
}

fn remove(folder: &Path) {
    fs::remove_dir_all(folder).unwrap();
}
