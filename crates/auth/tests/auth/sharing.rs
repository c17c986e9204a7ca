//! One token for many calls: one fetch, one refusal, no call left hanging.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use auth::{Lease, SystemClock, Token, TokenCell};
use jiff::{SignedDuration, Timestamp};
use tokio::task::{JoinSet, yield_now};
use tokio::time::timeout;

use crate::service::{LIFETIME, Service};

/// Has fifty tasks get a token from `cell` at once, counting the fetches.
async fn fifty_gets(cell: &Arc<TokenCell>, fetches: &Arc<AtomicUsize>) -> Vec<Lease> {
    let mut tasks = JoinSet::new();
    for _ in 0..50 {
        let (cell, fetches) = (cell.clone(), fetches.clone());
        tasks.spawn(async move {
            cell.get(|_| async move {
                let number = fetches.fetch_add(1, Ordering::SeqCst);
                yield_now().await;
                Ok::<_, String>(Token::new(format!("token {number}"), Timestamp::MAX))
            })
            .await
            .unwrap()
        });
    }
    tasks.join_all().await
}

#[tokio::test]
async fn fifty_concurrent_calls_make_one_fetch_and_fifty_refusals_one_more() {
    let cell = Arc::new(TokenCell::new(Arc::new(SystemClock), SignedDuration::from_mins(1)));
    let fetches = Arc::new(AtomicUsize::new(0));

    let leases = fifty_gets(&cell, &fetches).await;
    assert!(leases.iter().all(|lease| lease.expose() == "token 0"));

    for lease in &leases {
        cell.refuse(lease).await;
    }
    let leases = fifty_gets(&cell, &fetches).await;
    assert!(leases.iter().all(|lease| lease.expose() == "token 1"));
    assert_eq!(fetches.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_late_refusal_spares_the_new_token() {
    let service = Service::new();
    let first = service.get().await.unwrap();
    let late = first.clone();
    service.cell.refuse(&first).await;
    let second = service.get().await.unwrap();

    service.cell.refuse(&late).await;

    assert_eq!(service.get().await.unwrap().expose(), second.expose());
    assert_eq!(*service.fetches.borrow(), [None, Some("token 1".to_owned())]);
}

#[tokio::test]
async fn a_refused_token_is_not_given_out_even_when_no_other_can_be_had() {
    let service = Service::new();
    let lease = service.get().await.unwrap();
    service.cell.refuse(&lease).await;
    service.fails.set(true);

    assert_eq!(service.get().await.unwrap_err(), "the service is down");
    assert_eq!(service.get().await.unwrap_err(), "the service is down");

    service.fails.set(false);
    assert_eq!(service.get().await.unwrap().expose(), "token 4");
}

#[tokio::test]
async fn waiting_calls_try_themselves_when_a_fetch_fails() {
    let service = Service::new();
    let failing = service.cell.get(|_| async {
        yield_now().await;
        Err::<Token, _>("first fails")
    });

    let (first, second) = tokio::join!(failing, service.get());

    assert_eq!(first.unwrap_err(), "first fails");
    assert_eq!(second.unwrap().expose(), "token 1");
}

#[tokio::test]
async fn a_call_dropped_in_mid_fetch_leaves_the_cell_usable() {
    let service = Service::new();
    let stuck = service.cell.get(|_| pending::<Result<Token, String>>());
    let waiting = async {
        yield_now().await;
        service.get().await
    };

    let (stuck, waiting) = tokio::join!(timeout(Duration::from_millis(20), stuck), waiting);

    assert!(stuck.is_err());
    assert_eq!(waiting.unwrap().expose(), "token 1");
}

#[tokio::test]
async fn an_adopted_token_replaces_the_one_held() {
    let service = Service::new();
    let first = service.get().await.unwrap();
    service.cell.adopt(service.token("given unasked")).await;
    service.cell.refuse(&first).await;

    assert_eq!(service.get().await.unwrap().expose(), "given unasked");
    assert_eq!(service.fetched(), 1);
}

#[tokio::test]
async fn adopting_the_token_held_only_moves_its_expiry() {
    let service = Service::new();
    let lease = service.get().await.unwrap();
    service.clock.advance(LIFETIME - SignedDuration::from_mins(1));
    service.cell.adopt(service.token("token 1")).await;

    assert_eq!(service.get().await.unwrap().expose(), "token 1");
    assert_eq!(service.fetched(), 1);

    // Still the same token for its leases: a refusal counts.
    service.cell.refuse(&lease).await;
    assert_eq!(service.get().await.unwrap().expose(), "token 2");
}

#[tokio::test]
async fn a_fetch_may_adopt_what_it_learns() {
    let service = Service::new();
    let lease = service
        .cell
        .get(|_| async {
            service.cell.adopt(service.token("learned")).await;
            Err::<Token, _>("but the login itself failed")
        })
        .await;

    assert_eq!(lease.unwrap().expose(), "learned");
}
