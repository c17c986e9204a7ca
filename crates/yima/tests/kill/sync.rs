//! Runs of `sync` that are killed again and again at any moment, in downloads, loads and pulls, end with
//! the same database as an undisturbed one.

use std::time::Instant;

use jiff::{Timestamp, ToSpan};
use sandbox::{ReleaseFault, ReleaseFaultRule, ReleaseSettings, Settings, UdidSettings};
use test_support::database::Content;
use test_support::invented;

use crate::binary::Yima;
use crate::random::Random;
use crate::{kill_until_it_ends, kills};

/// Age of the register in days, and its records a day.
const DAYS: u32 = 40;
const RECORDS: u32 = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_syncs_lose_nothing() {
    let now = Timestamp::now();
    let day = auth::in_beijing(now).date().saturating_sub(2.days());
    let mut releases = ReleaseSettings::with_days(DAYS);
    // The day before yesterday, and every file that has it, comes through the API alone.
    let title = format!("UDID_DAY_UPDATE_{}", day.strftime("%Y%m%d"));
    releases.faults = ["UDID_WEEKLY", "UDID_MONTH", &title]
        .map(|title| ReleaseFaultRule::new(title, ReleaseFault::Missing))
        .to_vec();
    let udid =
        UdidSettings { releases: Some(releases), ..UdidSettings::with_records_per_day(RECORDS) };
    let sandbox = invented::start(Settings { udid, ..Settings::default() }).await;
    sandbox.clock().set(now);
    let address = format!("http://{}", sandbox.address());
    let yima = Yima::of(&sandbox)
        .with("YIMA_UDID_RELEASE_FEED", format!("{address}/rss/download.html"))
        .with("YIMA_UDID_RELEASE_PAGE", format!("{address}/download.html"));
    let began = Instant::now();
    let whole = yima.run(&["udid", "sync", "--db", "whole.sqlite"]);
    let longest = began.elapsed();
    let expected = Content::of(&yima.home().join("whole.sqlite"));
    assert!(sandbox.udid().calls("D001") > 0, "{whole:?}");
    assert!(expected.count("device") > RECORDS as usize * 14, "{whole:?}");

    let (mut killed, mut files) = (0, 0);
    let mut random = Random::new();
    while killed < kills() {
        files += 1;
        let name = format!("{files}.sqlite");
        let sync = ["udid", "sync", "--db", &name];
        killed += kill_until_it_ends(&yima, &sync, &mut random, longest);
        let last = yima.run(&sync);
        assert_eq!(last.code, whole.code, "{last:?}");
        Content::of(&yima.home().join(&name)).assert_same(&expected);
    }
}
