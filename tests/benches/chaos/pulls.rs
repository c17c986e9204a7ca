//! The clients that read: whole days of UDID records, and look-ups in DBHS.

use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

use dbhs_client::Credentials as DbhsCredentials;
use futures_util::TryStreamExt;
use jiff::civil::Date;
use transport::Timing;
use udid_client::types::{DeviceRecord, Period};
use udid_client::{Client, Credentials};

use crate::tally::{Tally, Told};
use crate::weather::World;

/// How often a program asks again before it gives up on a day or a look-up; then it is lost.
const PATIENCE: usize = 50;

/// What a program waits before it asks again.
const PAUSE: Duration = Duration::from_secs(30);

const DAY: &str = "2026-08-10";

/// Pulls the same day again and again, and holds each pull against the sandbox's records.
pub async fn udid(mut world: World, calls: u64) -> io::Result<Tally> {
    let sandbox = &world.sandbox;
    let credentials =
        Credentials::new(sandbox.app_id(), sandbox.app_secret(), sandbox.credit_code());
    let client = Client::builder(sandbox.udid_url()).credentials(credentials);
    let client = client.clock(world.clock.clone()).timing(world.timing.clone());
    let client = client.transport(world.http.clone()).build().map_err(io::Error::other)?;
    let day: Date = DAY.parse().map_err(io::Error::other)?;
    let records = sandbox.udid().records(day);
    let truth: Vec<_> =
        records.iter().filter_map(|record| record.device.device_record_key.clone()).collect();
    let mut tally = Tally::default();
    while tally.calls < calls {
        world.turn(tally.calls);
        pull(&client, &world, &truth, &mut tally).await?;
    }
    tally.requests = client.counts().attempts;
    Ok(tally)
}

async fn pull(
    client: &Client,
    world: &World,
    truth: &[String],
    tally: &mut Tally,
) -> io::Result<()> {
    let period: Period = DAY.parse().map_err(io::Error::other)?;
    let mut walk = client.walk(period);
    let mut seen = BTreeMap::<String, u64>::new();
    let mut failures = 0;
    while failures < PATIENCE {
        match tally.call(walk.next_page()).await {
            Ok(Some(page)) => count(&mut seen, &page.records),
            Ok(None) => {
                tally.forget_call();
                break;
            }
            Err(_) => {
                failures += 1;
                world.timing.sleep(PAUSE).await;
            }
        }
    }
    for key in truth {
        tally.compare(Told::Stored, seen.remove(key).unwrap_or_default());
    }
    // What is left is not a record of the day.
    for times in seen.into_values() {
        tally.compare(Told::NotStored, times);
    }
    Ok(())
}

fn count(seen: &mut BTreeMap<String, u64>, records: &[DeviceRecord]) {
    for record in records {
        let key = record.device.device_record_key.clone();
        *seen.entry(key.unwrap_or_default()).or_default() += 1;
    }
}

/// Looks up registrants and products of UDID records, whose names and numbers these must have.
pub async fn dbhs(mut world: World, calls: u64) -> io::Result<Tally> {
    let sandbox = &world.sandbox;
    let credentials = DbhsCredentials::new(sandbox.dbhs_app_key(), sandbox.dbhs_secret_key());
    let client = dbhs_client::Client::builder(sandbox.dbhs_url()).credentials(credentials);
    let client = client.clock(world.clock.clone()).timing(world.timing.clone());
    let client = client.transport(world.http.clone()).build().map_err(io::Error::other)?;
    let day: Date = DAY.parse().map_err(io::Error::other)?;
    let mut numbers = Vec::new();
    for record in sandbox.udid().records(day) {
        let joined = record.device.registration_numbers;
        numbers.extend(joined.iter().filter_map(|joined| joined.iter().next()));
    }
    let mut truth = Vec::new();
    for number in numbers {
        let rows = client.products(&number).try_collect::<Vec<_>>().await;
        truth.push((number, rows.map_err(io::Error::other)?));
    }
    let before = client.counts().attempts;
    let mut tally = Tally::default();
    for (number, expected) in truth.iter().cycle() {
        if tally.calls >= calls {
            break;
        }
        world.turn(tally.calls);
        let mut found = None;
        for _ in 0..PATIENCE {
            let rows = client.products(number).try_collect::<Vec<_>>();
            if let Ok(rows) = tally.call(rows).await {
                found = Some(rows);
                break;
            }
            world.timing.sleep(PAUSE).await;
        }
        let found = found.unwrap_or_default();
        for row in expected {
            let times = found.iter().filter(|other| *other == row).count();
            tally.compare(Told::Stored, times as u64);
        }
        tally.compare(Told::NotStored, found.len().saturating_sub(expected.len()) as u64);
    }
    tally.requests = client.counts().attempts - before;
    Ok(tally)
}
