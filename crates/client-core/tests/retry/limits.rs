//! How fast calls are made. The runtime's clock stands still but for what is waited for.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use client_core::{FailedAttempt, Pipeline, PipelineSettings, Redactor};
use futures_util::future::{FutureExt, join_all};
use tokio::time::{Instant, advance};
use transport::{AttemptFailure, FailureKind, RateLimit, RetryPolicy, RuntimeTiming};

use crate::staged::{READ, attempt, pipeline_with, steps};

fn pipeline(rate_limit: RateLimit) -> Pipeline {
    let (retry, timing) = (RetryPolicy::none(), Arc::new(RuntimeTiming::default()));
    pipeline_with(PipelineSettings { retry, rate_limit, timing })
}

fn busy() -> AttemptFailure {
    steps("busy").remove(0).failure.unwrap()
}

/// A call that takes so many milliseconds.
async fn call(pipeline: &Pipeline, takes: u64, begin: impl FnOnce() + Send) {
    let mut begin = Some(begin);
    let mut prepare = || {
        begin.take().into_iter().for_each(|begin| begin());
        Ok::<_, ()>(attempt(Some(takes)))
    };
    pipeline.run(READ, &mut prepare, &mut |_, _: &Redactor| Ok(())).await.unwrap();
}

/// Milliseconds after which so many calls begin that come all at once.
async fn beginnings(pipeline: &Pipeline, calls: usize, takes: u64) -> Vec<u128> {
    let (start, began) = (Instant::now(), Mutex::new(Vec::new()));
    let note = || began.lock().unwrap().push(start.elapsed().as_millis());
    join_all((0..calls).map(|_| call(pipeline, takes, note))).await;
    began.into_inner().unwrap()
}

/// A call that takes so many milliseconds, and comes too soon.
async fn is_busy(pipeline: &Pipeline, takes: u64) {
    let mut prepare = || Ok(attempt(Some(takes)));
    let mut receive = |_: Result<_, _>, _: &Redactor| {
        Err(FailedAttempt { error: FailureKind::Busy, failure: busy() })
    };
    let outcome = pipeline.run(READ, &mut prepare, &mut receive).await;
    assert_eq!(outcome, Err(FailureKind::Busy));
}

#[tokio::test(start_paused = true)]
async fn without_limits_all_begin_at_once() {
    assert_eq!(beginnings(&pipeline(RateLimit::default()), 100, 50).await, [0; 100]);
    assert_eq!(beginnings(&pipeline(RateLimit::unlimited()), 100, 50).await, [0; 100]);
}

#[tokio::test(start_paused = true)]
async fn calls_of_a_second_are_spread_over_it() {
    let pipeline = pipeline(RateLimit::default().per_second(4));
    assert_eq!(beginnings(&pipeline, 6, 3000).await, [0, 250, 500, 750, 1000, 1250]);
    // What nobody used is not saved up.
    advance(Duration::from_secs(60)).await;
    assert_eq!(beginnings(&pipeline, 3, 0).await, [0, 250, 500]);
}

#[tokio::test(start_paused = true)]
async fn so_many_calls_go_at_a_time() {
    let pipeline = pipeline(RateLimit::default().concurrent(2));
    assert_eq!(beginnings(&pipeline, 5, 100).await, [0, 0, 100, 100, 200]);
}

#[tokio::test(start_paused = true)]
async fn both_limits_hold_together() {
    let pipeline = pipeline(RateLimit::default().per_second(10).concurrent(2));
    assert_eq!(beginnings(&pipeline, 5, 500).await, [0, 100, 500, 600, 1000]);
}

#[tokio::test(start_paused = true)]
async fn limits_of_none_are_one() {
    let pipeline = pipeline(RateLimit::default().per_second(0).concurrent(0));
    assert_eq!(beginnings(&pipeline, 3, 0).await, [0, 1000, 2000]);
    assert_eq!(
        RateLimit::default().concurrent(usize::MAX),
        RateLimit::default().concurrent(usize::MAX / 8)
    );
}

#[tokio::test(start_paused = true)]
async fn calls_begin_in_the_order_in_which_they_came() {
    for limits in [RateLimit::default().per_second(5), RateLimit::default().concurrent(1)] {
        let (pipeline, began) = (pipeline(limits), Mutex::new(Vec::new()));
        let number = |number| call_number(&pipeline, number, &began);
        join_all((0..20).map(number)).await;
        assert_eq!(began.into_inner().unwrap(), (0..20).collect::<Vec<_>>());
    }
}

/// Whoever comes at the moment when the next may begin does not push in.
#[tokio::test(start_paused = true)]
async fn nobody_pushes_in() {
    let (pipeline, began) = (pipeline(RateLimit::default().per_second(1)), Mutex::new(Vec::new()));
    let mut waiting = [0, 1].map(|number| Box::pin(call_number(&pipeline, number, &began)));
    for call in &mut waiting {
        assert!(call.now_or_never().is_none());
    }
    advance(Duration::from_secs(1)).await;
    let mut late = Box::pin(call_number(&pipeline, 2, &began));
    assert!((&mut late).now_or_never().is_none());
    join_all(waiting.into_iter().chain([late])).await;
    assert_eq!(began.into_inner().unwrap(), [0, 1, 2]);
}

async fn call_number(pipeline: &Pipeline, number: usize, began: &Mutex<Vec<usize>>) {
    call(pipeline, 10, || began.lock().unwrap().push(number)).await;
}

