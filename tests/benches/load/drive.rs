//! Many callers at once, and how long their calls take.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::Result;

/// What became of a call.
pub enum Told {
    Done,
    /// The service said no, as it should.
    Refused,
    /// Anything else.
    Failed(String),
}

/// Makes one call after the other.
#[async_trait::async_trait]
pub trait Caller: Send + Sync + 'static {
    async fn call(&self) -> Told;
}

/// Figures of many calls.
#[derive(Default)]
pub struct Figures {
    pub calls: u64,
    pub refused: u64,
    time: Duration,
    /// How long each call took.
    latencies: Vec<Duration>,
}

impl Figures {
    pub fn add(&mut self, other: Self) {
        self.calls += other.calls;
        self.refused += other.refused;
        self.time += other.time;
        self.latencies.extend(other.latencies);
    }

    /// Calls in a second.
    pub fn rate(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
        let calls = self.calls as f64;
        calls / self.time.as_secs_f64()
    }

    /// A percentile of the times that calls took.
    pub fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.latencies.clone();
        sorted.sort_unstable();
        let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
        sorted.get(place).copied().unwrap_or_default()
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = |percent| self.percentile(percent).as_secs_f64() * 1000.0;
        let (rate, median, high) = (self.rate(), millis(50), millis(99));
        write!(
            f,
            "{:6} calls, {:5} refused, {rate:6.0}/s, median {median:5.1} ms, 99 % {high:5.1} ms",
            self.calls, self.refused
        )
    }
}

/// All callers at once, with the same number of calls each. In the course of it sixty seconds pass.
pub async fn drive<C: Caller, F: Future<Output = Result<()>>>(
    callers: &[Arc<C>],
    calls: u64,
    pass_second: impl Fn() -> F,
) -> Result<Figures> {
    let all = calls * callers.len() as u64;
    let (done, (ticks, mut ticking)) = (Arc::new(AtomicU64::new(0)), mpsc::unbounded_channel());
    let begun = Instant::now();
    let mut running = JoinSet::new();
    for caller in callers {
        let (caller, done, ticks) = (caller.clone(), done.clone(), ticks.clone());
        running.spawn(async move {
            let mut figures = Figures::default();
            for _ in 0..calls {
                let begun = Instant::now();
                let told = caller.call().await;
                figures.latencies.push(begun.elapsed());
                figures.calls += 1;
                match told {
                    Told::Done => {}
                    Told::Refused => figures.refused += 1,
                    Told::Failed(why) => return Err(why),
                }
                let before = done.fetch_add(1, Ordering::Relaxed);
                for _ in before * 60 / all..(before + 1) * 60 / all {
                    // The task that counts the seconds ends last.
                    let _ = ticks.send(());
                }
            }
            Ok(figures)
        });
    }
    drop(ticks);
    while ticking.recv().await.is_some() {
        pass_second().await?;
    }
    let mut figures = Figures::default();
    while let Some(ended) = running.join_next().await {
        figures.add(ended??);
    }
    figures.time = begun.elapsed();
    Ok(figures)
}
