//! Files in any order, some of them twice, end with the same content.

use std::path::{Path, PathBuf};

use test_support::database::{Content, open};

use crate::files::{load_again, record, release};

/// A register in five files: records change, are corrected, and one is gone from the later full release.
fn files(folder: &Path) -> Vec<PathBuf> {
    let old_full = [record("a", 1, 0, "1"), record("b", 1, 0, "1"), record("gone", 1, 0, "1")];
    let day = [record("a", 1, 1, "2"), record("c", 1, 0, "1")];
    let week = [record("a", 2, 0, "3"), record("c", 1, 0, "1")];
    // The same version as in the week, with other content: the later date decides.
    let later_day = [record("c", 1, 0, "4")];
    let new_full = [record("a", 2, 0, "3"), record("b", 1, 0, "1"), record("c", 1, 0, "4")];
    vec![
        release(folder, "UDID_FULL_RELEASE_20260801", &old_full),
        release(folder, "UDID_DAY_UPDATE_20260804", &day),
        release(folder, "UDID_WEEKLY_UPDATE_20260803_20260809", &week),
        release(folder, "UDID_DAY_UPDATE_20260810", &later_day),
        release(folder, "UDID_FULL_RELEASE_20260901", &new_full),
    ]
}

/// All orders of some numbers.
fn orders(numbers: &[usize]) -> Vec<Vec<usize>> {
    let Some((first, rest)) = numbers.split_first() else { return vec![Vec::new()] };
    let places = orders(rest).into_iter().flat_map(|order| {
        (0..=order.len()).map(move |at| {
            let mut order = order.clone();
            order.insert(at, *first);
            order
        })
    });
    places.collect()
}

#[tokio::test]
async fn any_order_of_files_with_repeats_ends_with_the_same_records_and_delistings() {
    let folder = tempfile::tempdir().unwrap();
    let files = files(folder.path());
    let mut expected: Option<Content> = None;
    let orders = orders(&[0, 1, 2, 3, 4]);
    assert_eq!(orders.len(), 120);
    // Every seventh: 18 of them, in which each file stands in each place.
    for (number, order) in orders.iter().enumerate().step_by(7) {
        let database = folder.path().join(format!("{number}.sqlite"));
        for file in order.iter().chain([&order[number % 5]]) {
            assert!(load_again(&database, &files[*file], true).await.is_complete());
        }
        let connection = open(&database);
        let mut statement = connection
            .prepare("SELECT key || ' ' || model, delisted_on FROM device ORDER BY key")
            .unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let rows: Vec<(String, Option<String>)> = rows.map(Result::unwrap).collect();
        let gone = Some("2026-09-01".to_owned());
        let known = ["a 3", "b 1", "c 4"].map(|row| (row.to_owned(), None));
        assert_eq!(rows[..3], known, "{order:?}");
        assert_eq!(rows[3], ("gone 1".to_owned(), gone), "{order:?}");
        let content = Content::of(&database);
        match &expected {
            None => expected = Some(content),
            Some(expected) => assert_eq!(content.difference(expected), None, "{order:?}"),
        }
    }
}
