//! The sandbox under load: 64 concurrent clients of all four protocols for ten minutes of simulated
//! time, and whether its memory stays flat meanwhile; its pages of records against the same bytes from
//! a bare axum handler.
//!
//! Run with `cargo bench -p workspace-tests --bench load`; `YIMA_LOAD_CALLS` sets another number of
//! calls for each client and minute. Sandbox and bare handler are processes of their own, whose memory
//! `ps` reports; the clients are in this one.

#[path = "load/clients.rs"]
mod clients;
#[path = "load/drive.rs"]
mod drive;
#[path = "load/pages.rs"]
mod pages;
#[path = "load/server.rs"]
mod server;

use std::env;

use clients::World;
use drive::{Figures, drive};
use server::{Server, serve};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const CLIENTS: usize = 64;

/// Simulated minutes, and those that memory has to find its level.
const MINUTES: usize = 10;
const WARM_UP: usize = 2;

/// Calls of a client in a simulated minute.
const CALLS: u64 = 300;

/// How much memory may grow after the warm-up.
const MOST_GROWTH: f64 = 0.05;

/// How many pages the sandbox must give at least, while the bare handler gives one.
const LEAST_RATE: f64 = 0.1;

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    if let [first, rest @ ..] = arguments.as_slice()
        && first == server::SERVE
    {
        return serve(rest).await;
    }
    // `cargo test --benches` comes without it.
    let is_bench = arguments.iter().any(|argument| argument == "--bench");
    let calls = match env::var("YIMA_LOAD_CALLS") {
        Ok(calls) => calls.parse()?,
        Err(_) if is_bench => CALLS,
        Err(_) => 2,
    };
    ten_minutes(calls, is_bench).await?;
    pages::against_bare(calls, is_bench).await
}

/// All protocols, while the time of the sandbox passes.
async fn ten_minutes(calls: u64, is_bench: bool) -> Result<()> {
    let server = Server::sandbox()?;
    let world = World::new(&server, CLIENTS, calls).await?;
    println!("{CLIENTS} clients, {MINUTES} minutes of simulated time");
    let mut memory = Vec::new();
    let mut all = Figures::default();
    for minute in 1..=MINUTES {
        let figures = drive(world.callers(), calls, || world.pass_second()).await?;
        memory.push(server.memory_mib()?);
        println!("  minute {minute:2}: {figures}, {:.1} MiB", memory[minute - 1]);
        all.add(figures);
    }
    println!("  all      : {all}");
    world.check(&all).await?;
    let settled = memory[WARM_UP - 1];
    let highest = memory[WARM_UP..].iter().copied().fold(0.0, f64::max);
    let growth = highest / settled - 1.0;
    println!(
        "  memory after minute {WARM_UP}: {:+.1} % (bar {:+.0} %)",
        growth * 100.0,
        MOST_GROWTH * 100.0
    );
    assert!(!is_bench || growth <= MOST_GROWTH, "the memory of the sandbox grows");
    Ok(())
}
