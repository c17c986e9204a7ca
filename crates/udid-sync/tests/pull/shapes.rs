//! Listings of the sandbox that hold versions, rows away from their device, and rows of nobody.

use sandbox::udid::ListingShape;
use sandbox::{Sandbox, Settings, UdidSettings};
use test_support::database::Content;
use test_support::invented;

use crate::Bench;

const DAY: &str = "2026-08-10";
const RECORDS: u32 = 130;

async fn start(listing: ListingShape) -> Sandbox {
    let udid = UdidSettings { listing, ..UdidSettings::with_records_per_day(RECORDS) };
    invented::start(Settings { udid, ..Settings::default() }).await
}

/// Whatever the shape of a listing, what is stored is what the sandbox has.
#[tokio::test]
async fn every_shape_of_a_listing_ends_with_the_truth() {
    let truth = start(ListingShape::default()).await;
    let expected = Bench::of(&truth);
    expected.pull(DAY).await.unwrap();
    let expected = Content::of(&expected.file);
    for (earlier_versions, late_rows) in [(true, false), (false, true), (true, true)] {
        let shape = ListingShape { earlier_versions, late_rows, orphans: 0 };
        for in_flight in [1, 4] {
            let sandbox = start(shape).await;
            let bench = Bench::of(&sandbox).in_flight(in_flight);
            let pulled = bench.pull(DAY).await.unwrap();
            assert!(pulled.is_complete(), "{shape:?}: {pulled}");
            let content = Content::of(&bench.file);
            assert_eq!(content.difference_in_part(&expected), None, "{shape:?}");
            assert_eq!(content.count("device"), RECORDS as usize);
            let versions = content.count("listed");
            assert_eq!(versions > RECORDS as usize, earlier_versions, "{versions} rows");
            let pages = versions.div_ceil(20) as u64;
            assert_eq!(sandbox.udid().calls("D001"), pages, "{shape:?}");
            assert_eq!(sandbox.udid().calls("D003") > 0, earlier_versions);
        }
    }
}

#[tokio::test]
async fn rows_of_nobody_leave_a_day_incomplete_and_everything_else_stored() {
    let sandbox = start(ListingShape { orphans: 3, ..ListingShape::default() }).await;
    let bench = Bench::of(&sandbox);
    let pulled = bench.pull(DAY).await.unwrap();
    let said = "incomplete: 3 packages, storage conditions or sizes belong to no device";
    assert!(!pulled.is_complete() && pulled.to_string().contains(said), "{pulled}");
    assert_eq!(Content::of(&bench.file).count("device"), RECORDS as usize);
}
