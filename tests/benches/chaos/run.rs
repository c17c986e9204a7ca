//! A run of all clients, side by side.

use std::io;
use std::thread::{self, JoinHandle};

use crate::tally::Tally;
use crate::weather::World;
use crate::{pulls, registrations};

/// Seeds faults, records and pauses.
const SEED: u64 = 20_260_810;

/// Part of the calls that each client makes, of 100: those that write cost the sandbox more.
const SHARES: [u64; 4] = [40, 25, 20, 15];

/// The figures of each client after a number of calls of all.
///
/// # Errors
/// When a sandbox or a client cannot be started.
pub fn run(calls: u64) -> io::Result<[(&'static str, Tally); 4]> {
    let [udid, idcode, dbhs, cloudmfg] = SHARES.map(|share| calls * share / 100);
    let tasks = [
        ("udid", start(move |world| pulls::udid(world, udid))),
        ("idcode", start(move |world| registrations::idcode(world, idcode))),
        ("dbhs", start(move |world| pulls::dbhs(world, dbhs))),
        ("cloudmfg", start(move |world| registrations::cloudmfg(world, cloudmfg))),
    ];
    let mut tallies = [("", Tally::default()); 4];
    for (place, (name, task)) in tallies.iter_mut().zip(tasks) {
        // A client that panicked is one of the figures.
        let panicked = |_| Ok(Tally { panics: 1, ..Tally::default() });
        *place = (name, task.join().unwrap_or_else(panicked)?);
    }
    Ok(tallies)
}

/// A client and its sandbox, in a thread of their own: which of them is next depends on nothing
/// else.
fn start<F>(work: impl FnOnce(World) -> F + Send + 'static) -> JoinHandle<io::Result<Tally>>
where
    F: Future<Output = io::Result<Tally>>,
{
    thread::spawn(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async { work(World::new(SEED).await?).await })
    })
}