/// Whoever leaves the queue does not hold up those behind, wherever they stood.
#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_frees_its_place() {
    for limits in [RateLimit::default().per_second(1), RateLimit::default().concurrent(1)] {
        for dropped in 0..4 {
            let (pipeline, began) = (pipeline(limits), Mutex::new(0));
            let count = || *began.lock().unwrap() += 1;
            let mut calls: Vec<_> = (0..4).map(|_| Box::pin(call(&pipeline, 500, count))).collect();
            for call in &mut calls {
                assert!(call.now_or_never().is_none());
            }
            assert_eq!(*began.lock().unwrap(), 1);
            drop(calls.remove(dropped));
            let start = Instant::now();
            join_all(calls).await;
            // The first of them had begun, and its second is not given to another.
            let expected = if dropped == 0 { 4 } else { 3 };
            assert_eq!(*began.lock().unwrap(), expected, "{limits:?} without {dropped}");
            let seconds = if limits == RateLimit::default().concurrent(1) { 0.5 } else { 1.0 };
            let last = start.elapsed().as_secs_f64();
            let waited = match dropped {
                0 if seconds < 1.0 => 1.5,
                0 => 3.5,
                _ if seconds < 1.0 => 1.5,
                _ => 2.5,
            };
            assert!((last - waited).abs() < 0.01, "{limits:?} without {dropped}: {last}");
        }
    }
}

/// Of ten calls in a second the tenth was one too many: five, and one more a second each second.
/// Expected: the same sum of intervals in Python.
#[tokio::test(start_paused = true)]
async fn a_service_that_is_asked_too_often_gets_half_and_then_more() {
    let pipeline = pipeline(RateLimit::default());
    for _ in 0..9 {
        call(&pipeline, 100, || ()).await;
    }
    is_busy(&pipeline, 0).await;
    let start = Instant::now();
    let mut seconds = [0; 4];
    while start.elapsed() < Duration::from_secs(4) {
        call(&pipeline, 0, || ()).await;
        if let Some(second) = seconds.get_mut(usize::try_from(start.elapsed().as_secs()).unwrap()) {
            *second += 1;
        }
    }
    assert_eq!(seconds, [5, 6, 8, 8], "calls in each second");
}

#[tokio::test(start_paused = true)]
async fn calls_that_were_on_their_way_slow_down_once() {
    let pipeline = pipeline(RateLimit::default());
    join_all((0..8).map(|_| is_busy(&pipeline, 200))).await;
    // Half of eight: the next one may begin a quarter of a second after the last, in 50 ms.
    let beginnings = beginnings(&pipeline, 2, 0).await;
    assert_eq!(beginnings[0], 50);
}

#[tokio::test(start_paused = true)]
async fn a_service_that_goes_on_complaining_is_asked_ever_less() {
    let pipeline = pipeline(RateLimit::default().per_second(8));
    let mut gaps = Vec::new();
    let mut last = Instant::now();
    for _ in 0..6 {
        is_busy(&pipeline, 0).await;
        gaps.push(last.elapsed().as_millis());
        last = Instant::now();
    }
    assert_eq!(gaps, [0, 2000, 4000, 5000, 5000, 5000]);
}

/// The pace that the user set is the most, however long nobody complains.
#[tokio::test(start_paused = true)]
async fn the_pace_recovers_to_the_limit() {
    let pipeline = pipeline(RateLimit::default().per_second(4));
    is_busy(&pipeline, 0).await;
    assert_eq!(beginnings(&pipeline, 2, 0).await, [2000, 2667]);
    for _ in 0..100 {
        call(&pipeline, 0, || ()).await;
    }
    advance(Duration::from_secs(1)).await;
    assert_eq!(beginnings(&pipeline, 4, 0).await, [0, 250, 500, 750]);
}

#[tokio::test(start_paused = true)]
async fn who_wants_no_limits_gets_none() {
    let pipeline = pipeline(RateLimit::unlimited());
    for _ in 0..5 {
        is_busy(&pipeline, 0).await;
    }
    assert_eq!(beginnings(&pipeline, 3, 0).await, [0, 0, 0]);
}

/// A pause between two attempts holds no place.
#[tokio::test(start_paused = true)]
async fn a_call_that_pauses_lets_others_go() {
    let timing = Arc::new(RuntimeTiming::default());
    let rate_limit = RateLimit::unlimited().concurrent(1);
    let retry = RetryPolicy::default();
    let pipeline = pipeline_with(PipelineSettings { retry, rate_limit, timing });
    let failure = steps("429+30").remove(0).failure.unwrap();
    let mut failed = false;
    let mut prepare = || Ok(attempt(None));
    let mut receive = |_: Result<_, _>, _: &Redactor| {
        let fails = !std::mem::replace(&mut failed, true);
        if fails { Err(FailedAttempt { error: (), failure }) } else { Ok(()) }
    };
    let slow = pipeline.run(READ, &mut prepare, &mut receive);
    let (start, passed) = (Instant::now(), Mutex::new(0));
    let quick = call(&pipeline, 0, || *passed.lock().unwrap() = start.elapsed().as_secs());
    let (slow, ()) = tokio::join!(slow, quick);
    slow.unwrap();
    assert_eq!((*passed.lock().unwrap(), start.elapsed().as_secs()), (0, 30));
}
