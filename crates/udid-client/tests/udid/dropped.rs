//! Calls that nobody waits for any more, dropped at every point at which they wait.

use std::fs;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use tempfile::TempDir;
use udid_client::Client;

use crate::common::{World, day};

/// A call for a token and one for records, dropped, and the same again.
const CALLS: u64 = 4;

fn client(world: &World, folder: &TempDir) -> Client {
    let builder = world.builder().daily_limit(CALLS);
    builder.store(folder.path().join("store")).build().unwrap()
}

/// What a future gives, unless it wants to be polled more often: then it is dropped.
async fn polled<F: Future>(future: F, times: usize) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = times;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}

/// Names of stored files, by what they are.
fn stored(folder: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(folder.path().join("store")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut kinds: Vec<_> = names.map(|name| name.split_once('.').unwrap().1.to_owned()).collect();
    kinds.sort();
    kinds
}

#[tokio::test]
async fn a_dropped_call_leaves_the_store_whole() {
    let world = World::new().await;
    let mut points = 0;
    for polls in 1.. {
        let folder = tempfile::tempdir().unwrap();
        world.sandbox.udid().revoke_tokens();
        let before = world.calls("P002") + world.calls("D001");
        let is_done =
            polled(client(&world, &folder).list_devices(&day().page(1)), polls).await.is_some();

        let next = client(&world, &folder);
        let page =
            tokio::time::timeout(Duration::from_secs(30), next.list_devices(&day().page(1))).await;
        let page = page.unwrap_or_else(|_| panic!("after {polls} polls nobody gets on"));
        assert_eq!(page.unwrap().data_set.unwrap().devices.len(), 20, "after {polls} polls");
        let made = world.calls("P002") + world.calls("D001") - before;
        assert!((2..=CALLS).contains(&made), "{made} calls after {polls} polls");
        assert_eq!(stored(&folder), ["quota", "quota.lock", "token", "token.lock"]);
        if is_done {
            break;
        }
        points += 1;
    }
    assert!(points >= 4, "it waits for a lock, a token and records: {points}");
}
